import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs, {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  type RmOptions,
} from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { UserError } from '../../src/core/errors';
import { mappingFilesOf, resolveWorkbook } from '../../src/core/mapping/mapping-files';
import { hashIfExists, readSharedIfExists } from '../../src/core/mapping/durable-file';
import { saveWorkbookFile, type Fingerprint } from '../../src/core/mapping/workbook-file';
import { useTempFolder } from '../support/temp-folder';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const NO_WAIT = { retries: 1, retryDelay: 0, now: () => new Date(2026, 10, 22, 10, 15, 0) };

describe('a file that is read into shared memory, or hashed', () => {
  const folder = useTempFolder();

  it('gives the same as any other reader, empty, short, and longer than a piece', async () => {
    const file = join(folder(), 'file');
    for (const length of [0, 1, 1024 * 1024, 2 * 1024 * 1024 + 7]) {
      writeFileSync(file, Buffer.alloc(length, 'mapping'));
      const shared = await readSharedIfExists(file);
      assert.ok(shared?.buffer instanceof SharedArrayBuffer);
      assert.ok(Buffer.from(shared).equals(readFileSync(file)));
      const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
      assert.equal(await hashIfExists(file), hash);
    }
  });

  it('may not be there', async () => {
    assert.equal(await readSharedIfExists(join(folder(), 'none')), undefined);
    assert.equal(await hashIfExists(join(folder(), 'none')), undefined);
    await assert.rejects(readSharedIfExists(folder()), { code: 'EISDIR' });
  });
});

describe('saving a workbook file', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder(), 'mapping.xlsx');
  const failing = (code: string) => () =>
    Promise.reject(Object.assign(new Error('injected'), { code, syscall: 'injected' }));
  afterEach(() => mock.restoreAll());

  async function fingerprintOf(edited = false): Promise<Fingerprint> {
    return { bytes: (await hashIfExists(file())) ?? '', edited };
  }

  it('makes a new file', async () => {
    const result = await saveWorkbookFile(file(), bytes('new'), undefined, NO_WAIT);
    assert.deepEqual(result, { savedTo: file(), beside: false, backup: undefined });
    assert.equal(readFileSync(file(), 'utf8'), 'new');
  });

  it('leaves the earlier one, and nothing else, when it cannot take its place', async () => {
    writeFileSync(file(), 'old');
    mock.method(fs.promises, 'rename', failing('EIO'));
    await assert.rejects(saveWorkbookFile(file(), bytes('new'), await fingerprintOf(), NO_WAIT), UserError);
    assert.deepEqual(readdirSync(folder()), ['mapping.xlsx']);
    assert.equal(readFileSync(file(), 'utf8'), 'old');
  });

  it('says why it failed, not that nothing can be removed either', async () => {
    const { rm } = fs.promises;
    let removals = 0;
    mock.method(fs.promises, 'rm', (path: string, options: RmOptions) =>
      removals++ === 0 ? rm(path, options) : failing('EIO')(),
    );
    mock.method(fs.promises, 'rename', failing('ENOSPC'));
    await assert.rejects(saveWorkbookFile(file(), bytes('new'), undefined, NO_WAIT), /no space left/);
    assert.equal(removals, 2);
  });

  it('replaces what DicomAnon wrote without a backup', async () => {
    writeFileSync(file(), 'old');
    await saveWorkbookFile(file(), bytes('new'), await fingerprintOf(), NO_WAIT);
    assert.deepEqual(readdirSync(folder()), ['mapping.xlsx']);
    assert.equal(readFileSync(file(), 'utf8'), 'new');
  });

  it('backs up a file that was edited before it was read, after it was read, or never read', async () => {
    const edited = { ...(await fingerprintOf(true)) };
    for (const previous of [edited, { bytes: 'another', edited: false }, undefined]) {
      writeFileSync(file(), 'theirs');
      const result = await saveWorkbookFile(file(), bytes('ours'), previous, NO_WAIT);
      assert.ok(!result.beside && result.backup !== undefined);
      assert.equal(readFileSync(result.backup, 'utf8'), 'theirs');
      assert.equal(statSync(result.backup).mode & 0o777, process.platform === 'win32' ? 0o666 : 0o600);
    }
    assert.deepEqual(readdirSync(folder()).sort(), [
      'mapping.backup-2026-11-22T101500 (2).xlsx',
      'mapping.backup-2026-11-22T101500 (3).xlsx',
      'mapping.backup-2026-11-22T101500.xlsx',
      'mapping.xlsx',
    ]);
  });

  it('saves beside a file that Excel or LibreOffice has open, and leaves that one alone', async () => {
    for (const [index, lock] of ['~$mapping.xlsx', '.~lock.mapping.xlsx#'].entries()) {
      writeFileSync(file(), 'theirs');
      writeFileSync(join(folder(), lock), 'somebody');
      const result = await saveWorkbookFile(file(), bytes('ours'), undefined, NO_WAIT);
      const savedTo = join(folder(), `mapping (${index + 2}).xlsx`);
      assert.deepEqual(result, { savedTo, beside: true, reason: 'open' });
      assert.equal(readFileSync(file(), 'utf8'), 'theirs');
      assert.equal(readFileSync(savedTo, 'utf8'), 'ours');
      rmSync(join(folder(), lock));
    }
    assert.ok(!readdirSync(folder()).some((name) => name.includes('backup') || name.endsWith('.tmp')));
  });

  it('tries again, and needs no other name once the file is closed', async () => {
    writeFileSync(file(), 'old');
    const lock = join(folder(), '~$mapping.xlsx');
    writeFileSync(lock, 'somebody');
    const saving = saveWorkbookFile(file(), bytes('new'), await fingerprintOf(), {
      retries: 200,
      retryDelay: 5,
    });
    setTimeout(() => rmSync(lock), 20);
    assert.equal((await saving).beside, false);
    assert.equal(readFileSync(file(), 'utf8'), 'new');
  });

  it('saves beside a file that the system does not let it replace', async function () {
    writeFileSync(file(), 'theirs');
    if (spawnSync('chattr', ['+i', file()]).status !== 0) this.skip(); // needs root and a file system with flags
    try {
      const result = await saveWorkbookFile(file(), bytes('ours'), undefined, NO_WAIT);
      const savedTo = join(folder(), 'mapping (2).xlsx');
      assert.deepEqual(result, { savedTo, beside: true, reason: 'denied' });
      assert.deepEqual(readdirSync(folder()).sort(), ['mapping (2).xlsx', 'mapping.xlsx']);
      assert.equal(readFileSync(file(), 'utf8'), 'theirs');
    } finally {
      spawnSync('chattr', ['-i', file()]);
    }
  });

  it('leaves nothing behind when it fails', async () => {
    mkdirSync(file());
    await assert.rejects(saveWorkbookFile(file(), bytes('ours'), undefined, NO_WAIT));
    assert.deepEqual(readdirSync(folder()), ['mapping.xlsx']);
  });

  it('says what to do when the folder is gone, and leaves nothing behind', async () => {
    const lost = join(folder(), 'gone', 'mapping.xlsx');
    await assert.rejects(saveWorkbookFile(lost, bytes('ours'), undefined, NO_WAIT), (error) => {
      return error instanceof UserError && error.code === 'workbook-folder-missing';
    });
  });
});

