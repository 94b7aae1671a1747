import { isUtf8 } from 'node:buffer';
import { vrOf } from '../dicom/dictionary';
import { type ElementTable, ROW } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { isGroupLength, isPrivate, TAG } from '../dicom/tags';
import { NUMBER_SIZES, isKnownVr, isText, usesCharacterSet, VR } from '../dicom/vr';
import type { ByteArena } from '../splice/byte-arena';
import { finishElement } from '../splice/element-writer';

/** A file that was scanned. */
export interface ScannedFile {
  readonly window: HeaderWindow;
  readonly table: ElementTable;
  readonly layout: FileLayout;
}

/** Whether a row of a file is copied. */
export type RowFilter = (row: number) => boolean;

/** Copies every Item. */
export const everyItem: RowFilter = () => true;

/** Sequences in sequences are copied this deep; macros of records stay below. */
const DEPTH_LIMIT = 16;

const ESC = 0x1b;
const FIRST_NOT_ASCII = 0x80;

/**
 * Copies elements of scanned files into an arena in Explicit VR Little Endian with defined lengths, however the files
 * are encoded. Private attributes and group lengths inside sequences are left out.
 */
export class ElementCopier {
  /** Text that is not plain ASCII, so that Specific Character Set matters: none yet, all of it UTF-8, or other. */
  extended: 'none' | 'utf-8' | 'other' = 'none';

  constructor(private readonly arena: ByteArena) {}

  /** Copies a row as an element with this VR. */
  copy(file: ScannedFile, row: number, vr: number, keepItem: RowFilter): void {
    if (vr === VR.SQ) this.copySequence(file, row, keepItem, 0);
    else this.copyValue(file, row, vr);
  }

  private copyValue({ window, table }: ScannedFile, row: number, vr: number): void {
    const start = this.arena.used;
    const held = table.held[row]!;
    if (held >= 0) {
      const end = held + table.valueLength(row);
      if (isText(vr)) this.copyText(window.bytes, held, end, vr);
      else this.copyNumbers(window.bytes, held, end, table.flags[row]! & ROW.big ? sizeOf(vr) : 1);
    }
    finishElement(this.arena, explicit(table.tag[row]!, vr), start);
  }

  private copyText(bytes: Uint8Array, start: number, end: number, vr: number): void {
    let last = end;
    while (last > start && isPadding(bytes[last - 1]!)) last--;
    this.arena.copy(bytes, start, last);
    if (!usesCharacterSet(vr) || this.extended === 'other') return;
    const value = bytes.subarray(start, last);
    if (value.some((byte) => byte >= FIRST_NOT_ASCII || byte === ESC))
      this.extended = isUtf8(value) && !value.includes(ESC) ? 'utf-8' : 'other';
  }

  private copyNumbers(bytes: Uint8Array, start: number, end: number, size: number): void {
    for (let at = start; at + size <= end; at += size)
      for (let i = size - 1; i >= 0; i--) this.arena.byte(bytes[at + (size === 1 ? 0 : i)]!);
  }

  private copySequence(file: ScannedFile, row: number, keepItem: RowFilter, depth: number): void {
    const { table } = file;
    const start = this.arena.used;
    const end = table.flags[row]! & ROW.sequence && depth < DEPTH_LIMIT ? table.next[row]! : row;
    for (let item = row + 1; item < end; item = table.next[item]!)
      if (keepItem(item)) this.copyItem(file, item, depth);
    finishElement(this.arena, explicit(table.tag[row]!, VR.SQ), start);
  }

  private copyItem(file: ScannedFile, item: number, depth: number): void {
    const { table } = file;
    const start = this.arena.used;
    for (let row = item + 1; row < table.next[item]!; row = table.next[row]!) {
      const tag = table.tag[row]!;
      if (isPrivate(tag) || isGroupLength(tag) || table.flags[row]! & ROW.fragments) continue;
      if (table.flags[row]! & ROW.sequence) this.copySequence(file, row, everyItem, depth + 1);
      else this.copyValue(file, row, explicitVr(tag, table.vr[row]!));
    }
    finishItem(this.arena, start);
  }
}

/** Writes the header of an Item in front of what the arena holds from `start` on (PS3.5 §7.5). */
export function finishItem(arena: ByteArena, start: number): void {
  const length = arena.used - start;
  arena.zeros(8);
  arena.bytes.copyWithin(start + 8, start, start + length);
  arena.used = start;
  arena.tag(TAG.Item, false);
  arena.uint32(length, false);
  arena.used += length;
}

/** An element's form in Explicit VR Little Endian. */
export function explicit(tag: number, vr: number): { tag: number; vr: number; implicit: false; big: false } {
  return { tag, vr, implicit: false, big: false };
}

function explicitVr(tag: number, vr: number): number {
  if (isKnownVr(vr) && vr !== VR.UN) return vr;
  return vrOf(tag) || VR.UN;
}

function sizeOf(vr: number): number {
  return NUMBER_SIZES.get(vr) ?? 1;
}

function isPadding(byte: number): boolean {
  return byte === 0x20 || byte === 0;
}
