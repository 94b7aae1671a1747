import type { ByteSource } from '../dicom/header-window';
import { isText, vrCode } from '../dicom/vr';

/**
 * The structure of a file as a reader finds it: tags, VRs and lengths as they are on the wire, values as bytes.
 * What the bytes mean is the same for every reader and is decided later, in `attribute-tree`.
 */
export type RawElement = RawValue | RawSequence | RawFragments;

/** An element with a value; of a long value only the first bytes are held ({@link heldBytes}). */
export interface RawValue {
  readonly kind: 'value';
  /** Unsigned 32-bit tag. */
  readonly tag: number;
  /** Two letters: as on the wire, or in implicit VR from the dictionary. */
  readonly vr: string;
  /** Bytes on the wire. */
  readonly length: number;
  readonly head: Uint8Array;
  readonly littleEndian: boolean;
}

/** A sequence of items, of SQ or hidden in UN (PS3.5 §6.2.2). */
export interface RawSequence {
  readonly kind: 'sequence';
  readonly tag: number;
  readonly vr: string;
  /** Bytes on the wire, -1 for undefined length. */
  readonly length: number;
  readonly items: readonly (readonly RawElement[])[];
}

/** Encapsulated pixel data (PS3.5 §A.4). */
export interface RawFragments {
  readonly kind: 'fragments';
  readonly tag: number;
  readonly vr: string;
  /** How many fragments follow the Basic Offset Table. */
  readonly count: number;
  /** Bytes of all fragments together. */
  readonly length: number;
}

/** Why, and how far into the file, reading ended early. */
export interface ReadStop {
  readonly offset: number;
  readonly reason: 'truncated' | 'malformed' | 'too-deep' | 'too-many';
}

/** What a reader made of a file. */
export interface RawFile {
  /** (0002,0010), or what the encoding of a file without it amounts to. */
  readonly transferSyntax: string;
  /** File meta information and data set, in the order of the file. */
  readonly elements: readonly RawElement[];
  /** Present when the file could not be read to its end; `elements` is what came before. */
  readonly stop?: ReadStop;
}

/** Reads the structure of a DICOM file without its pixel data. */
export interface AttributeReader {
  /**
   * @returns what could be read, with `stop` set if that is not all
   * @throws NotDicom when the source is not DICOM to this reader
   */
  read(source: ByteSource): Promise<RawFile>;
}

const HELD_TEXT = 16 * 1024;
const HELD_BINARY = 512;

/** How many bytes of a value are worth holding for a view: enough to show, never a picture. */
export function heldBytes(vr: string, length: number): number {
  return Math.min(length, isText(vrCode(vr)) ? HELD_TEXT : HELD_BINARY);
}
