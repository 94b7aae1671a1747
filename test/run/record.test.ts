import assert from 'node:assert/strict';
import { formatBytes, formatCount, formatSeconds } from '../../src/core/record/format';
import type { Outcome } from '../../src/core/record/outcome';
import {
  decodeOutcome,
  encodeOutcome,
  FAIL_CODES,
  NOTE_CODES,
  PENDING,
  SKIP_CODES,
} from '../../src/core/record/outcome-code';
import { REASONS } from '../../src/core/record/reason-text';
import { totalOutcomes } from '../../src/core/record/summary';

const OUTCOMES: readonly Outcome[] = [
  { kind: 'written' },
  { kind: 'unchanged' },
  ...NOTE_CODES.map((note): Outcome => ({ kind: 'written', note })),
  ...SKIP_CODES.map((reason): Outcome => ({ kind: 'skipped', reason })),
  ...FAIL_CODES.map((reason): Outcome => ({ kind: 'failed', reason })),
];

describe('the record of a run', () => {
  it('keeps every outcome in a byte of its own', () => {
    const codes = OUTCOMES.map(encodeOutcome);
    assert.equal(new Set([PENDING, ...codes]).size, OUTCOMES.length + 1);
    assert.ok(codes.every((code) => code > 0 && code < 256));
    assert.deepEqual(codes.map(decodeOutcome), OUTCOMES);
    assert.equal(decodeOutcome(PENDING), undefined);
  });

  it('has totals that add up, with each reason counted', () => {
    const codes = Uint8Array.from(OUTCOMES, encodeOutcome);
    const { found, written, unchanged, skipped, failed, reasons } = totalOutcomes([
      codes,
      codes,
      new Uint8Array(3),
    ]);
    const known = written + unchanged + skipped + failed;
    assert.deepEqual([found, known], [2 * OUTCOMES.length + 3, 2 * OUTCOMES.length]);
    assert.deepEqual([written, unchanged], [2 * (1 + NOTE_CODES.length), 2]);
    const all = [...NOTE_CODES, ...SKIP_CODES, ...FAIL_CODES];
    assert.deepEqual(reasons, Object.fromEntries(all.map((code) => [code, 2])));
  });

  it('explains every reason, and says what to do', () => {
    assert.deepEqual(Object.keys(REASONS).sort(), [...NOTE_CODES, ...SKIP_CODES, ...FAIL_CODES].sort());
    for (const { what, remedy } of Object.values(REASONS)) {
      assert.match(what, /^[A-Za-z][^.]+$/);
      assert.match(remedy, /^[A-Z].+\.$/);
    }
  });

  it('shows numbers as people write them', () => {
    assert.deepEqual([0, 999, 1000, 123_456_789, 5e15].map(formatBytes), [
      '0 B',
      '999 B',
      '1.0 kB',
      '123 MB',
      '5000 TB',
    ]);
    assert.deepEqual([0.04, 12.4, 65, 4200].map(formatSeconds), [
      '0.0 s',
      '12 s',
      '1 min 05 s',
      '1 h 10 min',
    ]);
    assert.deepEqual(
      [formatCount(1, 'file'), formatCount(2345, 'study', 'studies')],
      ['1 file', '2,345 studies'],
    );
  });
});
