import { type ElementTable, ROW } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { ByteSource, HeaderWindow } from '../dicom/header-window';
import { isPixelData, TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import { valueText } from '../splice/rows';
import { pathOfRow, placeOfRow, rowAt } from './element-place';
import type { LeakFinding, Place } from './finding';
import type { LeakSearch, RawHit } from './leak-search';
import { eachPixelHeader } from './pixel-headers';
import { weigh } from './weigh';

/** A scanned file that is searched. */
export interface AuditedFile {
  readonly source: ByteSource;
  readonly window: HeaderWindow;
  readonly table: ElementTable;
  readonly layout: FileLayout;
}

export interface LeakOptions {
  /** Search Pixel Data, too: its values, not what the pixels show. */
  readonly pixels: boolean;
}

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

const CHUNK = 256 * 1024;
/** Patterns are shorter: chunks of a long value overlap by this much. */
const OVERLAP = 512;
/** Parts of a name this near to each other are one name. */
const NEAR = 24;

/** All that is known of patients and stands in a file: in every value, the preamble, stray bytes, headers of frames. */
export function findLeaks(
  search: LeakSearch,
  file: AuditedFile,
  patient: number,
  options: LeakOptions,
): readonly LeakFinding[] {
  const findings: LeakFinding[] = [];
  eachPiece(file, options, (piece) => findLeaksIn(search, file, patient, piece, findings));
  return findings;
}

/** Adds what is found in a piece of a file to `findings`. */
export function findLeaksIn(
  search: LeakSearch,
  file: Pick<AuditedFile, 'window' | 'table' | 'layout'>,
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

function findingOf(
  search: LeakSearch,
  file: Pick<AuditedFile, 'window' | 'table' | 'layout'>,
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

  function placeAt({ window }: Pick<AuditedFile, 'window'>, at: number, element: number): Place {
    if (element >= 0) return placeOfRow(table, layout, element);
    return at < layout.dataSet && at < window.size ? 'preamble' : 'trailing';
  }
}

/** A date that was moved may well be another true one, by chance. */
function isMovedDate({ needle }: RawHit, vr: number): boolean {
  return (vr === VR.DA || vr === VR.DT) && (needle.kind === 'date' || needle.kind === 'birth-date');
}

function valueBounds({ from, to, delta }: Piece, table: ElementTable, row: number): [number, number] {
  return [Math.max(from, table.value[row]! - delta), Math.min(to, table.end[row]! - delta)];
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

/** What of a file is searched, in pieces. */
function eachPiece(file: AuditedFile, { pixels }: LeakOptions, take: (piece: Piece) => void): void {
  const pixelRow = pixels ? -1 : pixelDataRow(file);
  eachHeldPiece(file, pixelRow, take);
  eachLongValue(file, pixels, take);
  eachStray(file, take);
  if (pixelRow >= 0 && (file.table.flags[pixelRow]! & ROW.fragments) !== 0) {
    const { table, source } = file;
    eachPixelHeader(source, table.value[pixelRow]!, table.end[pixelRow]!, (bytes, offset) => {
      take({ bytes, from: 0, to: bytes.length, delta: offset, place: 'pixel-header' });
    });
  }
}

/** The first Pixel Data of the top level, -1 when there is none. */
function pixelDataRow({ table, layout }: AuditedFile): number {
  for (let row = layout.dataSetRow; row < table.count; row = table.next[row]!)
    if (isPixelData(table.tag[row]!)) return row;
  return -1;
}

/** What the window holds, the pixels that came with the header left out. */
function eachHeldPiece({ window, table }: AuditedFile, pixelRow: number, take: (piece: Piece) => void): void {
  const [pixelsFrom, pixelsTo] =
    pixelRow < 0 ? [Infinity, Infinity] : [table.value[pixelRow]!, table.end[pixelRow]!];
  for (let region = 0; region < window.regionFrom.length; region++) {
    const [from, to, delta] = [window.startOf(region), window.endOf(region), window.regionDelta[region]!];
    const parts = [
      [from, Math.min(to, pixelsFrom)],
      [Math.max(from, pixelsTo), to],
    ] as const;
    for (const [start, end] of parts)
      if (start < end) take({ bytes: window.bytes, from: start - delta, to: end - delta, delta });
  }
}

/** Values that were too long to be held. */
function eachLongValue(file: AuditedFile, pixels: boolean, take: (piece: Piece) => void): void {
  const { table, window } = file;
  for (let row = 0; row < table.count; row++) {
    const isContainer = (table.flags[row]! & (ROW.sequence | ROW.item)) !== 0;
    if (isContainer || table.held[row]! >= 0 || (!pixels && isPixelData(table.tag[row]!))) continue;
    const [from, to] = [table.value[row]!, table.end[row]!];
    if (window.heldAt(from, to) < 0) eachChunk(file, from, to, take);
  }
}

/** Bytes that belong to no element and lie outside the window. */
function eachStray(file: AuditedFile, take: (piece: Piece) => void): void {
  const { layout, window } = file;
  const last = window.regionFrom.length - 1;
  const from = Math.max(layout.end, last < 0 ? 0 : window.endOf(last));
  if (from < window.size) eachChunk(file, from, window.size, take);
}

function eachChunk({ source }: AuditedFile, from: number, to: number, take: (piece: Piece) => void): void {
  const buffer = new Uint8Array(Math.min(CHUNK, to - from));
  for (let at = from; at < to; at += CHUNK - OVERLAP) {
    const got = source.read(buffer, 0, Math.min(buffer.length, to - at), at);
    take({ bytes: buffer, from: 0, to: got, delta: at });
    if (at + got >= to || got === 0) return;
  }
}

/** The anonymised ID that a file carries, '' when it has no Patient ID. */
export function patientIdOf({ window, table, layout }: AuditedFile): string {
  for (let row = layout.dataSetRow; row < table.count; row = table.next[row]!)
    if (table.tag[row] === TAG.PatientID) return valueText(window, table, row);
  return '';
}
