import { createHash } from 'node:crypto';
import { formatBytes, formatCount, formatNumber } from '../record/format';
import type { Evidence } from './evidence';
import { detailSections } from './evidence-details';
import { type Content, markup, Markup } from './markup';
import { PAGE_STYLE } from './page-style';
import { facts, points } from './page-tables';

/**
 * Evidence as a page for people: a summary that fits one printed sheet, then the details. Well-formed as XML too, without
 * scripts and without anything from outside; the policy in its head lets browsers load nothing but its own style.
 */
export function evidencePage(evidence: Evidence): string {
  const digest = createHash('sha256').update(PAGE_STYLE).digest('base64');
  const security = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  const page = markup`<!DOCTYPE html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${security}" />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Evidence of de-identification</title>
        <style>${new Markup(PAGE_STYLE)}</style>
      </head>
      <body>
        <header>
          <h1>Evidence of de-identification</h1>
          <p class="made">
            Made by DicomAnon ${evidence.software.version} on
            <time datetime="${evidence.created}">${dayOf(evidence)}</time>
          </p>
        </header>
        <main>${summary(evidence)}${detailSections(evidence)}</main>
        <footer>
          <p>
            This document holds no patient data: names, identifiers, dates and free text of patients are in
            none of its parts. The same facts stand in <code>evidence.json</code> for programs.
          </p>
        </footer>
      </body>
    </html> `;
  return page.text;
}

function dayOf({ created }: Evidence): string {
  const months = 'January February March April May June July August September October November December';
  const [year = '', month = '', day = ''] = created.slice(0, 10).split('-');
  return `${Number(day)} ${months.split(' ')[Number(month) - 1]} ${year}, ${created.slice(11, 16)} UTC`;
}

function summary(evidence: Evidence): Markup {
  return markup`<section>
    ${verdict(evidence)}
    <h2>Summary</h2>
    ${facts('At a glance', summaryFacts(evidence))}
    <h2>How to read it</h2>
    ${points(READING)}
  </section> `;
}

const READING: readonly Content[] = [
  'The files were anonymised by a set of rules, the policy. The pages that follow tell what the files are, how they say themselves what was done to them, what the audit searched for and found, whether the files are sound DICOM, how to check that they have not been changed since, and the rules one by one.',
  'The audit reads the finished files, not the records of the program that wrote them. It searches for what is known of the patients; it cannot find what nobody has told it, nor what pictures show. What it did not search is listed.',
  'With the list of checksums, anybody who holds the files can prove that they are the ones described here.',
];

const NOTHING_FOUND = 'The audit found nothing that gives a patient away';

/** The answer that a reader looks for first, with what stands against it. */
function verdict(evidence: Evidence): Markup {
  const { audit, outputs } = evidence;
  const serious = audit.groups.filter(({ confidence }) => confidence !== 'low');
  const count = serious.reduce((sum, group) => sum + group.count, 0) + audit.notGrouped;
  const remarks = remarksOf(evidence);
  const scope = `${formatCount(audit.files, 'DICOM file')} of ${formatCount(outputs.patients, 'patient')} searched for what is known of ${formatCount(audit.patients, 'patient')}.`;
  if (count > 0) {
    const isSure = audit.notGrouped > 0 || serious.some(({ confidence }) => confidence === 'high');
    const text = isSure
      ? `The audit found ${formatCount(count, 'trace')} of patients. These files should not be passed on.`
      : `The audit found ${formatCount(count, 'possible trace')} of patients, to be looked at before the files are passed on.`;
    return markup`<div class="verdict ${isSure ? 'bad' : 'warn'}">
      <p><strong>${text}</strong></p>
      <p>${scope}</p>
      ${remarks}
    </div> `;
  }
  const state = remarks.length === 0 ? 'good' : 'warn';
  return markup`<div class="verdict ${state}">
    <p>
      <strong>${NOTHING_FOUND}${remarks.length === 0 ? '.' : ', but see the remarks.'}</strong>
    </p>
    <p>${scope}</p>
    ${remarks}
  </div> `;
}

