import {
  dataset,
  dicomFile,
  element,
  type Element,
  encapsulated,
  fileMeta,
  inTagOrder,
  raw,
  sequence,
  type SequenceOptions,
  TRANSFER_SYNTAX,
  uid,
} from '../support/data-sets';
import { identifying } from './identifying';
import type { Planting } from './planting';

const DEPTHS = [0, 1, 2, 3, 4] as const;
const CONTENT_SEQUENCE = 0x0040a730;
const PATIENT_TAGS = [0x00100010, 0x00100020] as const;

/** How the sequences round the canaries are written; UN as CP-246 has it. */
const FORMS: Readonly<Record<string, SequenceOptions>> = {
  defined: { length: 'defined' },
  undefined: { length: 'undefined' },
  'UN-defined': { vr: 'UN', length: 'defined' },
  'UN-undefined': { vr: 'UN', length: 'undefined' },
};

const SYNTAXES = ['explicitLE', 'implicitLE', 'explicitBE', 'deflatedLE'] as const;

type Files = Record<string, Uint8Array>;

/** Files with canaries at every depth, in every encoding and every form of sequence. */
export function nestedFiles(planting: Planting): Files {
  const files: Files = {};
  for (const syntax of SYNTAXES) {
    for (const [form, options] of Object.entries(FORMS)) {
      if (syntax === 'explicitBE' && form.startsWith('UN')) continue;
      for (const depth of DEPTHS) {
        const place = `${syntax} ${form} depth ${depth}`;
        const elements = nest(identifying(planting, place, depthOptions(depth, options)), depth, options);
        files[`nested/${syntax}-${form}-${depth}.dcm`] = fileOf(place, elements, TRANSFER_SYNTAX[syntax]);
      }
    }
  }
  return files;
}

/** At the top level the patient is that of the file; inside they are planted with the rest. */
function depthOptions(depth: number, sequences: SequenceOptions) {
  return {
    sequences: { length: sequences.length ?? 'defined' },
    ...(depth === 0 ? { except: PATIENT_TAGS } : {}),
  };
}

function nest(elements: readonly Element[], depth: number, options: SequenceOptions): readonly Element[] {
  if (depth === 0) return elements;
  return [
    sequence(
      CONTENT_SEQUENCE,
      [[element(0x0040a010, 'CS', 'CONTAINS')], nest(elements, depth - 1, options)],
      options,
    ),
  ];
}

/** A file of the one patient of the canaries. */
function fileOf(name: string, elements: readonly Element[], transferSyntax: string): Uint8Array {
  return dicomFile(dataset(element(0x00080018, 'UI', uid(name)), ...elements), { transferSyntax });
}

/** Files with canaries in places of which each occurs once in a file. */
export function specialFiles(planting: Planting): Files {
  return {
    'special/un-elements.dcm': fileOf(
      'un',
      identifying(planting, 'all VRs UN', { vr: 'UN', except: PATIENT_TAGS }),
      TRANSFER_SYNTAX.explicitLE,
    ),
    'special/meta.dcm': metaFile(planting),
    'special/behind.dcm': behindPixelData(planting),
    'special/groups.dcm': oddGroups(planting),
    'special/original-attributes.dcm': originalAttributes(planting),
    'special/dates.dcm': dates(planting),
    'special/bare.dcm': bareFile(planting),
  };
}

function metaFile(planting: Planting): Uint8Array {
  const elements = dataset(element(0x00080018, 'UI', uid('meta')));
  const planted = (tag: number, vr: string): Element => planting.planted(tag, vr, 'file meta', 'file-meta');
  const meta = [
    ...fileMeta(elements, TRANSFER_SYNTAX.explicitLE).filter(
      (each) => each.kind !== 'value' || each.tag !== 0x00020013,
    ),
    planted(0x00020013, 'SH'),
    ...[0x00020016, 0x00020017, 0x00020018].map((tag) => planted(tag, 'AE')),
    ...[0x00020026, 0x00020027, 0x00020028].map((tag) => planted(tag, 'UR')),
    element(0x00020100, 'UI', planting.uid('file meta')),
    planted(0x00020102, 'OB'),
  ];
  const preamble = Buffer.alloc(128, planting.token('preamble', 'file-meta'));
  return dicomFile(elements, { meta, preamble });
}

