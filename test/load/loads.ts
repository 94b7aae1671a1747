/** The exports that a run is loaded with. */
import { closeSync, ftruncateSync, linkSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { element, encodeFile, sequence, TRANSFER_SYNTAX, uid, type Element } from '../support/data-sets';
import { image } from '../run/images';

export interface Load {
  readonly title: string;
  /** Free bytes that the export and its copies need, about. */
  readonly bytes: number;
  /** Makes the export in an empty folder. */
  readonly make?: (folder: string) => void;
  /** Without an export: so many patients are put into a workbook, and read again with the next run. */
  readonly patients?: number;
  /** How many times the run is done over the same destination; the second finds all unchanged. */
  readonly runs?: number;
}

const KILO = 1024;
const MEGA = KILO * KILO;
const GIGA = KILO * MEGA;
const BLOCK = 4 * KILO;

const FILES_A_FOLDER = 50;
/** A file may have some 65,000 hard links on ext4. */
const LINKS_A_FILE = 16_000;
const FRAGMENT_BYTES = 4 * GIGA - 2;

const TEXT_VALUE = 0x0040a160;
const TEXT = 'no change of the lesion '.repeat(KILO).slice(0, KILO);
const REFERENCED_INSTANCE = 0x00081155;
const UID_ROOT = '1.2.826.0.1.3680043.10.1234';

export const LOAD_NAMES = [
  'many',
  'wide',
  'large',
  'header',
  'items',
  'alike',
  'patients',
  'workbook',
] as const;
export type LoadName = (typeof LOAD_NAMES)[number];

/** The loads; those of many files at a share of their full size. */
export function planLoads(share: number): Readonly<Record<LoadName, Load>> {
  const many = Math.round(1_000_000 * share);
  const wide = Math.round(200_000 * share);
  const patients = Math.round(50_000 * share);
  const large = Math.round(20 * share) * GIGA;
  const header = Math.round(100_000 * share);
  const items = Math.round(1_000_000 * share);
  return {
    many: {
      title: `${count(many)} files in ${count(many / FILES_A_FOLDER)} folders`,
      bytes: many * BLOCK,
      make: (folder) => makeLinked(folder, many, (at) => `study-${Math.floor(at / FILES_A_FOLDER)}`),
      runs: 2,
    },
    wide: {
      title: `${count(wide)} files in one folder`,
      bytes: wide * BLOCK,
      make: (folder) => makeLinked(folder, wide, () => 'study'),
    },
    large: {
      title: `one file of ${large / GIGA} GB`,
      bytes: large,
      make: (folder) => makeLarge(folder, large),
    },
    header: {
      title: `a header of ${Math.round((header * KILO) / 1e6)} MB`,
      bytes: 2 * header * KILO,
      make: (folder) => makeNested(folder, header, () => element(TEXT_VALUE, 'UT', TEXT)),
    },
    items: {
      title: `a sequence of ${count(items)} items`,
      bytes: 2 * items * 64,
      make: (folder) =>
        makeNested(folder, items, (at) => element(REFERENCED_INSTANCE, 'UI', `${UID_ROOT}.${at}`)),
    },
    alike: {
      title: `one of ${count(items)} items that are alike`,
      bytes: 2 * items * 64,
      make: (folder) => makeNested(folder, items, () => element(REFERENCED_INSTANCE, 'UI', `${UID_ROOT}.0`)),
    },
    patients: {
      title: `${count(patients)} patients`,
      bytes: 2 * patients * BLOCK,
      make: (folder) => makePatients(folder, patients),
      runs: 2,
    },
    workbook: {
      title: `a workbook of ${count(2 * patients)} patients`,
      bytes: 2 * patients * KILO,
      patients: 2 * patients,
      runs: 2,
    },
  };
}

function count(number: number): string {
  return number.toLocaleString('en');
}

/** A few dozen small images of as many patients, each under many names. */
function makeLinked(folder: string, files: number, folderOf: (file: number) => string): void {
  const different = Math.max(40, Math.ceil(files / LINKS_A_FILE));
  const models = join(folder, '..', 'models');
  mkdirSync(models);
  for (let at = 0; at < different; at++) writeFileSync(join(models, `${at}`), imageOf(at));
  let made = '';
  for (let at = 0; at < files; at++) {
    const target = join(folder, folderOf(at));
    if (target !== made) mkdirSync((made = target));
    // The files of a folder are of one patient, as in an export.
    const model = Math.floor(at / FILES_A_FOLDER) % different;
    linkSync(join(models, `${model}`), join(target, `IM${at}.dcm`));
  }
}

function imageOf(patient: number): Uint8Array {
  return image({
    patientId: `MRN-${patient}`,
    name: `Family${patient}^Given`,
    instance: `${patient}`,
    study: `${patient}`,
    series: `${patient}`,
  });
}

function makePatients(folder: string, patients: number): void {
  for (let at = 0; at < patients; at++) {
    const group = join(folder, `ward-${Math.floor(at / 1000)}`);
    if (at % 1000 === 0) mkdirSync(group);
    mkdirSync(join(group, `P${at}`));
    writeFileSync(join(group, `P${at}`, 'IM1.dcm'), imageOf(at));
  }
}

/** Encapsulated frames that are holes, which take no space in the source where the file system can. */
function makeLarge(folder: string, length: number): void {
  const fragments = Math.max(1, Math.round(length / (4 * GIGA)));
  const header = encodeFile({
    transferSyntax: TRANSFER_SYNTAX.jpegBaseline,
    dataSet: [
      element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.77.1.6'),
      element(0x00080018, 'UI', uid('large')),
      element(0x00100010, 'PN', 'Doe^Jane'),
      element(0x00100020, 'LO', 'MRN-1'),
      element(0x0020000d, 'UI', uid('study')),
      element(0x0020000e, 'UI', uid('series')),
    ],
  });
  const file = openSync(join(folder, 'large.dcm'), 'wx');
  let at = put(file, header, 0);
  at += put(file, Buffer.from('e07f10004f420000ffffffff' + 'feff00e000000000', 'hex'), at);
  for (let fragment = 0; fragment < fragments; fragment++) {
    const item = Buffer.from('feff00e000000000', 'hex');
    item.writeUInt32LE(FRAGMENT_BYTES, 4);
    at += put(file, item, at) + FRAGMENT_BYTES;
  }
  at += put(file, Buffer.from('feffdde000000000', 'hex'), at);
  ftruncateSync(file, at);
  closeSync(file);
}

function put(file: number, bytes: Uint8Array, position: number): number {
  return writeSync(file, bytes, 0, bytes.length, position);
}

/** One file with that many items of one element in front of the pixels. */
function makeNested(folder: string, items: number, elementOf: (item: number) => Element): void {
  const content = Array.from({ length: items }, (_, at) => [elementOf(at)]);
  writeFileSync(join(folder, 'nested.dcm'), image({ more: [sequence(0x00400275, content)] }));
}
