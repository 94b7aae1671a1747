import type { Value } from './data-set';

type NumberWriter = (view: DataView, offset: number, value: number, littleEndian: boolean) => void;

interface NumberForm {
  readonly size: number;
  readonly write: NumberWriter;
}

const UINT8: NumberForm = { size: 1, write: (view, at, n) => view.setUint8(at, n) };
const UINT16: NumberForm = { size: 2, write: (view, at, n, le) => view.setUint16(at, n, le) };
const UINT32: NumberForm = { size: 4, write: (view, at, n, le) => view.setUint32(at, n, le) };
const FLOAT: NumberForm = { size: 4, write: (view, at, n, le) => view.setFloat32(at, n, le) };
const DOUBLE: NumberForm = { size: 8, write: (view, at, n, le) => view.setFloat64(at, n, le) };

/** The numeric VRs of PS3.5 §6.2; any other VR writes its numbers as text. */
const NUMBER_FORMS: Readonly<Record<string, NumberForm>> = {
  OB: UINT8,
  UN: UINT8,
  OW: UINT16,
  US: UINT16,
  SS: { size: 2, write: (view, at, n, le) => view.setInt16(at, n, le) },
  OL: UINT32,
  UL: UINT32,
  SL: { size: 4, write: (view, at, n, le) => view.setInt32(at, n, le) },
  OF: FLOAT,
  FL: FLOAT,
  OD: DOUBLE,
  FD: DOUBLE,
  OV: { size: 8, write: (view, at, n, le) => view.setBigUint64(at, BigInt(n), le) },
  UV: { size: 8, write: (view, at, n, le) => view.setBigUint64(at, BigInt(n), le) },
  SV: { size: 8, write: (view, at, n, le) => view.setBigInt64(at, BigInt(n), le) },
  AT: { size: 4, write: writeTag },
};

const NUL_PADDED = new Set(['UI', 'OB', 'UN']);

/**
 * The bytes of a value, not padded. Text is UTF-8 under ISO_IR 192; under any other character set each
 * character is one byte, which is right for ISO_IR 100 and lets ISO 2022 escapes be spelt out.
 */
export function encodeValue(vr: string, value: Value, charset: string, littleEndian: boolean): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const values: readonly (string | number)[] =
    typeof value === 'string' || typeof value === 'number' ? [value] : value;
  const form = NUMBER_FORMS[vr];
  if (form !== undefined && values.every((each) => typeof each === 'number')) {
    return encodeNumbers(form, values, littleEndian);
  }
  return Buffer.from(values.join('\\'), charset === 'ISO_IR 192' ? 'utf8' : 'latin1');
}

/** The bytes at even length: padded with NUL for UI, OB and UN, with a space otherwise (PS3.5 §6.2). */
export function padToEven(vr: string, bytes: Uint8Array): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const padded = new Uint8Array(bytes.length + 1);
  padded.set(bytes);
  padded[bytes.length] = NUL_PADDED.has(vr) || vr in NUMBER_FORMS ? 0x00 : 0x20;
  return padded;
}

function encodeNumbers(form: NumberForm, values: readonly number[], littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(form.size * values.length));
  values.forEach((each, index) => form.write(view, index * form.size, each, littleEndian));
  return new Uint8Array(view.buffer);
}

/** A tag as value is two 16-bit numbers in the byte order of the data set (PS3.5 §7.1.1). */
function writeTag(view: DataView, offset: number, tag: number, littleEndian: boolean): void {
  view.setUint16(offset, tag >>> 16, littleEndian);
  view.setUint16(offset + 2, tag & 0xffff, littleEndian);
}
