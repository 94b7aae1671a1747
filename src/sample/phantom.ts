import type { Random } from './random';

export interface PhantomSize {
  readonly rows: number;
  readonly columns: number;
}

export interface Phantom extends PhantomSize {
  /** Brightness of the disc and of the brightest background, 0 to this. */
  readonly maximum: number;
  /** Where in the volume this slice lies, 0 to 1; the disc is widest in the middle. */
  readonly position: number;
}

/** The samples, row by row, of a gradient with a disc and a little noise. */
export function phantomSamples(phantom: Phantom, random: Random): readonly number[] {
  const { rows, columns, maximum } = phantom;
  return Array.from({ length: rows * columns }, (_, index) => {
    const row = Math.floor(index / columns);
    const column = index % columns;
    const shade = isInDisc(phantom, row, column) ? 0.85 : 0.1 + (0.4 * column) / columns;
    return Math.round(maximum * (shade + 0.05 * random()));
  });
}

/** One bit a pixel, first pixel in the lowest bit (PS3.5 §8.1.1): the disc. */
export function discMask(phantom: Phantom): Uint8Array {
  const { rows, columns } = phantom;
  const bits = new Uint8Array((rows * columns) / 8);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    if (!isInDisc(phantom, Math.floor(pixel / columns), pixel % columns)) continue;
    bits[pixel >> 3] = (bits[pixel >> 3] ?? 0) | (1 << (pixel & 7));
  }
  return bits;
}

/** Radius of the disc in pixels. */
export function discRadius({ rows, position }: Phantom): number {
  return rows * (0.12 + 0.2 * Math.sin(Math.PI * position));
}

function isInDisc(phantom: Phantom, row: number, column: number): boolean {
  const distance = Math.hypot(row - phantom.rows / 2, column - phantom.columns / 2);
  return distance < discRadius(phantom);
}
