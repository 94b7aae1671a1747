import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { skipBecause } from '../support/skipping';
import { createTempFolder, removeFolder } from '../support/temp-folder';
import { hashTree } from '../support/tree-hash';
import { placeIn, runAsOrdinaryUser, usePlace, withSummary } from './command-line';
import { image } from './images';

describe('files and folders out of the ordinary', () => {
  const place = usePlace();
  const copies = (): readonly string[] => Object.keys(hashTree(place().destination));

  it('are DICOM by what they hold, not by what they are called', () => {
    const { put, anonymise } = place();
    put({
      'photo.jpg': image({ instance: '1' }),
      noextension: image({ instance: '2' }),
      'without preamble': image({ instance: '3' }, { preamble: 'none', meta: 'none' }),
      'letter.dcm': 'Dear colleague,\nthank you for referring Jane Doe.\n',
      'zero.dcm': '',
      'short.dcm': 'DIC',
    });
    const { status, summary } = anonymise();
    assert.equal(status, 0);
    assert.deepEqual([summary.written, summary.skipped], [3, 3]);
    assert.deepEqual(summary.reasons, { 'not-dicom': 2, empty: 1 });
    assert.deepEqual(copies(), ['noextension', 'photo.jpg', 'without preamble']);
  });

  it('are taken when they are hidden, too', () => {
    const { put, anonymise } = place();
    put({ '.hidden.dcm': image(), '.folder/.deep/1': image({ instance: '2' }) });
    assert.equal(anonymise().summary.written, 2);
    assert.deepEqual(copies(), ['.folder/.deep/1', '.hidden.dcm']);
  });

  it('may have names in any script, with line breaks and with blanks at the end', () => {
    const { put, anonymise } = place();
    const names = [
      '検査/画像 1',
      'Ünïcödé/ёж.dcm',
      'عربى/١',
      '🫁/🩻',
      'a\nb/c\td',
      ' lead',
      'trail ',
      'quote\'"`$(x)',
      '-rf',
      'e\u0301',
      '\u00e9',
    ];
    put(Object.fromEntries(names.map((name, at) => [name, image({ instance: `${at}` })])));
    assert.equal(anonymise().summary.written, names.length);
    assert.deepEqual(copies(), [...names].sort());
  });

  it('may lie 300 characters deep and have the longest names', () => {
    const { put, anonymise } = place();
    const deep = `${'a very long name of a folder/'.repeat(11)}image.dcm`;
    const longest = `${'x'.repeat(251)}.dcm`;
    put({ [deep]: image(), [longest]: image({ instance: '2' }) });
    assert.equal(anonymise().summary.written, 2);
    assert.deepEqual(copies(), [deep, longest]);
    assert.equal(anonymise().summary.unchanged, 2);
  });

  it('get a name that fits, where the pseudonym is longer than what it replaces', () => {
    const { put, anonymise } = place();
    const name = `${'Jo '.repeat(80)}.dcm`;
    put({
      [name]: image({ name: 'Jo^Xi', patientId: 'Jo' }),
      [`Xi${name.slice(2)}`]: image({ name: 'Jo^Xi', patientId: 'Jo', instance: '2' }),
    });
    const { summary } = anonymise('--prefix', 'A-VERY-LONG-PREFIX-OF-PATIENTS-');
    assert.deepEqual([summary.written, summary.failed], [2, 0]);
    for (const copy of copies()) assert.ok(Buffer.byteLength(copy) <= 255 && !/\bJo\b|Xi/.test(copy), copy);
    assert.equal(anonymise('--prefix', 'A-VERY-LONG-PREFIX-OF-PATIENTS-').summary.unchanged, 2);
  });

  it('fail alone where the name is no text', function () {
    const { put, source, anonymise } = place();
    put({ 'good.dcm': image(), 'bad/inner.dcm': image({ instance: '2' }) });
    try {
      writeFileSync(
        Buffer.concat([Buffer.from(`${source}/bad-`), Buffer.from([0xff, 0xfe])]),
        image({ instance: '3' }),
      );
      renameSync(join(source, 'bad'), Buffer.concat([Buffer.from(`${source}/folder-`), Buffer.from([0xe9])]));
    } catch {
      skipBecause(this, 'the file system takes only names that are text');
    }
    const { status, summary } = anonymise();
    assert.equal(status, 1);
    assert.deepEqual([summary.found, summary.written, summary.failed], [3, 1, 2]);
    assert.deepEqual(summary.reasons, { unreadable: 1, 'unreadable-folder': 1 });
  });

  it('are skipped when they are links, wherever those lead', () => {
    const { put, anonymise, source, original } = place();
    const outside = join(source, '..', 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.dcm'), image({ instance: 'outside' }));
    put({ 'a/1.dcm': image() });
    symlinkSync(outside, original('to folder'));
    symlinkSync(join(outside, 'secret.dcm'), original('a/to file'));
    symlinkSync('..', original('a/loop'));
    symlinkSync('nowhere', original('a/dangling'));
    symlinkSync('itself', original('a/itself'));
    const { status, summary } = anonymise();
    assert.equal(status, 0);
    assert.deepEqual([summary.found, summary.written, summary.skipped], [6, 1, 5]);
    assert.deepEqual(summary.reasons, { link: 5 });
    assert.deepEqual(copies(), ['a/1.dcm']);
  });

  it('are copied twice when two hard links name one file', () => {
    const { put, anonymise, original } = place();
    put({ '1.dcm': image() });
    linkSync(original('1.dcm'), original('2.dcm'));
    assert.equal(anonymise().summary.written, 2);
  });

  it('are skipped and do not hold up the run when they are pipes', function () {
    const { put, anonymise, original } = place();
    put({ '1.dcm': image() });
    if (spawnSync('mkfifo', [original('pipe.dcm')]).status !== 0) skipBecause(this, 'mkfifo is missing');
    const { summary } = anonymise();
    assert.deepEqual(summary.reasons, { special: 1 });
    assert.equal(summary.written, 1);
  });

  it('are skipped when an interrupted run left them', () => {
    const { put, anonymise } = place();
    put({ '1.dcm': image(), '.dicomanon-0123456789ab-0-0.part': image({ instance: '2' }) });
    assert.deepEqual(anonymise().summary.reasons, { temporary: 1 });
  });

  it('have their cause and place told when they are malformed', () => {
    const { put, anonymise, workbook } = place();
    put({ 'cut.dcm': image().subarray(0, 300), 'fine.dcm': image({ instance: '2' }) });
    const { status, summary } = anonymise('--report', `${workbook}.csv`);
    assert.equal(status, 1);
    assert.deepEqual([summary.written, summary.reasons], [1, { truncated: 1 }]);
  });
});

describe('what the user may not read', () => {
  let folder: string;

  beforeEach(() => {
    folder = createTempFolder();
    chmodSync(folder, 0o777);
  });
  afterEach(() => removeFolder(folder));

  it('fails, and the rest of the run goes on', function () {
    const { put, args, original, destination, source } = placeIn(folder);
    put({
      'a/1.dcm': image(),
      'a/closed.dcm': image({ instance: '2' }),
      'closed/3.dcm': image({ instance: '3' }),
    });
    chmodSync(original('a/closed.dcm'), 0);
    chmodSync(original('closed'), 0);
    assert.equal(dirname(source), folder);
    const run = runAsOrdinaryUser(args());
    if (run === undefined) skipBecause(this, 'file permissions hold nobody back here');
    const { status, summary } = withSummary(run);
    assert.equal(status, 1);
    assert.deepEqual([summary.found, summary.written, summary.failed], [3, 1, 2]);
    assert.deepEqual(summary.reasons, { unreadable: 1, 'unreadable-folder': 1 });
    assert.deepEqual(Object.keys(hashTree(destination)), ['a/1.dcm']);
  });

  it('or write stops the run before anything is written, with a remedy', function () {
    const { put, args, beside, destination } = placeIn(folder);
    put({ 'a/1.dcm': image() });
    mkdirSync(destination, { mode: 0o555 });
    const run = runAsOrdinaryUser(args());
    if (run === undefined) skipBecause(this, 'file permissions hold nobody back here');
    assert.equal(run.status, 2);
    assert.match(run.stderr, /destination folder cannot be written \(EACCES\)[^]*choose another/);
    assert.deepEqual(beside(), []);
    assert.deepEqual(hashTree(destination), {});
  });

  it('or write inside the destination fails those files alone', function () {
    const { put, args, copy } = placeIn(folder);
    put({ 'a/1.dcm': image(), 'b/2.dcm': image({ instance: '2' }) });
    mkdirSync(copy('a'), { recursive: true });
    chmodSync(copy('a'), 0o555);
    chmodSync(copy(''), 0o777);
    const run = runAsOrdinaryUser(args());
    if (run === undefined) skipBecause(this, 'file permissions hold nobody back here');
    const { status, summary } = withSummary(run);
    assert.equal(status, 1);
    assert.deepEqual([summary.written, summary.reasons], [1, { unwritable: 1 }]);
  });
});
