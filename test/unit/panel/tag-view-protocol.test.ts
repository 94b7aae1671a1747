import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  ROWS_PER_PAGE,
  TAG_VIEW_CALLS,
  TAG_VIEW_EVENTS,
  type TagRow,
} from '../../../src/panel/tag-view-protocol';

const ROW: TagRow = {
  depth: 0,
  inside: 0,
  kind: 'text',
  tag: '(0010,0010)',
  vr: 'PN',
  keyword: 'PatientName',
  name: "Patient's Name",
  value: 'Doe^Jane',
  isPrivate: false,
};

describe('the protocol of the tag view', () => {
  it('takes the requests that the page makes', () => {
    assert.ok(TAG_VIEW_CALLS.open.request({}));
    assert.ok(TAG_VIEW_CALLS.rows.request({ from: 2000 }));
    assert.ok(TAG_VIEW_CALLS.copy.request({ row: 3, part: 'line' }));
    assert.ok(TAG_VIEW_CALLS.explain.request({ row: 3 }));
  });

  it('refuses requests with other numbers, parts or properties', () => {
    for (const from of [-1, 0.5, NaN, Infinity, '0', null, 2 ** 53]) {
      assert.equal(TAG_VIEW_CALLS.rows.request({ from }), false, String(from));
    }
    assert.equal(TAG_VIEW_CALLS.copy.request({ row: 3, part: 'file' }), false);
    for (const row of [-1, '0', undefined]) assert.equal(TAG_VIEW_CALLS.explain.request({ row }), false);
    assert.equal(TAG_VIEW_CALLS.explain.reply({ sentence: 'x'.repeat(20_000) }), false);
    assert.equal(TAG_VIEW_CALLS.copy.request({ row: 3, part: 'line', path: '/etc/passwd' }), false);
    assert.equal(TAG_VIEW_CALLS.open.request({ extra: 1 }), false);
    assert.equal(TAG_VIEW_CALLS.open.request([]), false);
  });

  it('takes hostile text in a row, which is shown as text', () => {
    const value = '<img src=x onerror=alert(1)>\u202e\u0000';
    assert.ok(TAG_VIEW_CALLS.rows.reply([{ ...ROW, value }]));
  });

  it('refuses rows with a part missing, of another type, or beyond all bounds', () => {
    const incomplete = Object.fromEntries(Object.entries(ROW).filter(([name]) => name !== 'value'));
    assert.equal(TAG_VIEW_CALLS.rows.reply([incomplete]), false);
    assert.equal(TAG_VIEW_CALLS.rows.reply([{ ...ROW, depth: '0' }]), false);
    assert.equal(TAG_VIEW_CALLS.rows.reply([{ ...ROW, kind: 'html' }]), false);
    assert.equal(TAG_VIEW_CALLS.rows.reply([{ ...ROW, value: 'x'.repeat(10_000) }]), false);
    assert.equal(TAG_VIEW_CALLS.rows.reply(Array(ROWS_PER_PAGE + 1).fill(ROW)), false);
  });

  it('judges anything without throwing, and takes nothing but what it knows', () => {
    const guards = [...Object.values(TAG_VIEW_CALLS), ...Object.values(TAG_VIEW_EVENTS)].flatMap((call) => [
      call.request,
      call.reply,
    ]) as ((value: unknown) => boolean)[];
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withSparseArray: true }), (value) => {
        for (const guard of guards) {
          if (guard(value)) assert.ok(isHarmless(value), fc.stringify(value));
        }
      }),
      { seed: 20240229, numRuns: 2000 },
    );
  });
});

/** Random values that may pass are the ones without content: `null`, `{}`, `[]`. */
function isHarmless(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
