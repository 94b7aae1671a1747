import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DestinationFolders } from '../../src/core/run/destination-folders';
import { skipBecause } from '../support/skipping';
import { hashTree } from '../support/tree-hash';
import { runCommand, usePlace } from './command-line';
import { image } from './images';

describe('a destination with faults', () => {
  let mounted: string | undefined;
  // Before the folder around it is removed.
  afterEach(() => {
    if (mounted !== undefined) spawnSync('umount', [mounted]);
    mounted = undefined;
  });
  const place = usePlace();

  /** Puts a file system in memory at a folder, where that is permitted. */
  function mountMemory(context: Mocha.Context, folder: string, size: string): void {
    mkdirSync(folder, { recursive: true });
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder]);
    if (status !== 0) skipBecause(context, 'mounting a small file system is not permitted');
    mounted = folder;
  }

  it('that is full stops the run in order, and takes the rest when there is room again', async function () {
    const { put, anonymise, destination, mapping } = place();
    mountMemory(this, destination, '2m');
    const pixels = new Uint8Array(100_000);
    const files = Array.from({ length: 40 }, (_, at): [string, Uint8Array] => [
      `s${at % 4}/${at}.dcm`,
      image({ instance: `${at}`, patientId: `MRN-${at % 3}`, pixels }),
    ]);
    put(Object.fromEntries(files));

    const { status, summary, stderr } = anonymise();
    assert.equal(status, 1);
    assert.equal(summary.state, 'stopped');
    assert.match(stderr, /takes no more files \(ENOSPC\)/);
    assert.equal(stderr.match(/ENOSPC/g)?.length, 1, 'one message');
    assert.ok(summary.written > 0 && summary.failed > 0);
    assert.equal(summary.found, summary.written + summary.failed);
    const partly = hashTree(destination);
    assert.equal(Object.keys(partly).filter((path) => path.endsWith('.dcm')).length, summary.written);
    assert.ok(Object.keys(partly).every((path) => !path.endsWith('.part')));
    const counted = (await mapping()).patients.reduce((sum, { files: count }) => sum + count, 0);
    assert.equal(counted, summary.written);

    spawnSync('mount', ['-o', 'remount,size=8m', destination]);
    const rest = anonymise();
    assert.equal(rest.status, 0);
    assert.deepEqual([rest.summary.written, rest.summary.unchanged], [40 - summary.written, summary.written]);
    const whole = hashTree(destination);
    assert.deepEqual({ ...whole, ...onlyFiles(partly) }, whole);
    assert.equal(
      (await mapping()).patients.reduce((sum, { files: count }) => sum + count, 0),
      40,
    );
  });

  it('that has no room for another folder stops the run in order', async function () {
    const { put, anonymise, destination, mapping } = place();
    mountMemory(this, destination, '8m,nr_inodes=32');
    put({ 'a/1.dcm': image(), [`b${'/inner'.repeat(40)}/2.dcm`]: image({ instance: '2' }) });
    const { status, summary, stderr } = anonymise();
    assert.equal(status, 1);
    assert.equal(summary.state, 'stopped');
    assert.equal(stderr.match(/takes no more files \(ENOSPC\)/g)?.length, 1);
    assert.equal(summary.found, summary.written + summary.failed);
    assert.ok(summary.failed > 0);
    const counted = (await mapping()).patients.reduce((sum, { files: count }) => sum + count, 0);
    assert.equal(counted, summary.written);
    spawnSync('mount', ['-o', 'remount,nr_inodes=200', destination]);
    assert.deepEqual([anonymise().summary.written, anonymise().summary.unchanged], [2 - summary.written, 2]);
  });

  it('that takes no folder of such a name says so by the code of the system', () => {
    const { destination } = place();
    mkdirSync(destination, { recursive: true });
    assert.deepEqual(new DestinationFolders(destination).make(['a', 'b'.repeat(300)]), {
      kind: 'failed',
      code: 'ENAMETOOLONG',
    });
  });

  it('that is mounted read-only is refused before anything is written', function () {
    const { put, args, destination, beside } = place();
    put({ '1.dcm': image() });
    mountMemory(this, destination, '1m');
    spawnSync('mount', ['-o', 'remount,ro', destination]);
    const { status, stderr } = runCommand(args());
    assert.equal(status, 2);
    assert.match(stderr, /destination folder cannot be written \(EROFS\)/);
    assert.deepEqual(beside(), []);
  });

  it('whose disk has no room for the workbook keeps all in the journal, and the next run saves it', function () {
    const { put, source, destination } = place();
    const folder = join(destination, '..', 'small');
    mountMemory(this, folder, '64k');
    const workbook = join(folder, 'm.xlsx');
    put({ '1.dcm': image(), '2.dcm': image({ instance: '2', patientId: 'MRN-2' }) });
    writeFileSync(join(folder, 'filler'), new Uint8Array(52 * 1024));
    const full = runCommand([source, destination, '--workbook', workbook, '--json']);
    assert.equal(full.status, 1);
    assert.match(full.stderr, /no space left[^]*journal/);
    const summary = JSON.parse(full.stdout) as { written: number; workbook: string | null };
    assert.deepEqual([summary.written, summary.workbook], [2, null]);
    rmSync(join(folder, 'filler'));
    const again = runCommand([source, destination, '--workbook', workbook, '--json']);
    assert.equal(again.status, 0);
    assert.equal((JSON.parse(again.stdout) as { unchanged: number }).unchanged, 2);
    assert.deepEqual(Object.keys(hashTree(folder)), ['m.xlsx']);
  });

  it('that has a link where a folder belongs fails those files, and nothing is written through it', () => {
    const { put, anonymise, source, original, copy } = place();
    put({ 'a/1.dcm': image(), 'a/b/2.dcm': image({ instance: '2' }), 'c/3.dcm': image({ instance: '3' }) });
    mkdirSync(copy(''), { recursive: true });
    symlinkSync(original('c'), copy('a'));
    const before = hashTree(source);
    const { status, summary } = anonymise();
    assert.equal(status, 1);
    assert.deepEqual([summary.written, summary.reasons], [1, { unwritable: 2 }]);
    assert.deepEqual(hashTree(source), before);
  });

  it('that has a link where a file belongs keeps it', () => {
    const { put, anonymise, original, source, copy, destination } = place();
    put({ '1.dcm': image(), '2.dcm': image({ instance: '2' }) });
    mkdirSync(copy(''), { recursive: true });
    symlinkSync(original('1.dcm'), copy('1.dcm'));
    symlinkSync('nowhere', copy('2.dcm'));
    const before = hashTree(source);
    assert.deepEqual(anonymise().summary.reasons, { beside: 2 });
    assert.deepEqual(hashTree(source), before);
    const copies = Object.entries(hashTree(destination));
    assert.equal(copies.length, 4);
    assert.equal(copies.filter(([, content]) => content.startsWith('link to ')).length, 2);
  });

  it('that has a file where a folder belongs fails the files below', () => {
    const { put, anonymise } = place();
    put({ 'a/1.dcm': image(), 'a/b/2.dcm': image({ instance: '2' }), 'c/3.dcm': image({ instance: '3' }) });
    place().put({ '../copies/a': 'a file' });
    const { summary } = anonymise();
    assert.deepEqual([summary.written, summary.reasons], [1, { unwritable: 2 }]);
  });

  it('that has a folder where a file belongs takes the file beside it', () => {
    const { put, anonymise, copy } = place();
    put({ '1.dcm': image() });
    mkdirSync(copy('1.dcm/inner'), { recursive: true });
    assert.deepEqual(anonymise().summary.reasons, { beside: 1 });
    assert.equal(anonymise().summary.unchanged, 1);
  });
});

function onlyFiles(tree: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tree).filter(([, content]) => content !== 'folder'));
}
