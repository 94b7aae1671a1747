import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DicomError } from '../../src/core/dicom/errors';
import { dataset, dicomFile, encapsulated, sequence, element, TRANSFER_SYNTAX } from '../support/data-sets';
import { rewriteScanned } from '../support/rewriting';
import { CountingSource, scanSource, type Scanned } from '../support/scanning';
import { elementsBefore, randomFile } from './data-sets';

const SEED = 20_260_215;

const SYNTAXES = {
  'explicit-le': TRANSFER_SYNTAX.explicitLE,
  'implicit-le': TRANSFER_SYNTAX.implicitLE,
  'explicit-be': TRANSFER_SYNTAX.explicitBE,
} as const;

const validFile: fc.Arbitrary<Uint8Array> = randomFile.map(({ fates, encoding, groupLengths, hasMeta }) =>
  dicomFile(elementsBefore(fates), {
    transferSyntax: SYNTAXES[encoding],
    groupLengths,
    ...(hasMeta ? {} : { meta: 'none' }),
  }),
);

const encapsulatedFile: fc.Arbitrary<Uint8Array> = fc
  .array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 5 })
  .map((fragments) => {
    const icon = sequence(0x00880200, [[element(0x00280010, 'US', 1), encapsulated(fragments)]], {
      length: 'undefined',
    });
    return dicomFile(dataset(icon, encapsulated(fragments)), { transferSyntax: TRANSFER_SYNTAX.rle });
  });

/** Bytes that mean something to a reader, for places where they do not belong. */
const POISON = [
  'ffffffff',
  'feff00e0',
  'feff0de0',
  'feffdde0',
  'fffee000',
  '00000000',
  'ffffff7f',
  '554effff',
  '53510000',
];

const poison = fc.oneof(
  fc.constantFrom(...POISON).map((hex) => Buffer.from(hex, 'hex')),
  fc.uint8Array({ minLength: 1, maxLength: 4 }),
);

interface Damage {
  readonly at: number;
  readonly bytes: Uint8Array;
}

const damages: fc.Arbitrary<readonly Damage[]> = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), bytes: poison }),
  { minLength: 1, maxLength: 6 },
);

function damaged(file: Uint8Array, all: readonly Damage[]): Uint8Array {
  const copy = Uint8Array.from(file);
  for (const { at, bytes } of all) {
    // The first 132 bytes decide whether it is DICOM at all; most damage belongs behind them.
    const offset = 132 + Math.floor(at * Math.max(1, copy.length - 136));
    copy.set(bytes.subarray(0, Math.max(0, copy.length - offset)), Math.min(offset, copy.length));
  }
  return copy;
}

/** Reads and rewrites; the source asserts that nothing is read outside of it. Returns whether the bytes were taken. */
function survives(bytes: Uint8Array, firstRead: number): boolean {
  let scanned: Scanned;
  try {
    scanned = scanSource(new CountingSource(bytes), {}, firstRead);
  } catch (error) {
    assert.ok(error instanceof DicomError, `${String(error)}\n${error instanceof Error ? error.stack : ''}`);
    return false;
  }
  assertSound(scanned, bytes.length);
  if (scanned.layout.deflated) return true;
  const output = rewriteScanned(bytes, scanned);
  assert.ok(output.length > 0);
  return true;
}

/** Rows lie inside their parents, in order, and within the file. */
function assertSound({ table, layout }: Scanned, size: number): void {
  assert.ok(layout.end <= size);
  for (let row = 0; row < table.count; row++) {
    const parent = table.parent[row]!;
    const limit = parent < 0 ? size : table.end[parent]!;
    assert.ok(table.head[row]! < table.valueAt(row));
    assert.ok(table.valueAt(row) <= table.end[row]! && table.end[row]! <= limit);
    assert.ok(table.next[row]! > row && table.next[row]! <= table.count);
    if (row > 0) assert.ok(table.head[row]! >= table.head[row - 1]!);
  }
}

describe('damaged files', () => {
  const firstRead = fc.constantFrom(64, 500, 4096);

  it('never hang, over-read or throw anything but a DICOM error', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(validFile, encapsulatedFile), damages, firstRead, (file, all, first) => {
        if (survives(damaged(file, all), first)) taken++;
      }),
      { seed: SEED, numRuns: 1500 },
    );
    assert.ok(taken > 150, `${taken} taken: the damage should not be so bad that nothing is left to test`);
  });

  it('that are cut off do neither', () => {
    fc.assert(
      fc.property(validFile, fc.double({ min: 0, max: 1, noNaN: true }), firstRead, (file, part, first) => {
        survives(file.subarray(0, Math.floor(part * file.length)), first);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('that are nothing but random bytes behind the prefix do neither', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), firstRead, (noise, first) => {
        const prefix = dicomFile([], { meta: 'none' });
        survives(Buffer.concat([prefix, noise]), first);
        survives(noise, first);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('that were taken once give a copy that is taken as well, but for a rare mixture of encodings', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof(validFile, encapsulatedFile), damages, (file, all) => {
        const bytes = damaged(file, all);
        if (survives(bytes, 4096) && !survives(anonymised(bytes), 4096)) refused++;
      }),
      { seed: SEED, numRuns: 1000 },
    );
    assert.ok(refused <= 1, `${refused} copies refused`);
  });
});

function anonymised(bytes: Uint8Array): Uint8Array {
  return rewriteScanned(bytes, scanSource(new CountingSource(bytes)));
}
