import assert from 'node:assert/strict';
import type { LeakFinding } from '../../../src/core/audit/finding';
import { auditRows } from '../../../src/core/record/audit-rows';

const found = (file: string, confidence: LeakFinding['confidence']) => ({
  ...({ kind: 'name', place: 'attribute', path: '(0008,1030)', offset: 1, patient: 'ANON-0001' } as const),
  ...{ file, confidence, why: 'why' },
});

describe('the lines of an audit', () => {
  it('come in groups, the surest findings first, then problems, then files that could not be read', () => {
    const rows = auditRows({
      findings: [found('c', 'low'), found('b', 'high'), found('a', 'high')],
      problems: [{ code: 'unmarked', file: 'd', path: '' }],
      unread: [{ file: 'e', reason: 'truncated' }],
    });
    assert.deepEqual(
      rows.map(({ file }) => file),
      ['a', 'b', 'c', 'd', 'e'],
    );
    assert.equal(rows[0]!.group, 'high: name in attribute');
    assert.equal(rows[2]!.group, 'low: name in attribute');
    assert.equal(rows[3]!.confidence, null);
  });

  it('name their files in the order in which people number them', () => {
    const files = ['IM10', 'IM2', 'im1'];
    const problems = files.map((file) => ({ code: 'unmarked', file, path: '' }) as const);
    const rows = auditRows({ findings: files.map((file) => found(file, 'high')), problems, unread: [] });
    assert.deepEqual(
      rows.map(({ file }) => file),
      ['im1', 'IM2', 'IM10', 'im1', 'IM2', 'IM10'],
    );
  });

  it('come in an order of their groups that is the same whatever was found first', () => {
    const kinds = ['name', 'date', 'uid', 'date'] as const;
    const groups = kinds.map((kind) => ({ ...found('a', 'high'), kind }));
    const texts = (findings: typeof groups) =>
      auditRows({ findings, problems: [], unread: [] }).map(({ group }) => group);
    assert.deepEqual(texts(groups), [...texts(groups)].sort());
    assert.deepEqual(texts([...groups].reverse()), texts(groups));
  });
});
