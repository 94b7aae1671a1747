import assert from 'node:assert/strict';
import { sortedRows } from '../../src/core/evidence/crosswalk';
import { DeclaredMarks } from '../../src/core/evidence/declared-marks';
import { instanceUidsOf } from '../../src/core/evidence/instance-uids';
import { Inventory } from '../../src/core/evidence/inventory';
import { Tally } from '../../src/core/evidence/tally';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { defaultChoice } from '../../src/core/policy/policy';
import { dicomFile, dataset, element, sequence, TRANSFER_SYNTAX, uid } from '../support/data-sets';
import { originalDicomdir } from '../support/media';
import { scanBytes } from '../support/scanning';

function figuresOf(...files: readonly Uint8Array[]) {
  const inventory = new Inventory(new DeclaredMarks(defaultChoice(DICOMANON_POLICY)));
  for (const file of files) inventory.add(scanBytes(file), file.length);
  return inventory.figures(new Set());
}

describe('the inventory of files', () => {
  it('counts a DICOMDIR as a directory, and as no instance', () => {
    const [directory, file] = [originalDicomdir(), dicomFile(dataset())];
    const { instances, directories, bytes, patients } = figuresOf(directory, file);
    assert.deepEqual([instances, directories, patients], [1, 1, 1]);
    assert.equal(bytes, directory.length + file.length);
  });

  it('counts what files say of their dates, but quotes no text of anybody', () => {
    const saying = (dates: string) => dicomFile(dataset(element(0x00280303, 'CS', dates)));
    const { marks } = figuresOf(saying('MODIFIED'), saying('BY DR DOE'), dicomFile(dataset()));
    assert.deepEqual(
      marks.dates.map(({ text, count }) => `${count} ${text}`),
      ['1 MODIFIED', '1 none', '1 other text'],
    );
  });

  it('has a file that says nothing of itself under "none"', () => {
    const bare = dicomFile([element(0x00080018, 'UI', uid('bare'))]);
    const { patients, studies, series, instances, byModality, bySopClass } = figuresOf(bare);
    assert.deepEqual([patients, studies, series, instances], [0, 0, 0, 1]);
    assert.deepEqual(
      byModality.map(({ name }) => name),
      ['none'],
    );
    assert.deepEqual(
      bySopClass.map(({ uid: sopClass }) => sopClass),
      [''],
    );
  });
});

describe('the UIDs of a file', () => {
  it('are those in a sequence that stands where a UID should be, not the sequence itself', () => {
    const inside = [element(0x0020000e, 'UI', uid('inside'))];
    const odd = sequence(0x00200052, [inside], { length: 'undefined' });
    const file = dicomFile([element(0x0020000d, 'UI', uid('study')), odd], {
      transferSyntax: TRANSFER_SYNTAX.implicitLE,
    });
    const found = instanceUidsOf(scanBytes(file));
    for (const name of ['study', 'inside']) assert.ok(found.has(uid(name)), name);
    assert.ok([...found].every((each) => /^[\d.]+$/.test(each)));
  });
});

describe('figures', () => {
  it('stand in the same order whatever the order of counting was', () => {
    const listOf = (...texts: readonly string[]) => {
      const tally = new Tally();
      texts.forEach((text) => tally.add(text));
      return tally.list().map(({ text, count }) => `${count} ${text}`);
    };
    assert.deepEqual(listOf('b', 'c', 'a', 'c'), ['2 c', '1 a', '1 b']);
    assert.deepEqual(listOf('a', 'c', 'c', 'b'), ['2 c', '1 a', '1 b']);
  });

  it('have each pair of a crosswalk once, by the old ID and then the new one', () => {
    const pair = (old: string, made: string) => ({ old, new: made });
    const rows = [pair('2', 'y'), pair('1', 'z'), pair('2', 'x'), pair('1', 'z')];
    assert.deepEqual(sortedRows(rows), [pair('1', 'z'), pair('2', 'x'), pair('2', 'y')]);
    assert.deepEqual(sortedRows([...rows].reverse()), sortedRows(rows));
  });
});
