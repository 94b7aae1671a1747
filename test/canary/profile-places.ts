/** Places of PS3.15 Annex E in which a file may name its patient, each with a file that does so there and nowhere else. */
import {
  dataset,
  dicomFile,
  type DicomFile,
  element,
  type Element,
  encapsulated,
  fileMeta,
  inTagOrder,
  sequence,
  type SequenceOptions,
  TRANSFER_SYNTAX,
  uid,
} from '../support/data-sets';

/** What every place says of the patient; all of it is known from attributes of the same file. */
export const SENTENCE =
  'Zqgiven ZQFAMILY (ZQ-77-4242), * 03.11.1956, phone 0761 9911956, seen by Dr. Zqdoctor';
const SHORT = 'Zqfamily,Zqgiven';

/** What no output may hold, in whatever case: all names and numbers of the patient. */
export const LEFT = /zq[a-z-]*|1956|9911956/gi;

export interface Place {
  readonly name: string;
  readonly file: Uint8Array;
  /** Options, by the columns of Table E.1-1, that keep the place as it is. */
  readonly keptBy: readonly string[];
}

/** Attributes with free text that no table lists, by VR. */
const UNLISTED: readonly (readonly [number, string])[] = [
  [0x00080070, 'LO'], // Manufacturer
  [0x00080104, 'LO'], // CodeMeaning
  [0x00080119, 'UC'], // LongCodeValue
  [0x00081190, 'UR'], // RetrieveURL
  [0x00281055, 'LO'], // WindowCenterWidthExplanation
  [0x0040a160, 'UT'], // TextValue
  [0x30060028, 'ST'], // ROIDescription
  [0x00180024, 'SH'], // SequenceName
  [0x00186064, 'UN'], // of unknown VR
];

/** Attributes that the table lists, among them those that options clean. */
const LISTED: readonly (readonly [number, string])[] = [
  [0x00081030, 'LO'],
  [0x0008103e, 'LO'],
  [0x00204000, 'LT'],
  [0x00102180, 'SH'],
  [0x001021b0, 'LT'],
  [0x00400280, 'ST'],
  [0x30060026, 'LO'],
  [0x00700081, 'LO'],
  [0x00420010, 'ST'],
  [0x00380500, 'LO'],
  [0x00384000, 'LT'],
  [0x00400555, 'SQ'],
];

const WRAPS: readonly (readonly number[])[] = [
  [],
  [0x52009229],
  [0x52009230, 0x00089124, 0x0040a170],
  [0x0040a730, 0x0040a730],
];

/** Every place in every depth and form. */
export function profilePlaces(): readonly Place[] {
  return [
    ...[...UNLISTED, ...LISTED].flatMap(([tag, vr]) => nestedPlaces(`${hex(tag)} ${vr}`, [textAt(tag, vr)])),
    ...nestedPlaces('SR text', contentItem('TEXT', 0x0040a160, 'UT', SENTENCE)),
    ...nestedPlaces('SR name', contentItem('PNAME', 0x0040a123, 'PN', 'Zqother^Anna')),
    ...nestedPlaces('SR date', contentItem('DATE', 0x0040a121, 'DA', '19561109'), ['rtnLongFullDatesOpt']),
    ...nestedPlaces('overlay', overlay(0x6000)),
    ...nestedPlaces('last overlay', overlay(0x601e)),
    ...nestedPlaces('curve', [
      element(0x50003000, 'OB', bytesOf(SENTENCE)),
      element(0x50000022, 'LO', SENTENCE.slice(0, 64)),
    ]),
    ...nestedPlaces('graphic annotation', graphics()),
    ...nestedPlaces('acquisition context', acquisitionContext()),
    ...nestedPlaces('private block', privateBlock()),
    ...nestedPlaces('safe private text', [
      element(0x20010010, 'LO', 'Philips Imaging DD 001'),
      element(0x20011050, 'LO', SENTENCE.slice(0, 64)),
    ]),
    ...nestedPlaces('signature', signature()),
    ...nestedPlaces('original attributes', originalAttributes()),
    ...nestedPlaces('encapsulated document', [element(0x00420011, 'OB', bytesOf(SENTENCE))]),
    ...nestedPlaces('trailing padding', [element(0xfffcfffc, 'OB', bytesOf(SENTENCE))]),
    ...filePlaces(),
  ];
}

