import type { CharacterSet } from '../dicom/charset';

/** A power of two; a series has a few dozen texts, the same in all of its files. */
const SLOTS = 2048;
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** Longer values are remembered, too, but only a few of them are worth the memory. */
const LONGEST = 4096;

interface Entry {
  readonly value: Uint8Array;
  readonly vr: number;
  readonly session: number;
  readonly set: CharacterSet;
  /** Undefined: the value stays. */
  readonly result: Uint8Array | undefined;
}

/** Values that were cleaned, by their bytes and all that the result depends on. */
export class CleanedValues {
  private readonly entries: (Entry | undefined)[] = new Array<Entry | undefined>(SLOTS);
  private readonly long = new Array<Entry | undefined>(1);

  /** The slot that a value belongs to. */
  slotOf(bytes: Uint8Array, from: number, to: number, vr: number, session: number): number {
    if (to - from > LONGEST) return -1;
    let hash = Math.imul(FNV_BASIS ^ vr, FNV_PRIME) ^ session;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, FNV_PRIME);
    return (hash ^ (hash >>> 15)) & (SLOTS - 1);
  }

  /** Whether the slot holds the result for this very value. */
  holds(
    slot: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    vr: number,
    session: number,
    set: CharacterSet,
  ): boolean {
    const entry = this.entryAt(slot);
    if (!entry || entry.vr !== vr || entry.session !== session || entry.set !== set) return false;
    const { value } = entry;
    if (value.length !== to - from) return false;
    for (let at = 0; at < value.length; at++) if (value[at] !== bytes[from + at]) return false;
    return true;
  }

  remember(
    slot: number,
    value: Uint8Array,
    vr: number,
    session: number,
    set: CharacterSet,
    result: Uint8Array | undefined,
  ): void {
    const entry = { value, vr, session, set, result };
    if (slot < 0) this.long[0] = entry;
    else this.entries[slot] = entry;
  }

  /** The cleaned bytes, not to be written to; undefined when the value stays as it is. */
  resultOf(slot: number): Uint8Array | undefined {
    return this.entryAt(slot)?.result;
  }

  private entryAt(slot: number): Entry | undefined {
    return slot < 0 ? this.long[0] : this.entries[slot];
  }
}
