import type { PolicyRow } from '../policy/describe';
import { type RiskDecision, RISK_NAMES } from '../policy/risk-decisions';
import { RISK_TEXTS } from '../policy/risk-text';
import { KIND_TEXTS, PLACE_TEXTS } from '../record/audit-text';
import { formatBytes, formatCount } from '../record/format';
import type { CountedMessage, Evidence } from './evidence';
import type { KindFigures } from './inventory';
import { type Content, markup, type Markup } from './markup';
import { type Column, points, table } from './page-tables';

/** What the summary stands on, section by section. */
export function detailSections(evidence: Evidence): Markup {
  return markup`<div class="details">
      ${contents(evidence)}${marks(evidence)}${audit(evidence)}${soundness(evidence)}${checksums(evidence)}
    </div>
    <div class="details">${policy(evidence)}</div> `;
}

const FIGURES: readonly Column[] = ['Patients', 'Studies', 'Series', 'Instances', 'Size'].map((title) => ({
  title,
  isNumber: true,
}));

const FILES: Column = { title: 'Files', isNumber: true };

function figures({ patients, studies, series, instances, bytes }: KindFigures): readonly Content[] {
  return [patients, studies, series, instances, formatBytes(bytes)];
}

function contents({ outputs }: Evidence): Markup {
  const others: readonly (readonly [number, string])[] = [
    [outputs.directories, 'DICOMDIR (directory of the media)'],
    [outputs.otherFiles, 'not DICOM: neither described nor in the list of checksums'],
    [outputs.unreadable, 'could not be read as DICOM: nor these'],
    [outputs.notFiles, 'links and other entries that are no files'],
  ];
  return markup`<h2>The files</h2>
    <p>
      Counted from the headers of the files themselves. A patient, study or series with several kinds of
      images counts for each.
    </p>
    ${table(
      'By modality (0008,0060)',
      [{ title: 'Modality' }, ...FIGURES],
      outputs.byModality.map((each) => [each.name, ...figures(each)]),
    )}${table(
      'By SOP Class (0008,0016)',
      [{ title: 'SOP Class' }, { title: 'UID' }, ...FIGURES.slice(3)],
      outputs.bySopClass.map((each) => [each.name, code(each.uid), ...figures(each).slice(3)]),
    )}${table(
      'Other entries of the folder',
      [{ title: 'Kind' }, FILES],
      others.filter(([count]) => count > 0).map(([count, what]) => [what, count]),
    )}`;
}

function marks({ outputs }: Evidence): Markup {
  const { methods, codes, dates } = outputs.marks;
  return markup`<h2>What the files say of themselves</h2>
    <p>Each file carries marks by which anybody can see that and how it was de-identified (PS3.15 §E.1.1).</p>
    ${table(
      'De-identification Method (0012,0063)',
      [{ title: 'Value' }, FILES],
      methods.map(({ text, count }) => [text, count]),
    )}${table(
      'De-identification Method Code Sequence (0012,0064), CID 7050',
      [{ title: 'Code' }, { title: 'Meaning' }, FILES],
      codes.map(({ value, meaning, count }) => [value === '' ? '–' : value, meaning, count]),
    )}${table(
      'Longitudinal Temporal Information Modified (0028,0303): what became of dates',
      [{ title: 'Value' }, FILES],
      dates.map(({ text, count }) => [text, count]),
    )}`;
}

function audit({ audit }: Evidence): Markup {
  const unlisted = audit.notGrouped > 0 ? [['any', 'more than are listed', '', audit.notGrouped]] : [];
  return markup`<h2>The audit</h2>
    <p>
      ${formatCount(audit.findings, 'finding')} in ${formatCount(audit.files, 'file')}. Findings of low
      confidence are mostly chance: a short name that is also a word, a number that occurs anyway.
    </p>
    ${table(
      'Findings',
      [{ title: 'Confidence' }, { title: 'What' }, { title: 'Where' }, { title: 'Times', isNumber: true }],
      [
        ...audit.groups.map(({ confidence, kind, place, count }): readonly Content[] => [
          confidence,
          KIND_TEXTS[kind],
          PLACE_TEXTS[place],
          count,
        ]),
        ...unlisted,
      ],
    )}${table(
      'Consistency',
      [{ title: 'What' }, { title: 'Times', isNumber: true }],
      audit.problems.map(({ what, count }) => [what, count]),
    )}${table(
      'Files that could not be read as DICOM',
      [{ title: 'Reason' }, FILES],
      audit.unread.map(({ text, count }) => [text, count]),
    )}
    <h3>Searched</h3>
    ${points(audit.searched)}
    <h3>Not searched</h3>
    ${points(audit.notSearched)}`;
}