function nestedPlaces(
  name: string,
  elements: readonly Element[],
  keptBy: readonly string[] = [],
): readonly Place[] {
  const forms: readonly (readonly [string, string, SequenceOptions])[] = [
    ['explicit', TRANSFER_SYNTAX.explicitLE, { length: 'undefined' }],
    ['implicit', TRANSFER_SYNTAX.implicitLE, {}],
    ['UN', TRANSFER_SYNTAX.explicitLE, { vr: 'UN' }],
  ];
  return WRAPS.flatMap((wrap) =>
    forms.map(([form, transferSyntax, options]) => ({
      name: `${name}, depth ${wrap.length} ${wrap[0] === 0x0040a730 ? 'of content' : ''} ${form}`,
      file: patientFile(wrapped(elements, wrap, options), { transferSyntax }),
      keptBy,
    })),
  );
}

function wrapped(
  elements: readonly Element[],
  wrap: readonly number[],
  options: SequenceOptions,
): readonly Element[] {
  return wrap.reduceRight<readonly Element[]>(
    (content, tag) => [sequence(tag, [content], options)],
    elements,
  );
}

/** A file of the one patient, of whom attributes say all that the places say. */
function patientFile(elements: readonly Element[], form: Omit<DicomFile, 'dataSet'> = {}): Uint8Array {
  return dicomFile(patientData(elements), form);
}

function patientData(elements: readonly Element[]): readonly Element[] {
  return inTagOrder(
    dataset(
      element(0x00100010, 'PN', 'Zqfamily^Zqgiven'),
      element(0x00100020, 'LO', 'ZQ-77-4242'),
      element(0x00100030, 'DA', '19561103'),
      element(0x00080090, 'PN', 'Zqdoctor^Otto'),
      element(0x00102154, 'SH', '0761 9911956'),
      ...elements,
    ),
  );
}

function textAt(tag: number, vr: string): Element {
  if (vr === 'SQ') return sequence(tag, [contentItem('TEXT', 0x0040a160, 'UT', SENTENCE)]);
  if (vr === 'SH') return element(tag, vr, SHORT);
  if (vr === 'UR') return element(tag, vr, 'http://host/ZQ-77-4242');
  return element(tag, vr, vr === 'LO' ? SENTENCE.slice(0, 62) : SENTENCE);
}

function contentItem(type: string, tag: number, vr: string, value: string): readonly Element[] {
  const concept = [
    element(0x00080100, 'SH', '121071'),
    element(0x00080102, 'SH', 'DCM'),
    element(0x00080104, 'LO', `Finding of ${SHORT}`),
  ];
  return inTagOrder([
    element(0x0040a010, 'CS', 'CONTAINS'),
    element(0x0040a040, 'CS', type),
    sequence(0x0040a043, [concept]),
    element(tag, vr, value),
  ]);
}

function overlay(group: number): readonly Element[] {
  const at = (number: number): number => group * 0x10000 + number;
  return [
    element(at(0x0022), 'LO', SENTENCE.slice(0, 64)),
    element(at(0x1500), 'LO', SHORT),
    element(at(0x3000), 'OW', bytesOf(SENTENCE)),
    element(at(0x4000), 'LT', SENTENCE),
  ];
}

function graphics(): readonly Element[] {
  const text = [element(0x00700006, 'ST', SENTENCE), element(0x00700068, 'LO', SHORT)];
  return [
    sequence(0x00700001, [[element(0x00700002, 'CS', 'LAYER'), sequence(0x00700008, [text])]]),
    sequence(0x00700060, [[element(0x00700068, 'LO', SHORT)]]),
  ];
}

