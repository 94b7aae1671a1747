import type { PhantomSize } from './phantom';

const BLOCK = 8;
/**
 * Code lengths of Huffman tables (ITU-T T.81 §B.2.4.2): 12 codes of 4 bits for DC, one code of 1 bit (EOB)
 * for AC.
 */
const DC_TABLE = [
  0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
];
const AC_TABLE = [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/**
 * A valid baseline JPEG (ITU-T T.81) of 8-bit samples in which each block of 8 x 8 pixels has its mean:
 * enough for a preview to show the phantom. Rows and columns are multiples of 8.
 */
export function baselineJpeg(samples: readonly number[], size: PhantomSize): Uint8Array {
  const { rows, columns } = size;
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    ...segment(0xc0, [8, rows >> 8, rows & 0xff, columns >> 8, columns & 0xff, 1, 1, 0x11, 0]),
    ...segment(0xc4, DC_TABLE),
    ...segment(0xc4, AC_TABLE),
    ...segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    ...entropyCoded(blockMeans(samples, size)),
    ...[0xff, 0xd9],
  ]);
}

function segment(marker: number, content: readonly number[]): readonly number[] {
  const length = content.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...content];
}

function blockMeans(samples: readonly number[], { rows, columns }: PhantomSize): readonly number[] {
  const across = columns / BLOCK;
  return Array.from({ length: (rows / BLOCK) * across }, (_, block) => {
    const start = Math.floor(block / across) * BLOCK * columns + (block % across) * BLOCK;
    let sum = 0;
    for (let pixel = 0; pixel < BLOCK * BLOCK; pixel++) {
      sum += samples[start + Math.floor(pixel / BLOCK) * columns + (pixel % BLOCK)] ?? 0;
    }
    return sum / (BLOCK * BLOCK);
  });
}

/** Differences of the DC coefficients, each followed by "end of block" (ITU-T T.81 §F.1.2). */
function entropyCoded(means: readonly number[]): readonly number[] {
  let previous = 0;
  let bits = '';
  for (const mean of means) {
    const coefficient = Math.round((mean - 128) * BLOCK);
    bits += `${dcCode(coefficient - previous)}0`;
    previous = coefficient;
  }
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const bytes = Array.from({ length: padded.length / 8 }, (_, i) =>
    parseInt(padded.slice(i * 8, i * 8 + 8), 2),
  );
  return bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0x00] : [byte]));
}

function dcCode(difference: number): string {
  if (difference === 0) return '0000';
  const category = Math.abs(difference).toString(2).length;
  const magnitude = difference > 0 ? difference : difference + 2 ** category - 1;
  return category.toString(2).padStart(4, '0') + magnitude.toString(2).padStart(category, '0');
}