describe('the files of a mapping', () => {
  const folder = useTempFolder();

  it('lie beside the workbook and bear its name', () => {
    assert.deepEqual(mappingFilesOf('/data/a/Study 1.xlsx'), {
      workbook: '/data/a/Study 1.xlsx',
      journal: '/data/a/Study 1.journal.ndjson',
      lock: '/data/a/Study 1.lock',
      temporary: '/data/a/Study 1.saving.tmp',
    });
  });

  it('need a workbook that is an Excel file', () => {
    for (const name of ['/a/mapping.xls', '/a/mapping', '/a/.xlsx', '/a/mapping.csv']) {
      assert.throws(() => mappingFilesOf(name), /must be an Excel file/);
    }
  });

  it('follow a link to the workbook itself', async () => {
    mkdirSync(join(folder(), 'real'));
    symlinkSync(join(folder(), 'real'), join(folder(), 'linked'));
    assert.equal(await resolveWorkbook(join(folder(), 'linked', 'm.xlsx')), join(folder(), 'real', 'm.xlsx'));
    writeFileSync(join(folder(), 'real', 'm.xlsx'), '');
    symlinkSync(join(folder(), 'real', 'm.xlsx'), join(folder(), 'alias.xlsx'));
    assert.equal(await resolveWorkbook(join(folder(), 'alias.xlsx')), join(folder(), 'real', 'm.xlsx'));
  });

  it('can not be where there is no folder, or behind a broken link', async () => {
    symlinkSync(join(folder(), 'nowhere.xlsx'), join(folder(), 'broken.xlsx'));
    const code = (expected: string) => (error: unknown) =>
      error instanceof UserError && error.code === expected;
    await assert.rejects(resolveWorkbook(join(folder(), 'gone', 'm.xlsx')), code('workbook-folder-missing'));
    await assert.rejects(resolveWorkbook(join(folder(), 'broken.xlsx')), code('workbook-link-broken'));
  });
});
