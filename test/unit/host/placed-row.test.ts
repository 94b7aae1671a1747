import assert from 'node:assert/strict';
import { VR } from '../../../src/core/dicom/vr';
import { elementOfRow } from '../../../src/host/policy/placed-row';
import type { TagRow } from '../../../src/panel/tag-view-protocol';

const row = (depth: number, tag: string, vr: string, value = ''): TagRow => ({
  ...{ depth, inside: 0, kind: 'text', tag, vr, keyword: '', name: '', value, isPrivate: false },
});
const item = (depth: number): TagRow => ({ ...row(depth, '', ''), kind: 'item', name: 'Item 1' });

describe('the element of a row of the tag view', () => {
  const rows = [
    row(0, '(0010,0010)', 'PN'),
    row(0, '(0029,0010)', 'LO', 'OUTSIDE '),
    row(0, '(0040,0275)', 'SQ'),
    item(1),
    row(2, '(0029,0010)', 'LO', 'INSIDE'),
    row(2, '(0029,1001)', 'UN'),
    row(2, '(0040,0008)', 'SQ'),
    item(3),
    row(4, '(0008,0100)', 'SH'),
    row(4, '(0029,1001)', 'UN'),
    item(1),
    row(2, '(0029,1001)', 'UN'),
    row(0, '(0051,1001)', 'UN'),
  ];

  it('knows the sequences around it', () => {
    assert.deepEqual(elementOfRow({ rows, index: 0 }), {
      tag: 0x00100010,
      vr: VR.PN,
      path: [0x00100010],
      creator: undefined,
    });
    assert.deepEqual(elementOfRow({ rows, index: 8 })?.path, [0x00400275, 0x00400008, 0x00080100]);
    assert.deepEqual(elementOfRow({ rows, index: 12 })?.path, [0x00511001]);
  });

  it('knows the private creator of its own item, and of no other', () => {
    assert.equal(elementOfRow({ rows, index: 5 })?.creator, 'INSIDE');
    assert.equal(elementOfRow({ rows, index: 9 })?.creator, undefined);
    assert.equal(elementOfRow({ rows, index: 11 })?.creator, undefined);
    assert.equal(elementOfRow({ rows, index: 12 })?.creator, undefined);
  });

  it('is none for items and for rows that are not there', () => {
    for (const index of [3, 7, 99, -1]) assert.equal(elementOfRow({ rows, index }), undefined);
  });
});
