import {
  ElementHeader,
  readTag,
  readUint16,
  readUint32,
  UNDEFINED_LENGTH,
  type Encoding,
} from './element-header';
import { type ElementTable, ROW } from './element-table';
import { beyondLimit, DicomError } from './errors';
import { endOfFragments } from './fragments';
import type { HeaderWindow } from './header-window';
import { hiddenEncoding, hidesSequence, isSequenceInUn } from './hidden-sequence';
import { groupOf, isGroupLength, isPixelData, isPrivate, TAG } from './tags';
import { hasLongLength, isKnownVr, isText, VR } from './vr';
import { vrOf } from './dictionary';

/** Sequences may be nested this deep; real files stay below 20. The limit bounds memory, not the stack. */
export const DEPTH_LIMIT = 32_768;

/** A value longer than this is not loaded unless it is text. */
export const LONG_VALUE = 64 * 1024;

/** How much is looked at in one piece where zeros are expected. */
const CHUNK = 64 * 1024;

export interface ScanOptions {
  /** Stop before the first top-level element of a higher group. */
  readonly lastGroup?: number;
}

/** A container whose end has not been reached. */
interface Frame {
  row: number;
  limit: number;
  encoding: Encoding;
  kind: 'root' | 'sequence' | 'item';
  undefinedLength: boolean;
  /** Rows to keep when what looked like a hidden sequence turns out to be none; -1 for real ones. */
  fallback: number;
}

/**
 * Finds the elements of a data set and writes them into an ElementTable, without decoding a value. Iterative: depth
 * costs memory, not stack. Lenient where writers are wrong and nothing is lost by it, strict where a wrong guess could
 * hide an identifier or drop data.
 */
export class Scanner {
  private readonly header: ElementHeader;
  private readonly frames: Frame[] = [];
  private depth = -1;
  private at = 0;
  private sawPixelData = false;
  private stopped = false;

  constructor(
    private readonly window: HeaderWindow,
    private readonly table: ElementTable,
  ) {
    this.header = new ElementHeader(window);
  }

  /**
   * Adds the elements of the data set that starts at file offset `from` and reaches to the end of the file.
   * Returns the offset at which it ends; what follows are bytes that belong to no element (or, with `lastGroup`, to
   * elements of higher groups).
   * @throws DicomError when the bytes can't be a data set, with tag and offset
   */
  scanDataSet(from: number, encoding: Encoding, options: ScanOptions = {}): number {
    this.at = from;
    this.depth = -1;
    this.stopped = this.sawPixelData = false;
    this.open('root', -1, this.window.size, encoding, false, -1);
    while (this.depth >= 0 && !this.stopped) {
      try {
        while (this.depth >= 0 && !this.stopped) this.step(options);
      } catch (error) {
        this.giveUpHiddenSequence(error);
      }
    }
    return this.at;
  }

  private step(options: ScanOptions): void {
    const frame = this.frames[this.depth]!;
    const lastGroup = options.lastGroup ?? 0xffff;
    if (frame.kind !== 'sequence' && !this.sawPixelData) this.readSimpleElements(frame, lastGroup);
    if (this.at >= frame.limit) this.reachLimit(frame);
    else if (frame.kind === 'sequence') this.readItem(frame);
    else if (frame.kind === 'item') this.readElement(frame);
    else this.readTopLevel(frame, lastGroup);
  }

  /**
   * The fast way through what most headers consist of: elements of short, defined length whose VR holds no sequence,
   * already in memory. Stops before anything else, which the careful way then reads.
   */
  private readSimpleElements(frame: Frame, lastGroup: number): void {
    const { window, table } = this;
    const { bytes, delta } = window;
    const { encoding, row: parent } = frame;
    const implicit = (encoding & ROW.implicit) !== 0;
    const end = Math.min(frame.limit, window.loadedEnd) - delta;
    let at = this.at - delta;
    while (at + 8 <= end) {
      const tag = readTag(bytes, at, encoding);
      const group = tag >>> 16;
      const vr = implicit ? vrOf(tag) : (bytes[at + 4]! << 8) | bytes[at + 5]!;
      if (!isSimple(vr) || group === 0 || group > lastGroup || group >= 0x7fe0) break;
      const length = implicit ? readUint32(bytes, at + 4, encoding) : readUint16(bytes, at + 6, encoding);
      const next = at + 8 + length;
      if (next > end) break;
      table.add(tag, vr, at + delta, at + 8 + delta, next + delta, at + 8, parent, encoding);
      at = next;
    }
    this.at = at + delta;
  }