function remarksOf(evidence: Evidence): readonly Markup[] {
  const { audit, outputs, conformance } = evidence;
  const { marks } = outputs;
  const notMarked = outputs.instances - marks.identityRemoved;
  const differing = outputs.instances - marks.agreeing;
  const unread = audit.unread.reduce((sum, each) => sum + each.count, 0);
  const problems = audit.problems.reduce((sum, each) => sum + each.count, 0);
  const faulty = outputs.instances + outputs.directories - conformance.faultlessFiles;
  const remarks: readonly (readonly [number, string])[] = [
    [outputs.instances === 0 ? 1 : 0, 'There is no DICOM file in the folder.'],
    [audit.patients === 0 ? 1 : 0, 'The mapping workbook knows no patient: there was nothing to search for.'],
    [
      outputs.patientsNotInWorkbook,
      `${formatCount(outputs.patientsNotInWorkbook, 'patient')} of the files not in the mapping workbook: what is known of them was not searched for.`,
    ],
    [unread, `${formatCount(unread, 'file')} could not be read as DICOM.`],
    [notMarked, `${formatCount(notMarked, 'file')} not marked as de-identified.`],
    [
      differing,
      `${formatCount(differing, 'file')} with marks that are not those of the policy described here.`,
    ],
    [problems, `${formatCount(problems, 'remark')} on how the files fit together, listed with the audit.`],
    [faulty, `${formatCount(faulty, 'file')} with a fault of encoding, listed under soundness.`],
  ];
  return remarks.filter(([count]) => count > 0).map(([, text]) => markup`<p>${text}</p> `);
}

function summaryFacts(evidence: Evidence): readonly (readonly [string, Content])[] {
  const { outputs, policy, standard, audit, conformance, checksums } = evidence;
  const on = policy.switches.filter((each) => each.on).length;
  return [
    [
      'Files',
      `${formatCount(outputs.instances, 'instance')} in ${formatNumber(outputs.series)} series, ${formatNumber(outputs.studies)} ${outputs.studies === 1 ? 'study' : 'studies'}, ${formatCount(outputs.patients, 'patient')}; ${formatBytes(outputs.bytes)}`,
    ],
    [
      'Modalities',
      outputs.byModality.map(({ name, instances }) => `${name} ${formatNumber(instances)}`).join(', '),
    ],
    ['Policy', markup`${policy.title}: ${policy.description}`],
    [
      'Rules',
      `${formatCount(policy.rules.length, 'rule')}; ${formatNumber(on)} of ${formatCount(policy.switches.length, 'option')} on`,
    ],
    [
      'Method codes',
      outputs.marks.codes.length === 0
        ? 'none: the policy is no profile of the standard'
        : outputs.marks.codes.map(({ value, meaning }) => `${value} ${meaning}`.trim()).join('; '),
    ],
    [
      'Marks in the files',
      `${formatNumber(outputs.marks.identityRemoved)} of ${formatNumber(outputs.instances)} say that they are de-identified; ${formatNumber(outputs.marks.agreeing)} name exactly this policy`,
    ],
    ['Standard', `DICOM ${standard.edition}`],
    [
      'Audit',
      `${formatCount(audit.findings, 'finding')}, ${formatNumber(audit.findings - lowCount(evidence))} of them more than chance; ${formatCount(
        audit.problems.reduce((sum, { count }) => sum + count, 0),
        'remark',
      )} on consistency`,
    ],
    [
      'Soundness',
      `${formatNumber(conformance.faultlessFiles)} of ${formatCount(outputs.instances + outputs.directories, 'DICOM file')} without a fault of encoding${validatorFact(evidence)}`,
    ],
    [
      'Checksums',
      markup`SHA-256 of ${formatCount(checksums.files, 'file')} in <code>${checksums.list}</code>, whose own is
        <code>${checksums.listSha256}</code>`,
    ],
  ];
}

function lowCount({ audit }: Evidence): number {
  return audit.groups.reduce((sum, { confidence, count }) => sum + (confidence === 'low' ? count : 0), 0);
}

function validatorFact({ conformance: { validator } }: Evidence): string {
  if (validator.kind === 'not-run') return '; dciodvfy was not run';
  return `; dciodvfy found errors in ${formatNumber(validator.filesWithErrors)} of ${formatNumber(validator.files)}`;
}
