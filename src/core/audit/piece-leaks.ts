import type { ElementTable } from '../dicom/element-table';
import { VR } from '../dicom/vr';
import type { ScannedFile } from '../identifiers/character-set-scopes';
import { pathOfRow, placeOfRow, rowAt } from './element-place';
import type { LeakFinding, Place } from './finding';
import type { LeakSearch, RawHit } from './leak-search';
import { weigh } from './weigh';

/** A scanned file that is searched. */
export type AuditedFile = ScannedFile;

/** Bytes of a file in memory, or read for the purpose. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** File offset minus offset in `bytes`. */
  readonly delta: number;
  /** The place, where the elements do not tell. */
  readonly place?: Place;
  /** The row in whose place new bytes stand; -1 for none. */
  readonly row?: number;
}

/** Parts of a name this near to each other are one name. */
const NEAR = 24;

/** Adds what is found in a piece of a file to `findings`. */
export function findLeaksIn(
  search: LeakSearch,
  file: AuditedFile,
  patient: number,
  piece: Piece,
  findings: LeakFinding[],
): void {
  const hits = search.search(piece.bytes, piece.from, piece.to);
  for (let index = 0; index < hits.length; index++) {
    const finding = findingOf(search, file, patient, piece, hits[index]!, hits, index);
    if (finding) findings.push(finding);
  }
}

/** What a hit in a piece means; undefined when it is chance. `hits` are all of the piece. */
export function findingOf(
  search: LeakSearch,
  file: AuditedFile,
  patient: number,
  piece: Piece,
  hit: RawHit,
  hits: readonly RawHit[],
  index: number,
): LeakFinding | undefined {
  const { table, layout } = file;
  const offset = hit.from + piece.delta;
  const row = piece.row ?? rowAt(table, offset);
  const isPiece = row < 0 || piece.row !== undefined;
  const [from, to] = isPiece ? [piece.from, piece.to] : valueBounds(piece, table, row);
  if (piece.row !== undefined && row >= 0 && isMovedDate(hit, table.vr[row]!)) return undefined;
  const isOwn = hit.needle.patients.includes(patient);
  const weight = weigh({
    needle: hit.needle,
    vr: piece.place !== undefined || row < 0 ? 0 : table.vr[row]!,
    tag: piece.place !== undefined || row < 0 ? 0 : table.tag[row]!,
    isWhole: isWholeValue(piece.bytes, from, to, hit),
    before: hit.from > from ? piece.bytes[hit.from - 1]! : -1,
    behind: hit.to < to ? piece.bytes[hit.to]! : -1,
    isWide: hit.isWide,
    isOwn,
    hasCompany: hasCompany(hits, index),
  });
  if (!weight) return undefined;
  return {
    kind: hit.needle.kind,
    place: piece.place ?? placeAt(file, offset, row),
    path: row < 0 ? '' : pathOfRow(table, row),
    offset,
    patient: search.patients[isOwn ? patient : hit.needle.patients[0]!]!.anonymisedId,
    ...weight,
  };

  function placeAt({ window }: AuditedFile, at: number, element: number): Place {
    if (element >= 0) return placeOfRow(table, layout, element);
    return at < layout.dataSet && at < window.size ? 'preamble' : 'trailing';
  }
}

/** A date that was moved may well be another true one, by chance. */
function isMovedDate({ needle }: RawHit, vr: number): boolean {
  return (vr === VR.DA || vr === VR.DT) && (needle.kind === 'date' || needle.kind === 'birth-date');
}

function valueBounds({ from, to, delta }: Piece, table: ElementTable, row: number): [number, number] {
  return [Math.max(from, table.valueAt(row) - delta), Math.min(to, table.end[row]! - delta)];
}

/** Between backslashes or the ends of the value, padding aside. */
function isWholeValue(bytes: Uint8Array, from: number, to: number, hit: RawHit): boolean {
  let [start, end] = [hit.from, hit.to];
  while (start > from && isPadding(bytes[start - 1]!)) start--;
  while (end < to && isPadding(bytes[end]!)) end++;
  const opens = start === from || bytes[start - 1] === BACKSLASH;
  return opens && (end === to || bytes[end] === BACKSLASH);
}

const BACKSLASH = 0x5c;

function isPadding(byte: number): boolean {
  return byte === 0x20 || byte === 0;
}

function hasCompany(hits: readonly RawHit[], index: number): boolean {
  const { needle, from, to } = hits[index]!;
  if (needle.kind !== 'name') return false;
  return hits.some((other, at) => {
    const isNear = at !== index && other.from - to < NEAR && from - other.to < NEAR;
    return isNear && other.needle.kind === 'name' && other.needle !== needle;
  });
}
