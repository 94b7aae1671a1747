import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockWorkbook } from '../../src/core/mapping/lock';
import { mappingFilesOf } from '../../src/core/mapping/mapping-files';
import { hashTree } from '../support/tree-hash';
import { runCommand, usePlace } from './command-line';
import { image, structureSet } from './images';
import { instanceOf, patientIdOf, seriesOf, studyOf, valuesOf } from './values';

describe('a later run', () => {
  const place = usePlace();
  const tree = () => hashTree(place().destination);

  it('over the same files finds all of them unchanged, and counts none twice', async () => {
    const { put, anonymise, mapping } = place();
    put({
      'a/1.dcm': image(),
      'a/2.dcm': image({ instance: '2' }),
      'deflated.dcm': image({ instance: '3' }, { transferSyntax: '1.2.840.10008.1.2.1.99' }),
    });
    assert.equal(anonymise().summary.written, 3);
    const before = tree();
    const { status, summary } = anonymise();
    assert.equal(status, 0);
    assert.deepEqual([summary.written, summary.unchanged], [0, 3]);
    assert.deepEqual(tree(), before);
    const { patients, runs } = await mapping();
    assert.equal(patients[0]?.files, 3);
    assert.deepEqual(
      runs.map(({ written, unchanged, state }) => [written, unchanged, state]),
      [
        [3, 0, 'done'],
        [0, 3, 'done'],
      ],
    );
  });

  it('adds what is new and touches nothing else', async () => {
    const { put, anonymise, mapping } = place();
    put({ 'a/1.dcm': image() });
    anonymise();
    const before = tree();
    put({ 'a/0.dcm': image({ instance: 'new' }), 'b/1.dcm': image({ instance: 'b', patientId: 'MRN-2' }) });
    const { summary } = anonymise();
    assert.deepEqual([summary.written, summary.unchanged], [2, 1]);
    const after = tree();
    assert.equal(Object.keys(after).length, 3);
    assert.deepEqual({ ...after, ...before }, after);
    assert.deepEqual(
      (await mapping()).patients.map(({ anonymisedId, files }) => [anonymisedId, files]),
      [
        ['ANON-0001', 2],
        ['ANON-0002', 1],
      ],
    );
  });

  it('resolves references to images of an earlier one', () => {
    const { put, anonymise, source, workbook, copy } = place();
    const names = { instance: 'ct', series: 'ct series', study: 'planning' };
    put({ 'ct.dcm': image(names) });
    anonymise();
    const later = join(source, '..', 'later');
    const elsewhere = copy('../later copies');
    place().put({ '../later/rtstruct.dcm': structureSet(names) });
    assert.equal(runCommand([later, elsewhere, '--workbook', workbook]).status, 0);
    const [ct, struct] = [copy('ct.dcm'), join(elsewhere, 'rtstruct.dcm')];
    assert.deepEqual(valuesOf(struct, 0x00081155, 'UI'), [instanceOf(ct)]);
    assert.ok(valuesOf(struct, 0x0020000e, 'UI').includes(seriesOf(ct) ?? ''));
    assert.equal(studyOf(struct), studyOf(ct));
    assert.equal(patientIdOf(struct), patientIdOf(ct));
    assert.notEqual(instanceOf(ct), instanceOf(place().original('ct.dcm')));
  });

  it('writes another object at the same path beside the first, and finds it again', () => {
    const { put, anonymise } = place();
    put({ 'a/1.dcm': image({ instance: 'first' }) });
    anonymise();
    const before = tree();
    put({ 'a/1.dcm': image({ instance: 'second' }) });
    const beside = anonymise();
    assert.equal(beside.status, 0);
    assert.deepEqual([beside.summary.written, beside.summary.reasons], [1, { beside: 1 }]);
    const after = tree();
    assert.equal(Object.keys(after).length, 2);
    assert.deepEqual({ ...after, ...before }, after);
    assert.equal(anonymise().summary.unchanged, 1);
    assert.deepEqual(tree(), after);
  });

  it('gives a written object of the longest name a place beside it, too', () => {
    const { put, anonymise } = place();
    const name = `${'n'.repeat(251)}.dcm`;
    put({ [name]: image({ instance: 'first' }) });
    anonymise();
    put({ [name]: image({ instance: 'second' }) });
    assert.deepEqual(anonymise().summary.reasons, { beside: 1 });
    assert.equal(anonymise().summary.unchanged, 1);
  });

  it('never erases what it did not write', () => {
    const { put, anonymise, copy } = place();
    put({ 'a/1.dcm': image() });
    place().put({ '../copies/a/1.dcm': 'notes of the user', '../copies/a/other.txt': 'more notes' });
    assert.deepEqual(anonymise().summary.reasons, { beside: 1 });
    assert.equal(readFileSync(copy('a/1.dcm'), 'utf8'), 'notes of the user');
    assert.equal(readFileSync(copy('a/other.txt'), 'utf8'), 'more notes');
    assert.equal(Object.keys(tree()).length, 3);
  });

  it('with the workbook gone is refused before anything is written, and goes on when it is back', () => {
    const { put, args, anonymise, workbook, beside } = place();
    put({ 'a/1.dcm': image(), 'b/2.dcm': image({ patientId: 'MRN-2', instance: '2' }) });
    anonymise();
    const [before, saved] = [tree(), readFileSync(workbook)];
    rmSync(workbook);
    put({ 'c/3.dcm': image({ patientId: 'MRN-3', instance: '3' }) });
    const { status, stderr } = runCommand(args());
    assert.equal(status, 2);
    assert.match(stderr, /another mapping workbook[^]*Restore that workbook/);
    assert.deepEqual(tree(), before);
    assert.deepEqual(beside(), [], 'no workbook, journal or lock');
    writeFileSync(workbook, saved);
    assert.deepEqual([anonymise().summary.written, Object.keys(tree()).length], [1, 3]);
  });

  it('waits for no other run: one workbook, one run at a time', async () => {
    const { put, args, anonymise, workbook, destination, beside } = place();
    put({ 'a/1.dcm': image() });
    const lock = await lockWorkbook(mappingFilesOf(workbook));
    try {
      const { status, stderr } = runCommand(args());
      assert.equal(status, 2);
      assert.match(stderr, new RegExp(`in use by another run \\(process ${process.pid}`));
      assert.equal(existsSync(destination), false);
      assert.deepEqual(beside(), ['m.lock']);
    } finally {
      await lock.release();
    }
    assert.equal(anonymise().summary.written, 1);
  });

  it('goes on beside a workbook that is open in Excel, and puts it right afterwards', async function () {
    this.timeout(30_000);
    const { put, anonymise, workbook, mapping, beside } = place();
    put({ 'a/1.dcm': image() });
    anonymise();
    const ownerFile = join(workbook, '..', '~$m.xlsx');
    writeFileSync(ownerFile, '');
    put({ 'b/2.dcm': image({ patientId: 'MRN-2', instance: '2' }) });
    const { status, summary, stderr } = anonymise();
    assert.deepEqual([status, summary.written, summary.workbook], [0, 1, join(workbook, '..', 'm (2).xlsx')]);
    assert.match(stderr, /open or locked/);
    assert.equal((await mapping()).patients.length, 1);
    rmSync(ownerFile);
    assert.equal(anonymise().summary.unchanged, 2);
    assert.deepEqual(
      (await mapping()).patients.map(({ patientId, files }) => [patientId, files]),
      [
        ['MRN-1', 1],
        ['MRN-2', 1],
      ],
    );
    assert.deepEqual(beside(), ['m (2).xlsx', 'm.xlsx']);
  });
});

describe('two originals', () => {
  const place = usePlace();

  it('never fall onto one copy, however alike their names become', () => {
    const { put, anonymise, destination } = place();
    const folders = ['Doe^Jane', 'DOE JANE', 'Jane-Doe', 'MRN-1', 'JaneDoe', 'Doe_Jane'];
    put(Object.fromEntries(folders.map((folder) => [`${folder}/1.dcm`, image({ instance: folder })])));
    put({
      'x/Doe 1.dcm': image({ instance: 'i' }),
      'x/Jane 1.dcm': image({ instance: 'j' }),
      'x/MRN-1 1.dcm': image({ instance: 'k' }),
    });
    const { summary } = anonymise();
    assert.equal(summary.written, 9);
    assert.equal(Object.keys(hashTree(destination)).length, 9);
    assert.doesNotMatch(Object.keys(hashTree(destination)).join('\n'), /doe|jane|MRN/i);
    assert.equal(anonymise().summary.unchanged, 9);
  });
});