  /** A defined length is used up; an undefined one must not be. */
  private reachLimit(frame: Frame): void {
    if (this.at > frame.limit) throw this.fault('malformed', 'an element reaches beyond the Item around it');
    if (frame.undefinedLength)
      throw this.fault(
        this.at >= this.window.size ? 'truncated' : 'malformed',
        'no delimiter before the end',
      );
    this.close(frame);
  }

  private readItem(frame: Frame): void {
    this.requireHeader(frame);
    const at = this.at - this.window.delta;
    const tag = readTag(this.window.bytes, at, frame.encoding);
    const length = readUint32(this.window.bytes, at + 4, frame.encoding);
    if (tag === TAG.SequenceDelimitationItem) return this.closeDelimited(frame);
    if (tag !== TAG.Item) throw new DicomError('malformed', 'an Item was expected', tag, this.at);
    const undefinedLength = length === UNDEFINED_LENGTH;
    const value = this.at + 8;
    const end = undefinedLength ? frame.limit : value + length;
    if (end > frame.limit) throw this.beyond(frame.limit, tag);
    const flags = frame.encoding | ROW.item | (undefinedLength ? ROW.undefinedLength : 0);
    const row = this.table.add(tag, 0, this.at, value, end, -1, frame.row, flags);
    this.at = value;
    this.open('item', row, end, frame.encoding, undefinedLength, -1);
  }

  private readTopLevel(frame: Frame, lastGroup: number): void {
    if (this.isStray(frame) || groupOf(this.peekTag(frame)) > lastGroup) this.stopped = true;
    else this.readElement(frame);
  }

  /** Whether no element can start here: zeros to the end, or (after Pixel Data) zeros or anything that is no header. */
  private isStray(frame: Frame): boolean {
    const { window } = this;
    const length = Math.min(8, frame.limit - this.at);
    if (!window.load(this.at, length)) return false;
    if (isZero(window.bytes, this.at - window.delta, length)) return this.sawPixelData || this.areZerosLeft();
    return this.sawPixelData && this.isStrayAfterPixelData(frame);
  }

  /** Zeros fill a file up; zeros with something behind them are a hole, and Pixel Data may lie behind it. */
  private areZerosLeft(): boolean {
    const chunk = new Uint8Array(CHUNK);
    for (let at = this.at; at < this.window.size; at += CHUNK) {
      const length = Math.min(CHUNK, this.window.size - at);
      if (!this.window.peek(at, length, chunk) || !isZero(chunk, 0, length)) {
        throw this.fault('malformed', 'zeros where an element was expected');
      }
    }
    return true;
  }

  private isStrayAfterPixelData(frame: Frame): boolean {
    try {
      this.header.read(this.at, frame.limit, frame.encoding);
    } catch (error) {
      if (error instanceof DicomError) return true;
      throw error;
    }
    const { tag, doubtful, length, value, vr } = this.header;
    if (tag === TAG.Item || doubtful || isNoAttribute(tag, length)) return true;
    return vr === 0 && length !== UNDEFINED_LENGTH && value + length > frame.limit;
  }

