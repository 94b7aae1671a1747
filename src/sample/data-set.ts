/**
 * A data set as plain data, for the writer: what stands in the file, in the order in which it stands there.
 * Nothing is sorted, completed or checked, so a wrong file can be described as well as a right one.
 */

/** How elements are written, PS3.5 §7.1 and Annex A. */
export type Encoding = 'explicit-le' | 'implicit-le' | 'explicit-be';

/**
 * Text (several values are joined with a backslash), numbers in the form of the VR, or the bytes themselves.
 */
export type Value = string | readonly string[] | number | readonly number[] | Uint8Array;

/** A length as it should be, open with a delimiter, or a lie. */
export type Length = 'defined' | 'undefined' | number;

export interface ValueElement {
  readonly kind: 'value';
  readonly tag: number;
  readonly vr: string;
  readonly value: Value;
  /** Written instead of the true length. */
  readonly length?: number;
  /** Explicit VR only: 4-byte length after two reserved bytes; by default as PS3.5 §7.1.2 says for the VR. */
  readonly longForm?: boolean;
  /** False leaves a value of odd length as it is. */
  readonly pad?: boolean;
}

export interface Item {
  readonly elements: readonly Element[];
  readonly length: Length;
}

export interface SequenceElement {
  readonly kind: 'sequence';
  readonly tag: number;
  /** SQ, or UN for a sequence whose VR its sender did not know (PS3.5 §6.2.2, CP-246). */
  readonly vr: string;
  readonly items: readonly Item[];
  readonly length: Length;
  /** How the items are written, where that is not how the sequence itself is. UN implies implicit LE. */
  readonly contentEncoding?: Encoding;
}

export interface EncapsulatedElement {
  readonly kind: 'encapsulated';
  readonly tag: number;
  readonly vr: string;
  readonly fragments: readonly Uint8Array[];
  /** Offsets as they are to stand there; 'computed' is right for one fragment a frame, 'empty' has none. */
  readonly offsetTable: 'computed' | 'empty' | readonly number[];
  /** False leaves the sequence delimitation item out. */
  readonly delimiter: boolean;
}

/** Bytes that are written as they are. */
export interface RawElement {
  readonly kind: 'raw';
  readonly bytes: Uint8Array;
}

export type Element = ValueElement | SequenceElement | EncapsulatedElement | RawElement;

export type ValueOptions = Pick<ValueElement, 'length' | 'longForm' | 'pad'>;

/** An element with a value; `tag` is 0xGGGGEEEE. */
export function element(
  tag: number,
  vr: string,
  value: Value = '',
  options: ValueOptions = {},
): ValueElement {
  return { kind: 'value', tag, vr, value, ...options };
}

export interface SequenceOptions {
  readonly vr?: string;
  readonly length?: Length;
  /** Of the items given as plain lists; by default that of the sequence. */
  readonly itemLength?: Length;
  readonly contentEncoding?: Encoding;
}

/** A sequence; an item is a list of elements, or comes from {@link item} where its length matters. */
export function sequence(
  tag: number,
  items: readonly (Item | readonly Element[])[],
  options: SequenceOptions = {},
): SequenceElement {
  const { vr = 'SQ', length = 'defined', contentEncoding } = options;
  const itemLength = options.itemLength ?? (length === 'undefined' ? 'undefined' : 'defined');
  return {
    kind: 'sequence',
    tag,
    vr,
    length,
    items: items.map((each) => ('elements' in each ? each : item(each, itemLength))),
    ...(contentEncoding && { contentEncoding }),
  };
}

/** An item of a sequence with its own form of length. */
export function item(elements: readonly Element[], length: Length = 'defined'): Item {
  return { elements, length };
}

/** Pixel data in fragments, PS3.5 §A.4. */
export function encapsulated(
  fragments: readonly Uint8Array[],
  options: Partial<Omit<EncapsulatedElement, 'kind' | 'fragments'>> = {},
): EncapsulatedElement {
  const standard = { tag: 0x7fe00010, vr: 'OB', offsetTable: 'computed', delimiter: true } as const;
  return { kind: 'encapsulated', ...standard, ...options, fragments };
}

/** Bytes in place of an element. */
export function raw(bytes: Uint8Array): RawElement {
  return { kind: 'raw', bytes };
}

/** The elements in ascending order of their tags (PS3.5 §7.1); raw bytes last. */
export function inTagOrder(elements: readonly Element[]): readonly Element[] {
  const tagOf = (each: Element): number => (each.kind === 'raw' ? Infinity : each.tag);
  return [...elements].sort((a, b) => tagOf(a) - tagOf(b) || 0);
}

/**
 * The text of the first value element with that tag, values joined with a backslash; undefined if it has
 * none.
 */
export function textOf(elements: readonly Element[], tag: number): string | undefined {
  for (const each of elements) {
    if (each.kind !== 'value' || each.tag !== tag || each.value instanceof Uint8Array) continue;
    return typeof each.value === 'object' ? each.value.join('\\') : String(each.value);
  }
  return undefined;
}
