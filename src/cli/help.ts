import { DICOMANON_POLICY } from '../core/policy/dicomanon';
import { RISK_NAMES } from '../core/policy/risk-decisions';
import { POLICIES } from '../core/policy/policies';
import type { Policy } from '../core/policy/policy';
import { optionOf } from './arguments';

const OPTIONS: readonly (readonly [string, string])[] = [
  ['--workbook FILE', 'the mapping workbook (default: ~/dicom-anon-mapping.xlsx)'],
  ['--workers N', 'worker threads (default: one for each core)'],
  ['--prefix TEXT', 'what anonymised IDs start with (default: ANON-)'],
  [
    '--policy NAME|FILE',
    `a built-in policy (${POLICIES.map(({ name }) => name).join(', ')}) or a .dicomanon.json file`,
  ],
  ['--option NAME', 'turn on an option of the policy; may be repeated'],
  ['--no-option NAME', 'turn off an option of the policy; may be repeated'],
  ['--list-policy', 'print the policy with its options, and do nothing'],
  ['--explain TAG', 'print which rule decides on an attribute and why, and do nothing'],
  ['--keep-names', 'keep identifiers in the names of folders and files'],
  ['--no-audit', 'do not search the copies, while they are written, for what is known of the patients'],
  ['--hold-back RISK', 'write no copies of files with this risk, list them; may be repeated'],
  ['--fail-on RISK', 'count files with this risk as failed; may be repeated'],
  ['--dry-run', 'look only: nothing at all is written'],
  ['--preview', 'print what would become of every attribute, with counts; nothing at all is written'],
  ['--report FILE', 'write a list of all files, as Markdown or (.csv) CSV; it names originals'],
  ['--json', 'print one JSON object at the end; progress goes to stderr'],
  ['-h, --help', 'print this text'],
  ['-V, --version', 'print the version'],
];

const WIDTH = 24;

/** The text that --help prints. */
export function helpText(): string {
  const switches = DICOMANON_POLICY.switches.map(({ id, title, description }): [string, string] => [
    `--${optionOf(id)}`,
    `do not: ${title}. ${description}`,
  ]);
  return [
    'Usage: dicomanon SOURCE DESTINATION [options]',
    '',
    'Writes anonymised copies of all DICOM files below SOURCE into DESTINATION, with the same folder structure.',
    'Originals are only read. Without arguments, a synthetic sample export is made in ./sample and anonymised.',
    '',
    'Options:',
    ...OPTIONS.map(line),
    '',
    'Parts of the policy DicomAnon that can be turned off (--keep-private means --no-option private):',
    ...switches.map(line),
    '',
    ...POLICIES.filter((policy) => policy !== DICOMANON_POLICY).flatMap(optionLines),
    `Risks: ${RISK_NAMES.join(', ')}.`,
    '',
    'Exit status: 0 done; 1 some files failed, something was found in copies, or the run had to stop; 2 refused, nothing written; 130 cancelled.',
  ].join('\n');
}

/** The options of a policy that has no switches of its own on the command line. */
function optionLines({ name, switches }: Policy): readonly string[] {
  return [
    `Options of the policy ${name}, off unless turned on with --option NAME:`,
    ...switches.map(({ id, description }) => optionLine(id, description)),
    '',
  ];
}

function optionLine(id: string, description: string): string {
  return id.length < WIDTH ? line([id, description]) : `  ${id}\n${line(['', description])}`;
}

function line([option, description]: readonly [string, string]): string {
  return `  ${option.padEnd(WIDTH)}${description}`;
}