function acquisitionContext(): readonly Element[] {
  return [sequence(0x00400555, [contentItem('PNAME', 0x0040a123, 'PN', 'Zqfamily^Zqgiven')])];
}

function privateBlock(): readonly Element[] {
  return [
    element(0x00090010, 'LO', 'ACME'),
    element(0x00091001, 'LO', SHORT),
    element(0x00091002, 'UN', bytesOf(SENTENCE)),
    sequence(0x00091003, [[element(0x00104000, 'LT', SENTENCE)]]),
    element(0x000910ff, 'PN', 'Zqother^Anna'),
  ];
}

function signature(): readonly Element[] {
  return [
    sequence(0x04000500, [[element(0x04000520, 'OB', bytesOf(SENTENCE))]]),
    sequence(0x4ffe0001, [[element(0x04000010, 'US', 1), element(0x00104000, 'LT', SENTENCE)]]),
    sequence(0xfffafffa, [
      [element(0x04000115, 'OB', bytesOf(SENTENCE)), element(0x04000120, 'OB', bytesOf(SENTENCE))],
    ]),
  ];
}

function originalAttributes(): readonly Element[] {
  const modified = [element(0x00100010, 'PN', 'Zqfamily^Zqgiven'), element(0x00104000, 'LT', SENTENCE)];
  return [
    sequence(0x04000561, [
      [element(0x04000563, 'LO', SHORT), element(0x04000564, 'LO', SHORT), sequence(0x04000550, [modified])],
    ]),
  ];
}

/** Places of which each occurs once in a file. */
function filePlaces(): readonly Place[] {
  const meta = [0x00020016, 0x00020017, 0x00020018].map((tag) => element(tag, 'AE', SHORT));
  const addresses = [0x00020026, 0x00020027, 0x00020028].map((tag) => element(tag, 'UR', 'host/ZQ-77-4242'));
  const own = [element(0x00020100, 'UI', uid('meta')), element(0x00020102, 'OB', bytesOf(SENTENCE))];
  const usual = fileMeta(patientData([]), TRANSFER_SYNTAX.explicitLE).filter(
    (each) => each.kind !== 'value' || each.tag !== 0x00020013,
  );
  const version = element(0x00020013, 'SH', SHORT);
  const tail = [
    encapsulated([new Uint8Array(8)]),
    element(0x7fe10010, 'LO', SHORT),
    element(0x7fe11001, 'UN', bytesOf(SENTENCE)),
  ];
  return [
    place('file meta', patientFile([], { meta: [...usual, version, ...meta, ...addresses, ...own] })),
    place('preamble', patientFile([], { preamble: bytesOf(SENTENCE.padEnd(128)) })),
    place('stray bytes', patientFile([], { trailing: bytesOf(`\0\0\0\0\0\0\0\0${SENTENCE}`) })),
    place('behind pixel data', patientFile(tail, { transferSyntax: TRANSFER_SYNTAX.jpegBaseline })),
    place(
      'commands',
      patientFile([element(0x00000600, 'AE', SHORT), element(0x00001000, 'UI', uid('command'))]),
    ),
    place(
      'directory records',
      patientFile([element(0x00041130, 'CS', 'ZQFAMILY'), element(0x00041500, 'CS', 'ZQ')]),
    ),
    place(
      'no preamble',
      patientFile(contentItem('TEXT', 0x0040a160, 'UT', SENTENCE), {
        preamble: 'none',
        meta: 'none',
        transferSyntax: TRANSFER_SYNTAX.implicitLE,
      }),
    ),
  ];
}

function place(name: string, file: Uint8Array): Place {
  return { name, file, keptBy: [] };
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text.length % 2 === 0 ? text : `${text} `, 'latin1');
}

function hex(tag: number): string {
  return tag.toString(16).padStart(8, '0').toUpperCase();
}