  private readElement(frame: Frame): void {
    this.requireHeader(frame);
    const { header } = this;
    if (groupOf(this.peekTag(frame)) === DELIMITERS) return this.readDelimiter(frame);
    header.read(this.at, frame.limit, frame.encoding);
    if (header.length === UNDEFINED_LENGTH) return this.readUndefinedLength(frame);
    if (header.value + header.length > frame.limit) throw this.beyond(frame.limit, header.tag);
    if (header.vr === VR.SQ && header.length > 0) return this.openSequence(frame, header.encoding, -1);
    if (isSequenceInUn(header)) return this.openSequence(frame, hiddenEncoding(header, this.window), -1);
    if (hidesSequence(header, this.window))
      return this.openSequence(frame, hiddenEncoding(header, this.window), this.table.count);
    this.addLeaf(frame, header.value + header.length, 0);
  }

  private readDelimiter(frame: Frame): void {
    const tag = this.peekTag(frame);
    if (tag === TAG.ItemDelimitationItem && frame.kind === 'item') return this.closeDelimited(frame);
    const length = readUint32(this.window.bytes, this.at - this.window.delta + 4, frame.encoding);
    if (frame.kind !== 'root' || length !== 0 || tag === TAG.Item) {
      throw new DicomError('malformed', 'an Item or delimiter where an element was expected', tag, this.at);
    }
    const end = this.at + 8;
    this.table.add(tag, 0, this.at, end, end, -1, frame.row, frame.encoding);
    this.at = end;
  }

  private readUndefinedLength(frame: Frame): void {
    const { header } = this;
    if (isOther(header.vr) || (header.tag === TAG.PixelData && header.vr !== VR.SQ))
      return this.addFragments(frame);
    if (isText(header.vr) && !(header.encoding & ROW.implicit)) {
      throw new DicomError('malformed', 'undefined length is not allowed for text', header.tag, this.at);
    }
    const encoding = header.vr === VR.UN ? hiddenEncoding(header, this.window) : header.encoding;
    this.openSequence(frame, encoding, -1);
  }

  private openSequence(frame: Frame, encoding: Encoding, fallback: number): void {
    const { header } = this;
    const undefinedLength = header.length === UNDEFINED_LENGTH;
    const limit = undefinedLength ? frame.limit : header.value + header.length;
    const flags = header.encoding | ROW.sequence | (undefinedLength ? ROW.undefinedLength : 0);
    const row = this.table.add(header.tag, header.vr, this.at, header.value, limit, -1, frame.row, flags);
    this.at = header.value;
    this.open('sequence', row, limit, encoding, undefinedLength, fallback);
  }

  private addLeaf(frame: Frame, end: number, flags: number): void {
    const { header, window } = this;
    const held = this.hold(header.value, end - header.value) ? header.value - window.delta : -1;
    this.table.add(
      header.tag,
      header.vr,
      this.at,
      header.value,
      end,
      held,
      frame.row,
      header.encoding | flags,
    );
    if (frame.kind === 'root' && isPixelData(header.tag)) this.sawPixelData = true;
    this.at = end;
    window.skipTo(end);
  }

  /** Loads a value into memory, unless it is long and not text. */
  private hold(value: number, length: number): boolean {
    if (length > LONG_VALUE && !this.isTextual()) return false;
    if (isPixelData(this.header.tag)) return value + length <= this.window.loadedEnd;
    return this.window.load(value, length);
  }

  /** Text, also where UN stands for it because it is longer than a 16-bit length can say (PS3.5 §6.2.2). */
  private isTextual(): boolean {
    const { vr, tag } = this.header;
    return isText(vr === VR.UN ? vrOf(tag) : vr);
  }

  private addFragments(frame: Frame): void {
    const { header } = this;
    const end = endOfFragments(header, this.window, frame.limit, frame.kind === 'root');
    const flags = header.encoding | ROW.fragments | ROW.undefinedLength;
    this.table.add(header.tag, header.vr, this.at, header.value, end, -1, frame.row, flags);
    if (frame.kind === 'root' && isPixelData(header.tag)) this.sawPixelData = true;
    this.at = end;
    this.window.skipTo(end);
  }

