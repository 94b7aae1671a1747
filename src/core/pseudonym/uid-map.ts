import type { ProjectKey } from './project-key';

/** Entries of the cache; a series uses a handful of UIDs again and again. A power of two. */
const SLOTS = 4096;
/** Longest UID of the standard (PS3.5 §9.1); longer ones are mapped, but not cached. */
const UID_LENGTH = 64;
const REGISTERED = Buffer.from('1.2.840.10008');
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** What UIDs become. */
export type UidMapping = Pick<UidMap, 'map' | 'mapText'>;

/** UIDs stay as they are. */
export const KEPT_UIDS: UidMapping = { map: () => undefined, mapText: (uid) => uid };

/**
 * Maps UIDs to new ones: `2.25.` and the decimal form of 128 bits of HMAC-SHA-256(key, "uid" + old UID), shaped as a
 * UUID of version 8 (PS3.5 §B.2). The same UID always gives the same new one, without any state but the key; the cache
 * only saves time.
 */
export class UidMap {
  private readonly cachedKeys = new Uint8Array(SLOTS * UID_LENGTH);
  private readonly cachedLengths = new Uint8Array(SLOTS);
  // Stryker disable next-line ArrayDeclaration: it grows as it is filled
  private readonly cachedValues: (Uint8Array | undefined)[] = new Array<Uint8Array | undefined>(SLOTS);

  constructor(private readonly key: ProjectKey) {}

  /**
   * The new UID for the bytes from `from` to `to`, which hold no padding: ASCII, at most 44 bytes, not to be written to.
   * Returns undefined for UIDs that never change: those registered below 1.2.840.10008 (PS3.6 Annex A).
   */
  map(bytes: Uint8Array, from: number, to: number): Uint8Array | undefined {
    if (isRegisteredUid(bytes, from, to)) return undefined;
    const length = to - from;
    if (length > UID_LENGTH) return this.compute(bytes, from, to);
    const slot = hash(bytes, from, to) & (SLOTS - 1);
    const cached = this.cachedValues[slot];
    if (cached && this.holds(slot, bytes, from, length)) return cached;
    const value = this.compute(bytes, from, to);
    this.cachedKeys.set(bytes.subarray(from, to), slot * UID_LENGTH);
    this.cachedLengths[slot] = length;
    this.cachedValues[slot] = value;
    return value;
  }

  /** The new UID of a UID without padding; the same text when it is registered, '' for ''. */
  mapText(uid: string): string {
    const bytes = Buffer.from(uid, 'latin1');
    const mapped = bytes.length === 0 ? undefined : this.map(bytes, 0, bytes.length);
    return mapped ? Buffer.from(mapped).toString('latin1') : uid;
  }

  private holds(slot: number, bytes: Uint8Array, from: number, length: number): boolean {
    if (this.cachedLengths[slot] !== length) return false;
    const at = slot * UID_LENGTH;
    for (let i = 0; i < length; i++) if (this.cachedKeys[at + i] !== bytes[from + i]) return false;
    return true;
  }

  private compute(bytes: Uint8Array, from: number, to: number): Uint8Array {
    const digest = this.key.digest('uid', bytes.subarray(from, to));
    digest[6] = (digest[6]! & 0x0f) | 0x80;
    digest[8] = (digest[8]! & 0x3f) | 0x80;
    // A copy: a small Buffer would keep the eight kilobytes alive that it was cut from, for as long as it is cached.
    return new Uint8Array(Buffer.from(`2.25.${BigInt(`0x${digest.toString('hex', 0, 16)}`)}`));
  }
}

/**
 * Whether the UID is registered by the standard: 1.2.840.10008 and what stands below it (PS3.6 Annex A). What only begins
 * like one and goes on with other characters than those of a UID (PS3.5 §9.1) is not: it could be anything.
 */
export function isRegisteredUid(bytes: Uint8Array, from: number, to: number): boolean {
  const length = REGISTERED.length;
  if (to - from < length || to - from > UID_LENGTH) return false;
  for (let i = 0; i < length; i++) if (bytes[from + i] !== REGISTERED[i]) return false;
  for (let at = from + length; at < to; at++) if (!isUidCharacter(bytes[at]!)) return false;
  return to - from === length || bytes[from + length] === DOT;
}

function isUidCharacter(byte: number): boolean {
  return byte === DOT || (byte >= ZERO && byte <= NINE);
}

/** FNV-1a, folded so that the low bits depend on all of it. */
function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let i = from; i < to; i++) value = Math.imul(value ^ bytes[i]!, 0x01000193);
  return value ^ (value >>> 15);
}
