import { VR_COUNT, VR_TABLE } from './dictionary.generated';
import { isGroupLength, isPrivate } from './tags';
import { VR } from './vr';

/**
 * Slots of the hash table: a power of two, three times the attributes of PS3.6, so that a tag is mostly found, or
 * found missing, at the first look.
 */
const SLOTS_LOG2 = 14;
const SLOT_MASK = (1 << SLOTS_LOG2) - 1;
const HASH_SHIFT = 32 - SLOTS_LOG2;

/** 2^32 divided by the golden ratio: spreads neighbouring tags over the table (Fibonacci hashing). */
const HASH_FACTOR = 0x9e3779b1;

/** An empty slot. No attribute is lost by it: (0000,0000) is a group length. */
const EMPTY = 0;

const { tags, vrs } = buildTable();

/**
 * Reads the generated table through typed arrays, several times as fast at start-up as byte by byte; they are
 * little-endian on every platform that VS Code has. Tags are all different, so it only looks for an empty slot.
 */
function buildTable(): { readonly tags: Int32Array; readonly vrs: Uint16Array } {
  const bytes = new Uint8Array(Buffer.from(VR_TABLE, 'base64')).buffer;
  const sourceTags = new Int32Array(bytes, 0, VR_COUNT);
  const sourceVrs = new Uint16Array(bytes, sourceTags.byteLength, VR_COUNT);
  const tags = new Int32Array(1 << SLOTS_LOG2);
  const vrs = new Uint16Array(1 << SLOTS_LOG2);
  for (let index = 0; index < VR_COUNT; index++) {
    const tag = sourceTags[index]!;
    let slot = Math.imul(tag, HASH_FACTOR) >>> HASH_SHIFT;
    while (tags[slot] !== EMPTY) slot = (slot + 1) & SLOT_MASK;
    tags[slot] = tag;
    vrs[slot] = sourceVrs[index]!;
  }
  return { tags, vrs };
}

/** The slot that holds `tag`, or the empty one where it would be. */
function slotOf(tag: number): number {
  let slot = Math.imul(tag, HASH_FACTOR) >>> HASH_SHIFT;
  while (tags[slot] !== tag && tags[slot] !== EMPTY) slot = (slot + 1) & SLOT_MASK;
  return slot;
}

/**
 * The VR code ({@link VR}) of an attribute by its tag, an unsigned 32-bit number: that of PS3.6 2026c or PS3.7
 * Annex E, UL for a group length (PS3.5 §7.2), LO for a private creator (PS3.5 §7.8.1); 0 for everything else, as
 * for items and delimiters. Where PS3.6 leaves a choice: OW of "OB or OW", else US. Allocates nothing.
 */
export function vrOf(tag: number): number {
  if (isGroupLength(tag)) return VR.UL;
  if (isPrivate(tag)) return isPrivateCreator(tag) ? VR.LO : 0;
  const signed = tag | 0;
  const slot = slotOf(signed);
  if (tags[slot] === signed) return vrs[slot]!;
  const canonical = canonicalTag(tag) | 0;
  return canonical === signed ? 0 : vrs[slotOf(canonical)]!;
}

/** Whether `tag` reserves a block of private elements: odd group, element 0010 to 00FF (PS3.5 §7.8.1). */
export function isPrivateCreator(tag: number): boolean {
  const element = tag & 0xffff;
  return isPrivate(tag) && element >= 0x10 && element <= 0xff;
}

/**
 * The tag under which the dictionary holds an attribute of a repeating group or element (PS3.5 §7.6 and retired
 * ones of PS3.6: 50xx, 60xx, 7Fxx, (0020,31xx), (0028,04xn), (0028,08xn), (1000,xxxn), (1010,xxxx)); any other tag
 * as it is. Only for tags of even group that the dictionary does not hold themselves.
 */
export function canonicalTag(tag: number): number {
  switch (tag >>> 24) {
    case 0x50:
    case 0x60:
    case 0x7f:
      return (tag & 0xff00ffff) >>> 0;
    case 0x00:
    case 0x10:
      return canonicalElement(tag);
    default:
      return tag;
  }
}

function canonicalElement(tag: number): number {
  if (tag >>> 16 === 0x1000) return 0x10000010 | (tag & 0xf);
  if (tag >>> 16 === 0x1010) return 0x10100004;
  switch (tag & 0xffffff00) {
    case 0x00203100:
      return 0x00203100;
    case 0x00280400:
      return 0x00280410 | (tag & 0xf);
    case 0x00280800:
      return 0x00280800 | (tag & 0xf);
    default:
      return tag;
  }
}