  private open(
    kind: Frame['kind'],
    row: number,
    limit: number,
    encoding: Encoding,
    undefinedLength: boolean,
    fallback: number,
  ): void {
    const depth = ++this.depth;
    if (depth > 2 * DEPTH_LIMIT)
      throw this.fault('too-deep', `sequences are nested deeper than ${DEPTH_LIMIT}`);
    const frame = this.frames[depth];
    if (!frame) {
      this.frames.push({ kind, row, limit, encoding, undefinedLength, fallback });
      return;
    }
    frame.kind = kind;
    frame.row = row;
    frame.limit = limit;
    frame.encoding = encoding;
    frame.undefinedLength = undefinedLength;
    frame.fallback = fallback;
  }

  private close(frame: Frame): void {
    if (frame.row >= 0) {
      this.table.end[frame.row] = this.at;
      this.table.next[frame.row] = this.table.count;
    }
    this.depth--;
  }

  /** A delimiter ends its own container; inside a defined length it must be the last thing there. */
  private closeDelimited(frame: Frame): void {
    this.at += 8;
    if (!frame.undefinedLength && this.at !== frame.limit) {
      throw this.fault('malformed', 'a delimiter that belongs to nothing');
    }
    this.close(frame);
  }

  /** What looked like a sequence in UN, OB or an unknown attribute is none: it becomes a value like any other. */
  private giveUpHiddenSequence(error: unknown): void {
    if (!(error instanceof DicomError)) throw error;
    const depth = this.frames.findLastIndex((frame, index) => index <= this.depth && frame.fallback >= 0);
    if (depth < 0 || error.fault === 'too-deep' || error.fault === 'too-large-header') throw error;
    const { row, limit } = this.frames[depth]!;
    this.depth = depth - 1;
    this.table.count = row + 1;
    this.table.flags[row]! &= ~ROW.sequence;
    this.table.next[row] = row + 1;
    const value = this.table.valueAt(row);
    if (limit - value <= LONG_VALUE) this.window.load(value, limit - value);
    this.table.held[row] = this.window.heldAt(value, limit);
    this.at = limit;
    this.window.skipTo(limit);
  }

  private requireHeader(frame: Frame): void {
    if (frame.limit - this.at < 8) throw this.beyond(frame.limit, -1);
    if (!this.window.load(this.at, 8)) throw this.fault('truncated', 'the file ends inside an element');
  }

  private peekTag(frame: Frame): number {
    this.requireHeader(frame);
    return readTag(this.window.bytes, this.at - this.window.delta, frame.encoding);
  }

  private beyond(limit: number, tag: number): DicomError {
    return beyondLimit(limit, this.window.size, tag, this.at);
  }

  private fault(fault: DicomError['fault'], what: string): DicomError {
    return new DicomError(fault, what, -1, this.at);
  }
}

/** The group of Item and delimiters (PS3.5 §7.5). */
const DELIMITERS = 0xfffe;

/** VRs of 16-bit length (PS3.5 §7.1.2): one byte for each possible pair of letters. */
const SIMPLE = new Uint8Array(0x10000);
for (let vr = 0; vr < SIMPLE.length; vr++) SIMPLE[vr] = isKnownVr(vr) && !hasLongLength(vr) ? 1 : 0;

/** Whether no standard has such an attribute: behind Pixel Data these are other bytes that happen to look like one. */
function isNoAttribute(tag: number, length: number): boolean {
  if (isGroupLength(tag)) return length !== 4;
  return vrOf(tag) === 0 && !isPrivate(tag) && groupOf(tag) !== DELIMITERS;
}

function isSimple(vr: number): boolean {
  return SIMPLE[vr] === 1;
}

function isOther(vr: number): boolean {
  return vr === VR.OB || vr === VR.OW || vr === VR.OF || vr === VR.OD || vr === VR.OL || vr === VR.OV;
}

function isZero(bytes: Uint8Array, at: number, length: number): boolean {
  for (let i = at; i < at + length; i++) if (bytes[i] !== 0) return false;
  return true;
}
