import { groupOf, TAG } from '../dicom/tags';
import type { DcmjsCursor } from './dcmjs-cursor';
import { heldBytes, type RawElement, type RawFile } from './raw';
import { ReadFault } from './read-fault';
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN, isStructural, type WireHeader } from './wire-header';

/** Deeper nesting than any IOD has; a guard against files made to exhaust the stack. */
const MOST_DEPTH = 256;
const MOST_ELEMENTS = 1_000_000;
const META_GROUP = groupOf(TAG.FileMetaInformationGroupLength);
const LONGEST_HEADER = 12;

/**
 * Walks the elements of a source in order. Each level is filled as it is read, so that what lies before a fault
 * survives it.
 */
export class DataSetWalk {
  private count = 0;
  private at = 0;

  constructor(private readonly cursor: DcmjsCursor) {}

  /** Appends file meta information (PS3.10 §7.1) found at `from`; returns where it ends. */
  fileMeta(from: number, into: RawElement[]): number {
    const { syntax } = this.cursor;
    this.at = from;
    // PS3.10 §7.1: always explicit VR little endian; a bare data set keeps what it was found to be.
    if (from > 0 || this.groupAt(0) === META_GROUP) this.cursor.syntax = EXPLICIT_LITTLE_ENDIAN;
    while (this.at < this.cursor.size && this.groupAt(this.at) === META_GROUP) this.element(into, 0);
    if (into.length === 0) this.cursor.syntax = syntax;
    return this.at;
  }

  /** Appends the data set from `from` to the end of the source. */
  rest(from: number, into: RawElement[]): Pick<RawFile, 'elements' | 'stop'> {
    this.at = from;
    try {
      this.dataSet(into, this.cursor.size, 0);
      return { elements: into };
    } catch (error) {
      if (!(error instanceof ReadFault)) throw error;
      return { elements: into, stop: { offset: error.offset, reason: error.reason } };
    }
  }

  private groupAt(at: number): number {
    const [low = 0, high = 0] = this.cursor.bytesAt(at, 2);
    return low | (high << 8);
  }

  private dataSet(into: RawElement[], end: number, depth: number): void {
    if (depth > MOST_DEPTH) throw new ReadFault('too-deep', this.at);
    while (this.at < end) {
      if (this.onlyPaddingLeft(depth)) {
        this.at = end;
        return;
      }
      if (this.element(into, depth) === 'item-end') return;
    }
  }

  /** Some files end in bytes of zero that are no elements. */
  private onlyPaddingLeft(depth: number): boolean {
    if (depth > 0) return false;
    const next = this.cursor.bytesAt(this.at, LONGEST_HEADER);
    return next.every((byte) => byte === 0);
  }

  private element(into: RawElement[], depth: number): 'element' | 'item-end' {
    if (++this.count > MOST_ELEMENTS) throw new ReadFault('too-many', this.at);
    const header = this.cursor.headerAt(this.at);
    this.at = header.valueAt;
    if (header.tag === TAG.ItemDelimitationItem) return 'item-end';
    if (isStructural(header.tag)) throw new ReadFault('malformed', header.valueAt);
    this.value(header, into, depth);
    return 'element';
  }

  private value(header: WireHeader, into: RawElement[], depth: number): void {
    if (header.length < 0 && isPixelVr(header.wireVr)) return this.fragments(header, into);
    if (header.wireVr === 'SQ' || header.length < 0) return this.sequence(header, into, depth);
    if (header.wireVr === 'UN' && header.vr === 'SQ' && this.hiddenSequence(header, into, depth)) return;
    this.plain(header, into);
  }

  private plain({ tag, wireVr, length, valueAt }: WireHeader, into: RawElement[]): void {
    const head = this.cursor.bytesAt(valueAt, heldBytes(wireVr, length));
    const { littleEndian } = this.cursor;
    into.push({ kind: 'value', tag, vr: wireVr, length, head, littleEndian });
    this.at = valueAt + length;
    if (this.at > this.cursor.size) throw new ReadFault('truncated', valueAt);
  }

  /** A sequence in UN is encoded in implicit VR little endian (PS3.5 §6.2.2 note 2). */
  private sequence(header: WireHeader, into: RawElement[], depth: number): void {
    const { tag, wireVr, length, valueAt } = header;
    const items: RawElement[][] = [];
    into.push({ kind: 'sequence', tag, vr: wireVr, length, items });
    const end = length < 0 ? Infinity : valueAt + length;
    const { syntax } = this.cursor;
    if (wireVr === 'UN') this.cursor.syntax = IMPLICIT_LITTLE_ENDIAN;
    this.items(items, end, depth);
    this.cursor.syntax = syntax;
  }

  private items(items: RawElement[][], end: number, depth: number): void {
    while (this.at < end) {
      const { tag, length, valueAt } = this.cursor.headerAt(this.at);
      if (tag === TAG.SequenceDelimitationItem && end === Infinity) {
        this.at = valueAt;
        return;
      }
      if (tag !== TAG.Item) throw new ReadFault('malformed', this.at);
      const item: RawElement[] = [];
      items.push(item);
      this.at = valueAt;
      this.dataSet(item, length < 0 ? Infinity : valueAt + length, depth + 1);
    }
  }

  /** Tries a UN value whose tag the dictionary knows as SQ; leaves no trace if it is none. */
  private hiddenSequence(header: WireHeader, into: RawElement[], depth: number): boolean {
    const { syntax } = this.cursor;
    try {
      this.sequence(header, into, depth);
      if (this.at === header.valueAt + header.length) return true;
    } catch (error) {
      if (!(error instanceof ReadFault)) throw error;
    }
    into.pop();
    this.cursor.syntax = syntax;
    this.at = header.valueAt;
    return false;
  }

  /** Passes over the Basic Offset Table and the fragments (PS3.5 §A.4) by their lengths. */
  private fragments({ tag, wireVr, valueAt }: WireHeader, into: RawElement[]): void {
    let count = -1;
    let length = 0;
    this.at = valueAt;
    for (;;) {
      const item = this.cursor.headerAt(this.at);
      this.at = item.valueAt;
      if (item.tag === TAG.SequenceDelimitationItem) break;
      if (item.tag !== TAG.Item || item.length < 0) throw new ReadFault('malformed', item.valueAt);
      if (++count > 0) length += item.length;
      this.at = item.valueAt + item.length;
      if (this.at >= this.cursor.size) break;
    }
    into.push({ kind: 'fragments', tag, vr: wireVr, count: Math.max(0, count), length });
    if (this.at > this.cursor.size) throw new ReadFault('truncated', valueAt);
  }
}

function isPixelVr(vr: string): boolean {
  return vr === 'OB' || vr === 'OW';
}
