import { ACT } from '../policy/action';
import { shiftDate, toFirstOfYear } from '../pseudonym/date-shift';
import type { ProjectKey } from '../pseudonym/project-key';
import type { UidMap } from '../pseudonym/uid-map';
import type { ByteArena } from './byte-arena';
import type { PatientPseudonym } from './patient';
import { countValues, dummyText } from './substitute';
import type { TextCleaner } from './text-cleaner';

const BACKSLASH = 0x5c;
const SPACE = 0x20;
const NUL = 0x00;
/** Dates whose moved form is remembered. */
const REMEMBERED = 4096;
/** Hex digits of the code that a value becomes. */
const CODE_LENGTH = 16;

/** What the values of one file are rewritten with. */
export interface Rewriting {
  readonly patient: PatientPseudonym;
  /** The code that replaces a Study ID. */
  studyCode(row: number): string;
  /** The VR in which the value of a row is to be understood. */
  vrOf(row: number): number;
}

/** Writes new values for held ones into an arena. */
export class ValueRewriter {
  /** Moved dates of one offset: the same few stand in all files of a study. */
  private readonly shifted = new Map<string, string>();
  private shiftedBy = 0;

  constructor(
    private readonly arena: ByteArena,
    private readonly uids: UidMap,
    private readonly cleaner: TextCleaner,
    private readonly key: ProjectKey,
  ) {}

  /**
   * Writes the new value for the value bytes [from, to) of a row and returns true, or returns false when the value stays as it
   * is (what it may have written is then to be dropped).
   */
  write(
    action: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    row: number,
    rewriting: Rewriting,
  ): boolean {
    switch (action) {
      case ACT.mapUid:
        return this.mapUids(bytes, from, to);
      case ACT.clean:
        return this.cleaner.clean(bytes, from, to, row, this.arena);
      case ACT.shift:
        return this.eachValue(bytes, from, to, this.shifterOf(rewriting.patient.dateOffset));
      case ACT.year:
        return this.eachValue(bytes, from, to, toFirstOfYear);
      case ACT.recode:
        return this.text(isBlank(bytes, from, to) ? undefined : rewriting.studyCode(row));
      case ACT.dummy:
        return this.text(
          isBlank(bytes, from, to) ? undefined : dummyText(rewriting.vrOf(row), countValues(bytes, from, to)),
        );
      case ACT.hash:
        return this.text(isBlank(bytes, from, to) ? undefined : this.codeOf(bytes, from, to));
      default:
        throw new RangeError(`action ${action} does not rewrite a value`);
    }
  }

  private shifterOf(days: number): (value: string) => string {
    if (days !== this.shiftedBy || this.shifted.size > REMEMBERED) this.shifted.clear();
    this.shiftedBy = days;
    return (value) => {
      const known = this.shifted.get(value);
      if (known !== undefined) return known;
      const shifted = shiftDate(value, days);
      this.shifted.set(value, shifted);
      return shifted;
    };
  }

  private text(text: string | undefined): boolean {
    if (text === undefined) return false;
    this.arena.latin1(text);
    return true;
  }

  /** Each value of a multi-valued UI (PS3.5 §6.4), padding dropped; an empty one stays empty. */
  private mapUids(bytes: Uint8Array, from: number, to: number): boolean {
    let changed = false;
    for (let at = from; at <= to; at++) {
      if (at > from) this.arena.byte(BACKSLASH);
      const end = endOfValue(bytes, at, to);
      const stop = withoutTrailingPadding(bytes, at, end);
      const start = withoutLeadingPadding(bytes, at, stop);
      const mapped = stop > start ? this.uids.map(bytes, start, stop) : undefined;
      if (mapped) this.arena.copy(mapped, 0, mapped.length);
      else this.arena.copy(bytes, start, stop);
      changed ||= mapped !== undefined;
      at = end;
    }
    return changed;
  }

  /** The same for the same text, whatever its padding. */
  private codeOf(bytes: Uint8Array, from: number, to: number): string {
    const stop = withoutTrailingPadding(bytes, from, to);
    const text = bytes.subarray(withoutLeadingPadding(bytes, from, stop), stop);
    return this.key
      .digest('hash', text)
      .toString('hex', 0, CODE_LENGTH / 2)
      .toUpperCase();
  }

  private eachValue(
    bytes: Uint8Array,
    from: number,
    to: number,
    rewrite: (value: string) => string,
  ): boolean {
    let changed = false;
    for (let at = from; at <= to; at++) {
      if (at > from) this.arena.byte(BACKSLASH);
      const end = endOfValue(bytes, at, to);
      const stop = withoutTrailingPadding(bytes, at, end);
      const value = textOf(bytes, withoutLeadingPadding(bytes, at, stop), stop);
      const rewritten = value === '' ? '' : rewrite(value);
      this.arena.latin1(rewritten);
      changed ||= rewritten !== value;
      at = end;
    }
    return changed;
  }
}

function endOfValue(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== BACKSLASH) at++;
  return at;
}

/** Leading and trailing padding is not significant in these VRs (PS3.5 §6.2). */
function withoutTrailingPadding(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && isPadding(bytes[end - 1]!)) end--;
  return end;
}

function withoutLeadingPadding(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  while (start < to && isPadding(bytes[start]!)) start++;
  return start;
}

function isPadding(byte: number): boolean {
  return byte === SPACE || byte === NUL;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  return withoutTrailingPadding(bytes, from, to) === from;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}
