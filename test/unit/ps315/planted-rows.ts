/** A file that holds every row of PS3.15 Table E.1-1, each with a value that tells what became of it, at some depths. */
import { vrOf } from '../../../src/core/dicom/dictionary';
import { vrName } from '../../../src/core/dicom/vr';
import {
  dataset,
  dicomFile,
  element,
  type Element,
  fileMeta,
  inTagOrder,
  sequence,
  TRANSFER_SYNTAX,
  uid,
  type Value,
} from '../../support/data-sets';
import { type StandardRow, standardRows } from '../policy/ps315/standard';

/** An attribute of a row: what was planted, so that it is known what to expect. */
export interface PlantedRow {
  readonly row: StandardRow;
  readonly tag: number;
  readonly vr: string;
  /** A word that stands in texts beside the patient's name, and nowhere else. */
  readonly word: string;
}

/** Sequences that no table lists, from the outermost to the innermost, by how deep the rows stand. */
export const NESTS: Readonly<Record<number, readonly number[]>> = {
  0: [],
  1: [0x52009229],
  3: [0x52009230, 0x00089124, 0x0040a170],
};
export const DEPTHS = Object.keys(NESTS).map(Number);

/** A code of the sequences' Items that no option touches: Modality. */
export const UNLISTED_CODE = 0x00080060;
/** Attributes of the Items of sequences: a name of the institution, a reference, a description, a date. */
export const INNER = ['00080080', '00081155', '0008103E', '00080020'] as const;

export const NAME = 'Doe';
export const DATE = '20240229';

const LETTERS = 'bcdfghjklmnpqrstvwxz';
const SOP_INSTANCE_UID = 0x00080018;
const MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;

/** The rows of the table but that of private attributes; of a repeating group its first, its last and one between. */
export function plantedRows(depth: number): readonly PlantedRow[] {
  const rows = standardRows().filter(({ id }) => id !== 'private');
  return rows.flatMap((row) => tagsOf(row).map((tag) => planted(row, tag, depth)));
}

/** The one of a row that stands in the Items of every sequence. */
export function innerRows(outer: PlantedRow): readonly PlantedRow[] {
  return INNER.map((id, at) => {
    const row = standardRow(id);
    return {
      row,
      tag: Number.parseInt(id, 16),
      vr: vrOfTag(Number.parseInt(id, 16)),
      word: `${outer.word}${LETTERS[at]!}`,
    };
  });
}

/** The value that was planted. */
export function valueOf({ vr, word }: PlantedRow): Value {
  switch (vr) {
    case 'PN':
      return 'Doe^Jane';
    case 'CS':
    case 'AE':
      return `DOE ${word.toUpperCase()}`;
    case 'UI':
      return uid(`planted ${word}`);
    case 'DA':
      return DATE;
    case 'DT':
      return `${DATE}101112`;
    case 'TM':
      return '101112';
    case 'AS':
      return '045Y';
    case 'DS':
      return '4.25';
    case 'IS':
      return '42';
    case 'US':
    case 'FD':
      return [7];
    case 'OB':
    case 'OW':
    case 'UN':
      return Buffer.from(`${NAME} ${word}..`.slice(0, 8));
    case 'UR':
      return `http://host/${NAME}/${word}`;
    default:
      return `${NAME} ${word}`;
  }
}

/** The file with all rows at all depths. */
export function plantedFile(): Uint8Array {
  const nested = DEPTHS.filter((depth) => depth > 0).map((depth) => nest(depth, elementsAt(depth)));
  const elements = inTagOrder([...withoutDoubles(dataset()), ...nested, ...elementsAt(0)]);
  return dicomFile(elements, { meta: fileMeta(elements, TRANSFER_SYNTAX.explicitLE) });
}

function elementsAt(depth: number): readonly Element[] {
  return inTagOrder(
    plantedRows(depth)
      .filter(({ tag }) => tag !== MEDIA_STORAGE_SOP_INSTANCE_UID)
      .map(elementOf),
  );
}

function elementOf(planted: PlantedRow): Element {
  const { tag, vr } = planted;
  if (vr !== 'SQ') return element(tag, vr, valueOf(planted));
  const item = inTagOrder([element(UNLISTED_CODE, 'CS', 'CT'), ...innerRows(planted).map(elementOf)]);
  return sequence(tag, [item, [element(UNLISTED_CODE, 'CS', 'MR')]]);
}

function nest(depth: number, elements: readonly Element[]): Element {
  const [outermost, ...others] = NESTS[depth]!;
  const inner = others.reduceRight((content, tag) => [sequence(tag, [content])], elements);
  return sequence(outermost!, [inner]);
}

/** The elements of the standard's data set that no row brings itself. */
function withoutDoubles(elements: readonly Element[]): readonly Element[] {
  const tags = new Set(plantedRows(0).map(({ tag }) => tag));
  return elements.filter((each) => each.kind === 'raw' || !tags.has(each.tag));
}

function planted(row: StandardRow, tag: number, depth: number): PlantedRow {
  const number = tag === MEDIA_STORAGE_SOP_INSTANCE_UID ? SOP_INSTANCE_UID : tag;
  return { row, tag, vr: vrOfTag(tag), word: wordOf(number, depth) };
}

/** Short enough for every VR beside the name, and of letters only: digits could be read as dates. */
function wordOf(tag: number, depth: number): string {
  const order = ORDER.get(tag) ?? 0;
  const letters = [order / 400, (order / 20) % 20, order % 20].map((at) => LETTERS[Math.trunc(at)]!);
  return `y${letters.join('')}${LETTERS[depth]!}`;
}

const ORDER: ReadonlyMap<number, number> = new Map(
  standardRows()
    .filter(({ id }) => id !== 'private')
    .flatMap(tagsOf)
    .map((tag, order) => [tag, order]),
);

function standardRow(id: string): StandardRow {
  return standardRows().find((row) => row.id === id)!;
}

function vrOfTag(tag: number): string {
  const vr = vrOf(tag);
  return vr === 0 ? 'OW' : vrName(vr);
}

function tagsOf({ id }: StandardRow): readonly number[] {
  if (!id.includes('x')) return [Number.parseInt(id, 16)];
  return ['00', '08', '1E'].map((group) => Number.parseInt(id.replace('xx', group).replaceAll('x', '1'), 16));
}
