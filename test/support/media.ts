/** Media folders for tests, and a reader of DICOMDIRs that follows their offsets and shares no code with the writer. */
import { encodeEntry, layOutExport } from '../../src/sample/export-layout';
import { makeRandom } from '../../src/sample/random';
import { element, encodeFile, sequence } from './data-sets';

const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';

/** What stands in the original DICOMDIR of {@link originalDicomdir} and nowhere else. */
export const CANARIES = ['Kanarienvogel^Klara', 'CANARY4711', 'CANARYSET', 'PRIVATE_CLINIC'] as const;

/** A DICOMDIR as a scanner burns it, with identifiers of a patient. */
export function originalDicomdir(): Uint8Array {
  const [name, id, fileSet, clinic] = CANARIES;
  const record = [
    element(0x00041400, 'UL', 0),
    element(0x00041410, 'US', 0xffff),
    element(0x00041420, 'UL', 0),
    element(0x00041430, 'CS', 'PATIENT'),
    element(0x00080080, 'LO', clinic),
    element(0x00100010, 'PN', name),
    element(0x00100020, 'LO', id),
  ];
  return encodeFile({
    meta: [
      element(0x00020001, 'OB', [0, 1]),
      element(0x00020002, 'UI', MEDIA_STORAGE_DIRECTORY),
      element(0x00020003, 'UI', '1.2.826.0.1.3680043.10.1234.99.1'),
      element(0x00020010, 'UI', '1.2.840.10008.1.2.1'),
      element(0x00020012, 'UI', '1.2.826.0.1.3680043.10.1234.99.2'),
    ],
    dataSet: [element(0x00041130, 'CS', fileSet), sequence(0x00041220, [record])],
  });
}

/**
 * The DICOM files of the sample export under names that fit on a medium: several patients, and images, documents, plans
 * and states of all kinds, in several encodings. The Patient ID is a folder's name where it fits.
 */
export function mediumFiles(): Readonly<Record<string, Uint8Array>> {
  const studies = new Map<string, number>();
  const entries = layOutExport(makeRandom(5)).dicom.filter(
    ({ form }) => form.preamble !== 'none' && form.meta !== 'none',
  );
  const files = entries.map((entry, index): [string, Uint8Array] => {
    const { uid, patient } = entry.object.series.study;
    if (!studies.has(uid)) studies.set(uid, studies.size);
    const id = String(patient.attributes['PatientID'] ?? '');
    const folder = /^[A-Z0-9_]{1,8}$/.test(id) ? id : `PAT${studies.get(uid)}`;
    return [`DICOM/${folder}/ST${studies.get(uid)}/IM${String(index).padStart(4, '0')}`, encodeEntry(entry)];
  });
  return Object.fromEntries(files);
}

/** A record of a DICOMDIR and those below it; text values by tag as 8 hex digits. */
export interface ReadRecord {
  readonly type: string;
  readonly values: Readonly<Record<string, string>>;
  readonly lower: readonly ReadRecord[];
}

export interface ReadDirectory {
  readonly fileSetId: string;
  readonly uid: string;
  readonly root: readonly ReadRecord[];
  /** All records that refer to a file. */
  readonly instances: readonly ReadRecord[];
}

/** Reads an Explicit VR Little Endian DICOMDIR by following its offsets; throws where they lead astray. */
export function readDirectory(bytes: Uint8Array): ReadDirectory {
  const file = Buffer.from(bytes);
  const meta = readElements(file, 132, 132 + 12 + file.readUInt32LE(140));
  const top = readElements(file, 132 + 12 + file.readUInt32LE(140), file.length);
  const root = readEntity(file, file.readUInt32LE(valueAt(top, '00041200')));
  const last = file.readUInt32LE(valueAt(top, '00041202'));
  if (lastOf(file, file.readUInt32LE(valueAt(top, '00041200'))) !== last)
    throw new Error('wrong last record');
  return {
    fileSetId: textAt(file, top, '00041130'),
    uid: textAt(file, meta, '00020003'),
    root,
    instances: root.flatMap(withAllBelow).filter(({ values }) => values['00041500'] !== undefined),
  };
}

type Spans = ReadonlyMap<string, readonly [number, number]>;

function readEntity(file: Buffer, first: number): readonly ReadRecord[] {
  const records: ReadRecord[] = [];
  for (let at = first; at !== 0;) {
    const spans = recordAt(file, at);
    if (file.readUInt16LE(valueAt(spans, '00041410')) !== 0xffff) throw new Error('a record not in use');
    const values = Object.fromEntries([...spans.keys()].map((tag) => [tag, textAt(file, spans, tag)]));
    const lower = readEntity(file, file.readUInt32LE(valueAt(spans, '00041420')));
    records.push({ type: textAt(file, spans, '00041430'), values, lower });
    at = file.readUInt32LE(valueAt(spans, '00041400'));
  }
  return records;
}

function lastOf(file: Buffer, first: number): number {
  const next = first === 0 ? 0 : file.readUInt32LE(valueAt(recordAt(file, first), '00041400'));
  return next === 0 ? first : lastOf(file, next);
}

function recordAt(file: Buffer, at: number): Spans {
  if (file.toString('hex', at, at + 4) !== 'feff00e0') throw new Error(`no record at ${at}`);
  return readElements(file, at + 8, at + 8 + file.readUInt32LE(at + 4));
}

function readElements(file: Buffer, from: number, to: number): Spans {
  const spans = new Map<string, readonly [number, number]>();
  for (let at = from; at < to;) {
    const hex = (offset: number): string =>
      file
        .readUInt16LE(at + offset)
        .toString(16)
        .padStart(4, '0');
    const tag = hex(0) + hex(2);
    const long = /^(SQ|OB|UN|UT|UC|UR)$/.test(file.toString('latin1', at + 4, at + 6));
    const length = long ? file.readUInt32LE(at + 8) : file.readUInt16LE(at + 6);
    const value = at + (long ? 12 : 8);
    if ([...spans.keys()].some((before) => before >= tag)) throw new Error(`(${tag}) is out of order`);
    if (length % 2 !== 0 || value + length > to) throw new Error(`(${tag}) has a wrong length`);
    spans.set(tag, [value, value + length]);
    at = value + length;
  }
  return spans;
}

function valueAt(spans: Spans, tag: string): number {
  const span = spans.get(tag);
  if (!span) throw new Error(`(${tag}) is missing`);
  return span[0];
}

function textAt(file: Buffer, spans: Spans, tag: string): string {
  const [from, to] = spans.get(tag) ?? [0, 0];
  return file.toString('latin1', from, to).replace(/[\0 ]+$/, '');
}

function withAllBelow(record: ReadRecord): readonly ReadRecord[] {
  return [record, ...record.lower.flatMap(withAllBelow)];
}
