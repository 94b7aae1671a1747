import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/core/errors';
import { checkOwnFile, checkPaths, isInside } from '../../src/core/run/check-paths';
import { skipBecause } from '../support/skipping';
import { useTempFolder } from '../support/temp-folder';
import { hashTree } from '../support/tree-hash';
import { runCommand, usePlace } from './command-line';
import { image } from './images';

const code = (expected: string) => (error: unknown) => error instanceof UserError && error.code === expected;

describe('the paths of a run', () => {
  const folder = useTempFolder();
  const at = (...names: readonly string[]): string => join(folder(), ...names);

  beforeEach(() => {
    mkdirSync(at('source', 'inner'), { recursive: true });
    writeFileSync(at('source', 'file.dcm'), '');
  });

  it('are absolute, with all links resolved as far as they exist', () => {
    symlinkSync(at('source'), at('link'));
    mkdirSync(at('real'));
    symlinkSync(at('real'), at('other'));
    assert.deepEqual(checkPaths(at('link'), at('other', 'new', 'folder')), {
      source: at('source'),
      destination: at('real', 'new', 'folder'),
    });
  });

  it('are refused when the destination is the source, by name or through links', () => {
    symlinkSync(at('source'), at('link'));
    for (const destination of ['source', 'link', 'source/inner/..', 'source/.']) {
      assert.throws(
        () => checkPaths(at('source'), at(destination)),
        code('destination-is-source'),
        destination,
      );
    }
  });

  it('are refused, and not told, when the system cannot say what lies there', function () {
    if (process.platform === 'win32') skipBecause(this, 'links need a permission on Windows');
    symlinkSync('DOE_JANE', at('DOE_JANE'));
    for (const [source, destination] of [
      ['DOE_JANE', 'out'],
      ['source', 'DOE_JANE'],
    ] as const)
      assert.throws(
        () => checkPaths(at(source), at(destination)),
        (error) => code('folder-unreachable')(error) && !(error as UserError).message.includes('DOE_JANE'),
      );
  });

  it('are refused when the destination is the source through a mount', function () {
    mkdirSync(at('mounted'));
    const mounted = spawnSync('mount', ['--bind', at('source'), at('mounted')]).status === 0;
    if (!mounted) skipBecause(this, 'mounting is not permitted');
    try {
      assert.throws(() => checkPaths(at('source'), at('mounted')), code('destination-is-source'));
      assert.throws(() => checkPaths(at('source', 'inner'), at('mounted')), code('source-in-destination'));
    } finally {
      spawnSync('umount', [at('mounted')]);
    }
  });

  it('are refused when the source lies in the destination, by name or through links', () => {
    symlinkSync(folder(), at('link'));
    for (const destination of [folder(), at('link'), '/']) {
      assert.throws(() => checkPaths(at('source'), destination), code('source-in-destination'), destination);
    }
    assert.throws(
      () => checkPaths(at('link', 'source', 'inner'), at('source')),
      code('source-in-destination'),
    );
  });

  it('may have the destination below the source', () => {
    const { destination } = checkPaths(at('source'), at('source', 'anonymised'));
    assert.equal(destination, at('source', 'anonymised'));
  });

  it('are refused when the destination is a file or below one', () => {
    for (const destination of ['source/file.dcm', 'source/file.dcm/below']) {
      assert.throws(
        () => checkPaths(at('source'), at(destination)),
        code('destination-not-folder'),
        destination,
      );
    }
  });

  it('are refused when the source is missing or a file', () => {
    assert.throws(() => checkPaths(at('missing'), at('out')), code('source-missing'));
    assert.throws(() => checkPaths(at('source', 'file.dcm'), at('out')), code('source-not-folder'));
  });

  it('keep workbook and report out of source and destination, through links as well', () => {
    symlinkSync(at('source'), at('link'));
    const paths = checkPaths(at('source'), at('source', 'copies'));
    const check = (file: string) => () => checkOwnFile(paths, file, 'mapping workbook');
    assert.throws(check(at('source', 'm.xlsx')), code('file-in-source'));
    assert.throws(check(at('link', 'm.xlsx')), code('file-in-source'));
    assert.throws(check(at('source', 'copies', 'm.xlsx')), code('file-in-destination'));
    assert.throws(check(at('link', 'copies', 'deep', 'm.xlsx')), code('file-in-destination'));
    assert.doesNotThrow(check(at('m.xlsx')));
    assert.doesNotThrow(check(at('source.xlsx')));
  });

  it('tell what lies inside a folder from what only begins like it', () => {
    assert.equal(isInside(at('a'), at('a')), true);
    assert.equal(isInside(at('a', 'b'), at('a')), true);
    assert.equal(isInside(at('a', '..b'), at('a')), true);
    assert.equal(isInside(at('ab'), at('a')), false);
    assert.equal(isInside(at('a'), at('a', 'b')), false);
  });
});

describe('a run between paths', () => {
  const place = usePlace();

  it('refuses unsafe paths with status 2, a remedy, and nothing written', () => {
    const { put, source, workbook, beside, original } = place();
    put({ 'a.dcm': image() });
    const before = hashTree(source);
    const refused = [
      [source, source, '--workbook', workbook],
      [source, join(source, '..'), '--workbook', workbook],
      [source, original('copies'), '--workbook', original('m.xlsx')],
      [source, original('copies'), '--workbook', original('copies/m.xlsx')],
      [source, original('copies'), '--workbook', workbook, '--report', original('report.md')],
      [source, original('copies'), '--workbook', workbook, '--report', original('copies/report.md')],
    ];
    for (const args of refused) {
      const { status, stderr } = runCommand(args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /Choose another/);
    }
    assert.deepEqual(hashTree(source), before);
    assert.deepEqual(beside(), []);
  });

  it('never walks a destination below the source', () => {
    const { put, source, workbook, original } = place();
    put({ 'a/1.dcm': image() });
    const args = [source, original('anonymised'), '--workbook', workbook, '--json'];
    for (const [written, unchanged] of [
      [1, 0],
      [0, 1],
    ]) {
      const { stdout, stderr } = runCommand(args);
      const summary = JSON.parse(stdout || stderr) as Record<string, number>;
      assert.deepEqual([summary.found, summary.written, summary.unchanged], [1, written, unchanged]);
    }
  });
});
