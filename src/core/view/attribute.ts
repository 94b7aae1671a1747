/** How a value is written, which decides how a view colours it. */
export type ValueKind = 'text' | 'number' | 'binary' | 'none';

/** An attribute of a data set as people read it. */
export interface Attribute {
  readonly kind: 'attribute';
  /** Unsigned 32-bit tag. */
  readonly tag: number;
  readonly vr: string;
  /** The keyword of PS3.6 ("PatientName"), '' for attributes it does not have. */
  readonly keyword: string;
  /** The name of PS3.6 ("Patient's Name"); for private elements their creator. */
  readonly name: string;
  /** The decoded value, in one line; of a huge value its beginning and its size. */
  readonly value: string;
  readonly valueKind: ValueKind;
  /** Bytes on the wire, -1 for undefined length. */
  readonly length: number;
  /** The items of a sequence. */
  readonly items: readonly Item[];
}

/** An item of a sequence. */
export interface Item {
  readonly kind: 'item';
  /** From 1, as people count. */
  readonly number: number;
  readonly attributes: readonly Attribute[];
}
