import assert from 'node:assert/strict';
import { type AuditNumbers, auditText, isClean } from '../../../src/core/record/audit-summary';

const NUMBERS: AuditNumbers = {
  ...{ files: 2, bytes: 4096, otherFiles: 0, findingCount: 0, patients: 1, pixels: false, cancelled: false },
  ...{ unread: [], findings: [], problems: [], originals: null, documents: { searched: 0, unread: 0 } },
};

function linesOf(change: Partial<AuditNumbers>): readonly string[] {
  return auditText({ ...NUMBERS, ...change })
    .split('\n')
    .map((line) => line.trim());
}

describe('the summary of an audit', () => {
  it('says how much was searched, and that a cancelled one is not clean', () => {
    assert.match(linesOf({})[0]!, /^Searched 2 DICOM files \(.+\) for 1 patient: found nothing$/);
    assert.match(linesOf({ cancelled: true })[0]!, /^Cancelled after 2 DICOM files/);
    assert.deepEqual([isClean(NUMBERS), isClean({ ...NUMBERS, cancelled: true })], [true, false]);
  });

  it('has the bytes of Pixel Data where they were searched, or under what was not', () => {
    const place = (lines: readonly string[], text: string): number => {
      const found = lines.indexOf(text);
      return found < 0 ? 0 : found - lines.indexOf('Not searched:');
    };
    assert.ok(place(linesOf({ pixels: true }), 'in the bytes of Pixel Data') < 0);
    assert.ok(place(linesOf({}), 'the bytes of Pixel Data (--pixels)') > 0);
    assert.equal(place(linesOf({}), 'in the bytes of Pixel Data'), 0);
  });

  it('says what it could not search', () => {
    const originals = { files: 5, unread: 1, unknown: 2, left: 3 };
    const lines = linesOf({ originals, documents: { searched: 1, unread: 2 } });
    const rest = lines.slice(lines.indexOf('Not searched:')).join('\n');
    assert.match(rest, /^2 documents that could not be read$/m);
    assert.match(rest, /^what 1 original tell that could not be read$/m);
    assert.match(rest, /^what 2 originals tell of patients whom the workbook does not know$/m);
    assert.match(rest, /^3 values of the originals, beyond 2,000/m);
  });
});