function behindPixelData(planting: Planting): Uint8Array {
  const signature = [
    planting.planted(0x04000105, 'DT', 'signature', 'signatures'),
    planting.planted(0x04000120, 'OB', 'signature', 'signatures'),
  ];
  const elements = [
    ...dataset(element(0x00080018, 'UI', uid('behind'))).filter(
      (each) => each.kind !== 'value' || each.tag !== 0x7fe00010,
    ),
    encapsulated([new Uint8Array(64).fill(1), new Uint8Array(32).fill(2)]),
    planting.planted(0x7fe10010, 'LO', 'behind pixel data', 'private'),
    planting.planted(0x7fe11001, 'UN', 'behind pixel data', 'private'),
    sequence(0xfffafffa, [signature]),
    planting.planted(0xfffcfffc, 'OB', 'trailing padding', 'trailing'),
  ];
  const trailing = Buffer.from(`\0\0\0\0\0\0\0\0${planting.token('stray bytes', 'trailing')}`, 'latin1');
  return dicomFile(elements, { trailing, transferSyntax: TRANSFER_SYNTAX.jpegBaseline });
}

function oddGroups(planting: Planting): Uint8Array {
  return dicomFile(
    [
      planting.planted(0x00000600, 'AE', 'command group', 'command-groups'),
      planting.planted(0x00041130, 'CS', 'directory group', 'command-groups'),
      ...dataset(
        element(0x00080018, 'UI', uid('groups')),
        planting.planted(0x04000551, 'LO', 'raw copies', 'signatures'),
        planting.planted(0x04000500, 'OB', 'encrypted originals', 'signatures'),
        planting.planted(0x4ffe0001, 'OB', 'MAC parameters', 'signatures'),
      ),
    ].filter((each) => each.kind === 'value'),
  );
}

/** PS3.3 C.12.1: the values of attributes before they were changed. */
function originalAttributes(planting: Planting): Uint8Array {
  const modified = sequence(0x04000550, [identifying(planting, 'modified attributes')], {
    length: 'undefined',
  });
  const original = sequence(0x04000561, [[modified]], { length: 'undefined' });
  return fileOf('original attributes', [original], TRANSFER_SYNTAX.explicitLE);
}

/**
 * Dates of one week: moved by whole weeks, none of them becomes another one. The day of the birth date goes, the year
 * stays.
 */
function dates(planting: Planting): Uint8Array {
  const date = (text: string, place: string): string => planting.remember(text, place, 'dates');
  const nested = sequence(CONTENT_SEQUENCE, [
    [
      element(0x0040a120, 'DT', `${date('20231115', 'DT')}101112.000000+0100`),
      element(0x0040a121, 'DA', date('2023.11.16', 'DA with dots')),
    ],
  ]);
  return fileOf(
    'dates',
    inTagOrder([
      element(0x00080021, 'DA', date('20231114', 'DA')),
      element(0x00080022, 'UN', date('20231117', 'DA in UN')),
      element(0x00181200, 'DA', [date('20231118', 'first of two'), date('20231119', 'second of two')]),
      element(0x00400253, 'SH', `MR${date('20231113', 'step ID')}0911`),
      nested,
    ]),
    TRANSFER_SYNTAX.explicitLE,
  );
}

/** No preamble, no File Meta Information. */
function bareFile(planting: Planting): Uint8Array {
  const elements = dataset(
    element(0x00080018, 'UI', uid('bare')),
    ...identifying(planting, 'bare data set', { except: PATIENT_TAGS }),
  );
  return dicomFile(elements, { preamble: 'none', meta: 'none', transferSyntax: TRANSFER_SYNTAX.implicitLE });
}

/** A file that can't be read and one that is no DICOM: what is said of them must not quote them. */
export function unreadableFiles(planting: Planting): Files {
  const whole = dicomFile(dataset(element(0x00104000, 'LT', planting.token('in a truncated file'))));
  return {
    [`broken-${planting.token('name of a truncated file')}.dcm`]: whole.subarray(0, whole.length - 2),
    'notes.txt': Buffer.from(`Patient ${planting.token('text beside the images')}`),
    'odd.dcm': dicomFile([
      ...dataset(),
      raw(Buffer.from(`\x10\0\x10\0??${planting.token('odd header', 'trailing')}`, 'latin1')),
    ]),
  };
}
