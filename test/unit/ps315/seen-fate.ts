/** Says whether what an output holds is what an action of PS3.15 Table E.1-1a leaves. */
import { newUid } from '../../support/rewriting';
import { encodeDataSet, element } from '../../support/data-sets';
import type { PlainDataSet, PlainElement } from '../../support/plain-parser';
import type { Columns } from '../policy/ps315/standard-actions';
import { standardAction } from '../policy/ps315/standard-actions';
import { DATE, innerRows, NAME, type PlantedRow, UNLISTED_CODE, valueOf } from './planted-rows';

/** 700 days before DATE. */
const MOVED_DATE = '20220331';
const ANONYMISED_ID = 'ANON-0001';
const SHORT_HEADER = 8;
const LONG_HEADER = 12;

/** The forms of values (PS3.5 §6.2) that a dummy must have. */
const FORMS: Readonly<Record<string, RegExp>> = {
  AS: /^\d{3}[DWMY]$/,
  CS: /^[A-Z0-9_ ]{1,16}$/,
  AE: /^[ -~]{1,16}$/,
  DA: /^\d{8}$/,
  DT: /^\d{8}(\d{6})? ?$/,
  TM: /^\d{6}$/,
  DS: /^[-+\d.eE ]+$/,
  IS: /^[-+\d ]+$/,
  SH: /^[ -~]{1,16}$/,
  UR: /^[a-z]+:\S+ ?$/,
};

/** What is wrong with what stands in place of a planted row, '' when it is what the standard asks for. */
export function faultOf(planted: PlantedRow, output: PlainDataSet, on: Columns): string {
  const action = standardAction(planted.row, planted.vr, on);
  const fault = faultUnder(action, planted, output.get(planted.tag), on);
  return fault === '' ? '' : `${planted.row.id} ${planted.vr} ${action}: ${fault}`;
}

function faultUnder(
  action: string,
  planted: PlantedRow,
  found: PlainElement | undefined,
  on: Columns,
): string {
  if (action === 'X') return found ? 'is there' : '';
  if (!found) return 'is not there';
  if (found.vr !== planted.vr) return `has VR ${found.vr}`;
  if (action === 'Z') return found.bytes.length === 0 ? '' : 'is not empty';
  if (found.items)
    return action === 'D' ? faultOfDummyItems(found.items) : faultOfItems(planted, found.items, on);
  return faultOfValue(action, planted, found.bytes) ? `is ${found.bytes.toString('latin1')}` : '';
}

function faultOfItems(outer: PlantedRow, items: readonly PlainDataSet[], on: Columns): string {
  if (items.length !== 2) return `has ${items.length} Items`;
  const codes = items.map((item) => item.get(UNLISTED_CODE)?.bytes.toString('latin1')).join();
  if (codes !== 'CT,MR') return `has the codes ${codes}`;
  return innerRows(outer)
    .map((inner) => faultOf(inner, items[0]!, on))
    .filter((fault) => fault !== '')
    .join('; ');
}

/** A sequence that becomes a dummy has one Item, and nothing of what was in it. */
function faultOfDummyItems(items: readonly PlainDataSet[]): string {
  if (items.length !== 1) return `has ${items.length} Items`;
  const left = [...items[0]!.values()].find(({ bytes }) =>
    new RegExp(`${NAME}|${DATE}`, 'i').test(textOf(bytes)),
  );
  return left ? `its ${left.tag.toString(16)} is left` : '';
}

function faultOfValue(action: string, planted: PlantedRow, bytes: Buffer): boolean {
  const original = plantedBytes(planted);
  const text = textOf(bytes);
  switch (action) {
    case 'K':
      return !bytes.equals(original);
    case 'D':
      return !isDummy(planted.vr, bytes, original);
    case 'U':
      return text.replace(/\0$/, '') !== newUid(textOf(original).replace(/\0$/, ''));
    case 'C':
      return new RegExp(NAME, 'i').test(text) || !text.toLowerCase().includes(planted.word);
    case 'shift':
      return text !== textOf(original).replace(DATE, MOVED_DATE);
    case 'pseudonym':
      return text.trimEnd() !== ANONYMISED_ID;
    default:
      return true;
  }
}

function isDummy(vr: string, bytes: Buffer, original: Buffer): boolean {
  const text = textOf(bytes);
  const isLeft = bytes.equals(original) || new RegExp(NAME, 'i').test(text);
  return !isLeft && bytes.length > 0 && bytes.length % 2 === 0 && (FORMS[vr]?.test(text) ?? true);
}

/** The value as the sample writer writes it. */
function plantedBytes(planted: PlantedRow): Buffer {
  const { tag, vr } = planted;
  const isLong = ['OB', 'OW', 'UC', 'UN', 'UR', 'UT'].includes(vr);
  const bytes = encodeDataSet([element(tag, vr, valueOf(planted))]);
  return Buffer.from(bytes.subarray(isLong ? LONG_HEADER : SHORT_HEADER));
}

function textOf(bytes: Buffer): string {
  return bytes.toString('latin1');
}
