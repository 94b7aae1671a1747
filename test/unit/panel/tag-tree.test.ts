import assert from 'node:assert/strict';
import { TagTree } from '../../../src/panel/tag-tree';
import type { TagRow } from '../../../src/panel/tag-view-protocol';

/** 0 name, 1 sequence { 2 item { 3 code, 4 sequence { 5 item { 6 meaning } } } }, 7 pixels */
const ROWS: readonly TagRow[] = [
  row({ tag: '(0010,0010)', vr: 'PN', keyword: 'PatientName', name: "Patient's Name", value: 'Doe^Jane' }),
  row({ tag: '(0008,1110)', vr: 'SQ', name: 'Referenced Study Sequence', inside: 5 }),
  row({ depth: 1, kind: 'item', name: 'Item 1', inside: 4 }),
  row({ depth: 2, tag: '(0008,0100)', vr: 'SH', name: 'Code Value', value: '121311' }),
  row({ depth: 2, tag: '(0040,A170)', vr: 'SQ', name: 'Purpose of Reference Code Sequence', inside: 2 }),
  row({ depth: 3, kind: 'item', name: 'Item 1', inside: 1 }),
  row({ depth: 4, tag: '(0008,0104)', vr: 'LO', name: 'Code Meaning', value: 'Localizer' }),
  row({ tag: '(7FE0,0010)', vr: 'OW', name: 'Pixel Data', value: '512 KB' }),
];

function row(parts: Partial<TagRow>): TagRow {
  const empty = { tag: '', vr: '', keyword: '', name: '', value: '', isPrivate: false };
  return { depth: 0, inside: 0, kind: 'text', ...empty, ...parts };
}

function treeOf(rows: readonly TagRow[] = ROWS): TagTree {
  const tree = new TagTree();
  tree.append(rows);
  return tree;
}

describe('the tree of the tag view', () => {
  it('shows every row at first, and counts attributes without items', () => {
    const tree = treeOf();
    assert.deepEqual(tree.visible, [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.equal(tree.attributeCount, 6);
  });

  it('hides what lies inside a folded row and shows it again', () => {
    const tree = treeOf();
    tree.fold(1, true);
    assert.deepEqual(tree.visible, [0, 1, 7]);
    tree.fold(1, false);
    assert.equal(tree.visible.length, 8);
  });

  it('remembers what was folded inside a folded row', () => {
    const tree = treeOf();
    tree.fold(4, true);
    tree.fold(1, true);
    tree.fold(1, false);
    assert.deepEqual(tree.visible, [0, 1, 2, 3, 4, 7]);
  });

  it('does not fold a row with nothing inside', () => {
    const tree = treeOf();
    tree.fold(0, true);
    assert.equal(tree.isFolded(0), false);
  });

  it('folds and unfolds everything', () => {
    const tree = treeOf();
    tree.foldAll(true);
    assert.deepEqual(tree.visible, [0, 1, 7]);
    tree.foldAll(false);
    assert.equal(tree.visible.length, 8);
  });

  it('shows matches with what they lie in, folded or not', () => {
    const tree = treeOf();
    tree.foldAll(true);
    tree.search('locali');
    assert.deepEqual(tree.visible, [1, 2, 4, 5, 6]);
    assert.equal(tree.matchCount, 1);
    tree.search('');
    assert.deepEqual(tree.visible, [0, 1, 7]);
  });

  for (const query of ['(0010,0010)', '0010,0010', '00100010', "PATIENT'S", 'patientname', 'doe^j', 'pn']) {
    it(`finds an attribute by ${query}`, () => {
      const tree = treeOf();
      tree.search(query);
      assert.deepEqual(tree.visible, [0]);
    });
  }

  it('finds no items by their number', () => {
    const tree = treeOf();
    tree.search('item 1');
    assert.deepEqual(tree.visible, []);
  });

  it('knows what a row lies in, also when rows come in pieces', () => {
    const tree = new TagTree();
    for (const one of ROWS) tree.append([one]);
    assert.deepEqual(
      ROWS.map((_, index) => tree.parentOf(index)),
      [undefined, undefined, 1, 2, 2, 4, 5, undefined],
    );
  });

  it('keeps a search while rows arrive, and over a reload', () => {
    const tree = new TagTree();
    tree.search('code');
    tree.append(ROWS.slice(0, 4));
    assert.deepEqual(tree.visible, [1, 2, 3]);
    tree.append(ROWS.slice(4));
    assert.deepEqual(tree.visible, [1, 2, 3, 4, 5, 6]);
    tree.clear();
    assert.deepEqual(tree.visible, []);
    tree.append(ROWS);
    assert.equal(tree.matchCount, 3);
  });
});
