import { hex } from './hex';

/**
 * The bytes of a sequence nested `depth` times in items of undefined length, explicit VR Little Endian,
 * around the given content. Laid out flat, so that no depth ends the stack.
 */
export function deepNesting(depth: number, content: Uint8Array = new Uint8Array(0)): Uint8Array {
  const open = hex('40 00 30 A7 "SQ" 00 00 FF FF FF FF  FE FF 00 E0 FF FF FF FF');
  const close = hex('FE FF 0D E0 00 00 00 00  FE FF DD E0 00 00 00 00');
  return Buffer.concat([...repeat(open, depth), content, ...repeat(close, depth)]);
}

function repeat(bytes: Uint8Array, times: number): readonly Uint8Array[] {
  return new Array<Uint8Array>(times).fill(bytes);
}
