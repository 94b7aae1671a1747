import assert from 'node:assert/strict';
import { PREVIEW_CALLS, PREVIEW_EVENTS, type PreviewLine } from '../../../src/panel/preview-protocol';
import { fateName, filterLabel, findLines, stateText } from '../../../src/panel/preview-view';

const NAME: PreviewLine = {
  tag: '(0010,0010)',
  name: 'PatientName',
  creator: '',
  vr: 'PN',
  fate: 'changed',
  why: 'Becomes the anonymised ID.',
  kinds: ['changed'],
  files: 4,
  values: 4,
};
const LINES: readonly PreviewLine[] = [
  NAME,
  {
    ...NAME,
    tag: '(0008,1030)',
    name: 'StudyDescription',
    vr: 'LO',
    fate: 'kept',
    kinds: ['keptText'],
    files: 2,
  },
  {
    ...{ ...NAME, tag: '(0029,xx01)', name: 'ACME', creator: 'ACME', vr: 'LO', fate: 'kept', files: 9 },
    kinds: ['keptText', 'keptPrivate'],
  },
];
const ALL = { kind: undefined, search: '', sort: 'tag', descending: false } as const;

describe('the lines of a preview', () => {
  it('are sorted by any column, both ways, and stay in order where they are equal', () => {
    assert.deepEqual(findLines(LINES, ALL), [1, 0, 2]);
    assert.deepEqual(findLines(LINES, { ...ALL, sort: 'files', descending: true }), [2, 0, 1]);
    assert.deepEqual(findLines(LINES, { ...ALL, sort: 'values' }), [0, 1, 2]);
  });

  it('are filtered by kind, and searched by every word in any case', () => {
    assert.deepEqual(findLines(LINES, { ...ALL, kind: 'keptText' }), [1, 2]);
    assert.deepEqual(findLines(LINES, { ...ALL, kind: 'keptDates' }), []);
    assert.deepEqual(findLines(LINES, { ...ALL, search: 'STUDY lo' }), [1]);
    assert.deepEqual(findLines(LINES, { ...ALL, search: 'anonymised', kind: 'changed' }), [0]);
  });

  it('are counted by kind', () => {
    assert.equal(filterLabel(undefined, LINES), 'All (3)');
    assert.equal(filterLabel('keptPrivate', LINES), 'Kept private (1)');
    assert.equal(fateName('emptied'), 'emptied');
  });

  it('say where the preview stands', () => {
    assert.equal(
      stateText({ kind: 'counting', files: 1200, total: 3000 }),
      'Looking at the files: 1,200 of 3,000',
    );
    const counts = { found: 5, dicom: 4, failed: 1, heldBack: 0, refused: 0, others: 0, lines: 3 };
    assert.equal(
      stateText({ kind: 'done', counts }),
      '5 files found, 4 of them DICOM. Nothing was written. 1 file cannot be read.',
    );
    const held = { ...counts, dicom: 1, failed: 0, heldBack: 2, refused: 1 };
    assert.equal(
      stateText({ kind: 'done', counts: held }),
      '5 files found, 4 of them DICOM. Nothing was written. Not in the table: 2 files that would be held back because of risks. Not in the table: 1 file that would fail because of risks.',
    );
  });
});

describe('the protocol of the preview', () => {
  it('passes lines without values, and no more than a page', () => {
    const { lines, examples } = PREVIEW_CALLS;
    assert.ok(lines.reply(LINES));
    assert.ok(!lines.reply([{ ...NAME, before: 'Doe^Jane' }]));
    assert.ok(!lines.reply(Array.from({ length: 501 }, () => NAME)));
    assert.ok(!examples.request({ lines: Array.from({ length: 501 }, (_, at) => at) }));
    assert.ok(!examples.request({ lines: ['0'] }));
    assert.ok(examples.reply([{ line: 0, before: 'Doe^Jane', after: 'ANON-0001' }]));
  });

  it('knows states by their kind', () => {
    const { state } = PREVIEW_EVENTS;
    assert.ok(state.request({ kind: 'counting', files: 0, total: 0 }));
    assert.ok(!state.request({ kind: 'done' }));
    assert.ok(!state.request({ kind: 'other' }));
  });
});
