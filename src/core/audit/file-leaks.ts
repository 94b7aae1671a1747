import { ROW } from '../dicom/element-table';
import { isPixelData } from '../dicom/tags';
import type { LeakFinding } from './finding';
import type { LeakSearch } from './leak-search';
import { type AuditedFile, findLeaksIn, type Piece } from './piece-leaks';
import { eachPixelHeader } from './pixel-headers';

export interface LeakOptions {
  /** Search Pixel Data, too: its values, not what the pixels show. */
  readonly pixels: boolean;
}

const CHUNK = 256 * 1024;
/** Patterns are shorter: chunks of a long value overlap by this much. */
const OVERLAP = 512;

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

/** What of a file is searched, in pieces. */
function eachPiece(file: AuditedFile, { pixels }: LeakOptions, take: (piece: Piece) => void): void {
  const { table } = file;
  const pixelRow = pixels ? -1 : pixelDataRow(file);
  eachHeldPiece(file, pixelRow, take);
  eachLongRow(file, pixels, (row) => eachChunk(file, table.valueAt(row), table.end[row]!, take));
  eachStray(file, take);
  if (pixelRow >= 0) eachFragmentHeader(file, pixelRow, take);
}

/** The headers of the fragments of encapsulated Pixel Data; nothing of native one. */
export function eachFragmentHeader(
  { window, table }: AuditedFile,
  pixelRow: number,
  take: (piece: Piece) => void,
): void {
  if ((table.flags[pixelRow]! & ROW.fragments) === 0) return;
  eachPixelHeader(window.source, table.valueAt(pixelRow), table.end[pixelRow]!, (bytes, offset) => {
    take({ bytes, from: 0, to: bytes.length, delta: offset, place: 'pixel-header' });
  });
}

/** The first Pixel Data of the top level, -1 when there is none. */
export function pixelDataRow({ table, layout }: AuditedFile): number {
  for (let row = layout.dataSetRow; row < table.count; row = table.next[row]!)
    if (isPixelData(table.tag[row]!)) return row;
  return -1;
}

/** What the window holds, the pixels that came with the header left out. */
function eachHeldPiece({ window, table }: AuditedFile, pixelRow: number, take: (piece: Piece) => void): void {
  const [pixelsFrom, pixelsTo] =
    pixelRow < 0 ? [Infinity, Infinity] : [table.valueAt(pixelRow), table.end[pixelRow]!];
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

/** Rows whose values were too long to be held, Pixel Data only on demand. */
export function eachLongRow(
  { table, window }: AuditedFile,
  pixels: boolean,
  take: (row: number) => void,
): void {
  for (let row = 0; row < table.count; row++) {
    if (table.held[row]! >= 0 || (table.flags[row]! & (ROW.sequence | ROW.item)) !== 0) continue;
    if (!pixels && isPixelData(table.tag[row]!)) continue;
    if (window.heldAt(table.valueAt(row), table.end[row]!) < 0) take(row);
  }
}

/** Bytes that belong to no element and lie outside the window. */
function eachStray(file: AuditedFile, take: (piece: Piece) => void): void {
  const { layout, window } = file;
  const last = window.regionFrom.length - 1;
  const from = Math.max(layout.end, last < 0 ? 0 : window.endOf(last));
  if (from < window.size) eachChunk(file, from, window.size, take);
}

/** A part of a file, read in pieces that overlap. */
export function eachChunk(
  { window }: AuditedFile,
  from: number,
  to: number,
  take: (piece: Piece) => void,
): void {
  const buffer = new Uint8Array(Math.min(CHUNK, to - from));
  for (let at = from; at < to; at += CHUNK - OVERLAP) {
    const got = window.source.read(buffer, 0, Math.min(buffer.length, to - at), at);
    take({ bytes: buffer, from: 0, to: got, delta: at });
    if (at + got >= to || got === 0) return;
  }
}