function soundness({ conformance }: Evidence): Markup {
  const { checks, validator } = conformance;
  return markup`<h2>Soundness</h2>
    <p>Whether the files are encoded as the standard asks.</p>
    ${table(
      'Checks of the encoding, on every DICOM file',
      [{ title: 'Fault' }, { title: 'Files with it', isNumber: true }],
      checks.map(({ what, files }) => [what, files]),
    )}${
      validator.kind === 'not-run'
        ? markup`<p>
            Which attributes each kind of object needs was not checked: that takes the validator dciodvfy of
            dicom3tools, which was not run. Where it is installed, the command line runs it.
          </p> `
        : markup`<p>
              dciodvfy (dicom3tools) checked ${formatCount(validator.files, 'file')} against the definitions
              of the
              standard${validator.gaveUp > 0 ? `; it gave up on ${formatCount(validator.gaveUp, 'file')}` : ''}.
              It may have stood in the originals, too, with which nothing was compared; attributes that the policy empties are among it.
            </p>
            ${messages('Errors', validator.errors)}${messages('Warnings', validator.warnings)}`
    }`;
}

function messages(caption: string, list: readonly CountedMessage[]): Content {
  return table(
    `${caption} of dciodvfy, without the values that they quote`,
    [{ title: 'Message' }, { title: 'Attribute' }, FILES],
    list.map(({ what, attribute, files }) => [what, attribute, files]),
  );
}

function checksums({ checksums }: Evidence): Markup {
  const how =
    checksums.listedBy === 'path'
      ? markup`<p>
          In the folder of the files, <code>sha256sum -c ${checksums.list}</code> (with the path of the list)
          compares each with its checksum. Paths are those of the anonymised files, as they are passed on.
        </p> `
      : markup`<p>
          The list has running numbers in place of paths, in the natural order of the files: the audit found something known of a patient in a path, or paths were not wanted.</p> `;
  return markup`<h2>Checksums</h2>
    <p>
      <code>${checksums.list}</code> has the ${checksums.algorithm} of
      ${formatCount(checksums.files, 'file')}. Its own is <code>${checksums.listSha256}</code>.
    </p>
    ${how}`;
}

function policy({ policy, standard }: Evidence): Markup {
  const headings = [...new Set(policy.rules.map(({ heading }) => heading))];
  return markup`<h2>The policy: ${policy.title}</h2>
    <p>
      ${policy.description} Tables and names follow DICOM ${standard.edition}. Of several rules that fit an
      attribute, the first that is on decides.
    </p>
    ${table(
      'Options',
      [{ title: 'Option' }, { title: 'State' }, { title: 'What it does' }, { title: 'Code' }],
      policy.switches.map(({ title, on, description, code }) => [
        title,
        on ? 'on' : 'off',
        description,
        code?.value ?? '',
      ]),
    )}${risks(policy)}${headings.map((heading) => rules(heading, policy.rules))}`;
}

const DECISIONS: Readonly<Record<RiskDecision, string>> = {
  pass: 'Written like all others.',
  'hold-back': 'Held back: no copy is written.',
  fail: 'Taken for failed: no copy is written.',
};

function risks({ risks }: Evidence['policy']): Content {
  return table(
    'Risks',
    [{ title: 'Originals' }, { title: 'What becomes of them' }],
    RISK_NAMES.map((risk) => [RISK_TEXTS[risk].what, DECISIONS[risks[risk]]]),
  );
}

function rules(heading: string, all: readonly PolicyRow[]): Content {
  return table(
    heading,
    [{ title: 'Attribute' }, { title: 'Tag' }, { title: 'What becomes of it' }, { title: 'Source' }],
    all
      .filter((rule) => rule.heading === heading)
      .map(({ name, tag, description, note, source, on }) => [
        name,
        tag,
        [on ? '' : 'Option off. ', description, note === undefined ? '' : ` (${note})`],
        source ?? '',
      ]),
    'rules',
  );
}

function code(text: string): Content {
  return text === '' ? '–' : markup`<code>${text}</code>`;
}
