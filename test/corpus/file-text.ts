import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const DEFLATED = '1.2.840.10008.1.2.1.99';
/** Preamble, DICM and (0002,0000) with its value; what follows has the length that it states (PS3.10 §7.1). */
const META = 144;
const MAGIC = 'DICM';

/** The bytes of a file as text, a character a byte; a deflated data set (PS3.5 §A.5) inflated. */
export function fileText(path: string): string {
  const bytes = readFileSync(path);
  const text = bytes.toString('latin1');
  if (text.slice(128, 132) !== MAGIC || !text.slice(0, 1024).includes(DEFLATED)) return text;
  const dataSet = META + bytes.readUInt32LE(META - 4);
  return text.slice(0, dataSet) + inflateRawSync(bytes.subarray(dataSet)).toString('latin1');
}
