import assert from 'node:assert/strict';
import { type Finding, type FindingKind, withoutOverlaps } from '../../../src/core/identifiers/finding';

function finding(kind: FindingKind, start: number, end: number): Finding {
  return { kind, start, end, confidence: 1 };
}

/** What is left of findings, as 'kind start-end'. */
function left(...findings: readonly Finding[]): readonly string[] {
  return withoutOverlaps(findings).map(({ kind, start, end }) => `${kind} ${start}-${end}`);
}

describe('findings that overlap', () => {
  it('are what a better one leaves of them, on both sides', () => {
    assert.deepEqual(left(finding('institution', 0, 20), finding('name', 8, 12)), [
      'institution 0-8',
      'name 8-12',
      'institution 12-20',
    ]);
  });

  it('are nothing where a better one leaves no more than one character', () => {
    assert.deepEqual(left(finding('institution', 7, 20), finding('name', 8, 18)), [
      'name 8-18',
      'institution 18-20',
    ]);
  });

  it('are nothing where they are dates', () => {
    const date = { year: 2024, month: 1, day: 31, isAmbiguous: false, edits: () => [] };
    assert.deepEqual(left({ ...finding('date', 0, 10), date }, finding('id', 8, 12)), ['id 8-12']);
  });
});
