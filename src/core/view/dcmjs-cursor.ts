import type { AsyncDicomReader, async as DcmjsReaders, data as DcmjsData } from 'dcmjs';
import type { ByteSource } from '../dicom/header-window';
import { vrOf } from '../dicom/dictionary';
import { VR, vrCode, vrName } from '../dicom/vr';
import { ReadFault } from './read-fault';
import { EXPLICIT_BIG_ENDIAN, isImplicit, isStructural, type WireHeader } from './wire-header';

/** What is used of dcmjs. */
export interface Dcmjs {
  readonly async: typeof DcmjsReaders;
  readonly data: typeof DcmjsData;
}

const WINDOW = 64 * 1024;
/** Tag, VR, two reserved bytes, 32-bit length: the longest header (PS3.5 §7.1.2). */
const LONGEST_HEADER = 12;
/** Tag and 32-bit length: the shortest (PS3.5 §7.1.3). */
const SHORTEST_HEADER = 8;

/**
 * Lets dcmjs read one element header after the other over a window of the source that moves along, so that a value
 * is passed over without being loaded, however long it is. dcmjs' own loops are not used: they decode every value
 * at once, with one character set, and replace Specific Character Set.
 */
export class DcmjsCursor {
  private readonly reader: AsyncDicomReader;
  private window = new Uint8Array(0);
  private base = 0;

  private constructor(
    private readonly dcmjs: Dcmjs,
    private readonly source: ByteSource,
  ) {
    this.reader = new dcmjs.async.AsyncDicomReader();
  }

  /** Opens `source` at its beginning. */
  static over(dcmjs: Dcmjs, source: ByteSource): DcmjsCursor {
    const cursor = new DcmjsCursor(dcmjs, source);
    cursor.moveWindow(0);
    return cursor;
  }

  get size(): number {
    return this.source.size;
  }

  get syntax(): string {
    return this.reader.syntax;
  }

  set syntax(uid: string) {
    this.reader.syntax = uid;
  }

  get littleEndian(): boolean {
    return this.reader.syntax !== EXPLICIT_BIG_ENDIAN;
  }

  /** Whether the source starts with a preamble; sets `syntax` to what a source without one looks like. */
  async hasPreamble(): Promise<boolean> {
    return (await this.reader.readPreamble()) === true;
  }

  /** Reads the header at `at`. @throws ReadFault when the source ends inside it or its VR is not two letters */
  headerAt(at: number): WireHeader {
    this.reach(at, LONGEST_HEADER);
    if (at + SHORTEST_HEADER > this.source.size) throw new ReadFault('truncated', at);
    this.reader.stream.offset = at - this.base;
    const { tag, vr, length } = this.readHeader(at);
    const number = Number.parseInt(tag, 16);
    const known = vrName(vrOf(number) || vrCode(vr) || VR.UN);
    const wireVr = this.wireVr(number, at) ?? known;
    return { tag: number, vr: known, wireVr, length, valueAt: this.base + this.reader.stream.offset };
  }

  /** Copies up to `length` bytes at `at`. */
  bytesAt(at: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.source.size - at)));
    if (this.holds(at, bytes.length))
      bytes.set(this.window.subarray(at - this.base, at - this.base + bytes.length));
    else this.source.read(bytes, 0, bytes.length, at);
    return bytes;
  }

  private readHeader(at: number): ReturnType<AsyncDicomReader['readTagHeader']> {
    try {
      return this.reader.readTagHeader();
    } catch {
      throw new ReadFault('truncated', at);
    }
  }

  private wireVr(tag: number, at: number): string | undefined {
    if (isImplicit(this.syntax) || isStructural(tag)) return undefined;
    const vr = String.fromCharCode(...this.window.subarray(at - this.base + 4, at - this.base + 6));
    if (!/^[A-Z]{2}$/.test(vr)) throw new ReadFault('malformed', at);
    return vr;
  }

  private holds(at: number, length: number): boolean {
    return at >= this.base && at + length <= this.base + this.window.length;
  }

  private reach(at: number, length: number): void {
    const wanted = Math.min(length, this.source.size - at);
    if (!this.holds(at, wanted)) this.moveWindow(at);
  }

  private moveWindow(at: number): void {
    const bytes = new Uint8Array(Math.max(0, Math.min(WINDOW, this.source.size - at)));
    const got = this.source.read(bytes, 0, bytes.length, at);
    this.window = bytes.subarray(0, got);
    this.base = at;
    this.reader.stream = new this.dcmjs.data.ReadBufferStream(bytes.buffer, true, { noCopy: true });
  }
}
