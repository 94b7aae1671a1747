import { readFileSync } from 'node:fs';

/**
 * The values of every element with this tag and a VR of the short form, at any depth of an explicit VR Little Endian
 * file, without padding. A plain search through the bytes: it shares no code with what it checks.
 */
export function valuesOf(file: string | Uint8Array, tag: number, vr: string): readonly string[] {
  const bytes = typeof file === 'string' ? readFileSync(file) : Buffer.from(file);
  const header = Buffer.alloc(6);
  header.writeUInt16LE(tag >>> 16, 0);
  header.writeUInt16LE(tag & 0xffff, 2);
  header.write(vr, 4, 'latin1');
  const values: string[] = [];
  for (let at = bytes.indexOf(header); at >= 0; at = bytes.indexOf(header, at + 1)) {
    const length = bytes.readUInt16LE(at + 6);
    values.push(bytes.toString('latin1', at + 8, at + 8 + length).replace(/[\0 ]+$/, ''));
  }
  return values;
}

export const patientIdOf = (file: string): string | undefined => valuesOf(file, 0x00100020, 'LO')[0];
export const instanceOf = (file: string): string | undefined => valuesOf(file, 0x00080018, 'UI')[0];
export const seriesOf = (file: string): string | undefined => valuesOf(file, 0x0020000e, 'UI')[0];
export const studyOf = (file: string): string | undefined => valuesOf(file, 0x0020000d, 'UI')[0];
