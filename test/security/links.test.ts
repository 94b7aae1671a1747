import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/core/errors';
import { writeDurably } from '../../src/core/mapping/durable-file';
import { JournalWriter } from '../../src/core/mapping/journal-file';
import { saveWorkbookFile } from '../../src/core/mapping/workbook-file';
import { DestinationFolders } from '../../src/core/run/destination-folders';
import { checkReportFile } from '../../src/core/run/report-file';
import { runStart } from '../mapping/samples';
import { runCommand, usePlace } from '../run/command-line';
import { image } from '../run/images';
import { skipBecause } from '../support/skipping';
import { useTempFolder } from '../support/temp-folder';
import { hashTree } from '../support/tree-hash';

const isCode = (code: string) => (error: unknown) => error instanceof UserError && error.code === code;

describe('links', () => {
  const folder = useTempFolder();
  const at = (...names: readonly string[]): string => join(folder(), ...names);
  const victim = (): string => at('victim');
  const START = { type: 'run-started', run: runStart('r1') } as const;

  beforeEach(() => {
    writeFileSync(victim(), 'precious');
  });

  const assertUntouched = (): void => assert.equal(readFileSync(victim(), 'utf8'), 'precious');

  it('where new private files belong are not followed', async () => {
    symlinkSync(victim(), at('new'));
    await assert.rejects(writeDurably(at('new'), Buffer.from('x')), { code: 'EEXIST' });
    symlinkSync(at('nowhere'), at('dangling'));
    await assert.rejects(writeDurably(at('dangling'), Buffer.from('x')), { code: 'EEXIST' });
    assert.equal(existsSync(at('nowhere')), false);
    assertUntouched();
  });

  it('where the workbook is written before it takes its place are removed, not followed', async () => {
    symlinkSync(victim(), at('m.saving.tmp'));
    await saveWorkbookFile(at('m.xlsx'), Buffer.from('workbook'), undefined);
    assert.equal(readFileSync(at('m.xlsx'), 'utf8'), 'workbook');
    assert.deepEqual(readdirSync(folder()).sort(), ['m.xlsx', 'victim']);
    assertUntouched();
  });

  it('where the journal belongs are refused, and so is a second name of another file', async function () {
    if (process.platform === 'win32') skipBecause(this, 'Windows can not refuse links');
    symlinkSync(victim(), at('m.journal.ndjson'));
    await assert.rejects(JournalWriter.open(at('m.journal.ndjson')), isCode('journal-link'));
    rmSync(at('m.journal.ndjson'));
    linkSync(victim(), at('m.journal.ndjson'));
    await assert.rejects(JournalWriter.open(at('m.journal.ndjson')), isCode('journal-link'));
    assertUntouched();
  });

  it('are not what a journal needs to leak: one that all may read becomes private before it is used', async function () {
    if (process.platform === 'win32') skipBecause(this, 'Windows has other permissions');
    writeFileSync(at('m.journal.ndjson'), '');
    chmodSync(at('m.journal.ndjson'), 0o666);
    const journal = await JournalWriter.open(at('m.journal.ndjson'));
    await journal.append([START], true);
    await journal.close();
    assert.equal(statSync(at('m.journal.ndjson')).mode & 0o777, 0o600);
  });

  it('where the report belongs are refused unless they lead to a report', () => {
    symlinkSync(victim(), at('report.md'));
    assert.throws(() => checkReportFile(at('report.md')), isCode('report-exists'));
    assertUntouched();
  });

  it('that take the place of a destination folder during a run are noticed', () => {
    mkdirSync(at('out'));
    const folders = new DestinationFolders(at('out'));
    assert.equal(folders.make(['a', 'b']).kind, 'made');
    assert.equal(folders.faultOf(['a', 'b']), undefined);
    assert.equal(folders.faultOf([]), undefined);
    for (const name of ['a/b', 'a', '']) {
      renameSync(at('out', name), at('moved'));
      assert.equal(folders.faultOf(['a', 'b']), 'ENOENT');
      symlinkSync(at('moved'), at('out', name));
      assert.equal(folders.faultOf(['a', 'b']), 'ENOTDIR');
      rmSync(at('out', name));
      renameSync(at('moved'), at('out', name));
      assert.equal(folders.faultOf(['a', 'b']), undefined);
    }
  });
});

describe('a run among links', () => {
  const place = usePlace();

  it('writes beside a copy that is a second name of its original', () => {
    const { put, anonymise, source, original, copy } = place();
    put({ 'a/1.dcm': image() });
    mkdirSync(copy('a'), { recursive: true });
    linkSync(original('a/1.dcm'), copy('a/1.dcm'));
    const before = hashTree(source);
    assert.deepEqual(anonymise().summary.reasons, { beside: 1 });
    assert.deepEqual(hashTree(source), before);
    assert.deepEqual(readFileSync(copy('a/1.dcm')), readFileSync(original('a/1.dcm')));
  });

  it('leaves what is behind a link in the source unread', () => {
    const { put, anonymise, original, copy } = place();
    put({ 'a/1.dcm': image(), '../outside/2.dcm': image({ instance: '2', patientId: 'MRN-2' }) });
    symlinkSync(original('../outside'), original('a/folder'));
    symlinkSync(original('../outside/2.dcm'), original('a/file.dcm'));
    const { summary } = anonymise();
    assert.deepEqual([summary.written, summary.patients, summary.reasons], [1, 1, { link: 2 }]);
    assert.deepEqual(readdirSync(copy('a')), ['1.dcm']);
  });

  it('refuses a destination that a link leads from into the source', () => {
    const { put, source, workbook, original } = place();
    put({ 'a/1.dcm': image() });
    symlinkSync(original('a'), original('../way'));
    const before = hashTree(source);
    const { status } = runCommand([original('a'), original('../way'), '--workbook', workbook]);
    assert.equal(status, 2);
    assert.deepEqual(hashTree(source), before);
  });
});
