import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { UserError } from '../../src/core/errors';
import { lockWorkbook } from '../../src/core/mapping/lock';
import { mappingFilesOf, type MappingFiles } from '../../src/core/mapping/mapping-files';
import { useTempFolder } from '../support/temp-folder';

describe('workbook lock', () => {
  const folder = useTempFolder();
  const files = (): MappingFiles => mappingFilesOf(join(folder(), 'mapping.xlsx'));

  it('lets one run in at a time and says who is there', async () => {
    const lock = await lockWorkbook(files());
    await assert.rejects(lockWorkbook(files()), (error) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.code, 'workbook-in-use');
      assert.match(error.message, new RegExp(`process ${process.pid} on `));
      assert.match(error.message, /since \d{4}-\d\d-\d\dT/);
      return true;
    });
    await lock.release();
    await (await lockWorkbook(files())).release();
  });

  it('leaves no file when it is given back', async () => {
    await (await lockWorkbook(files())).release();
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('keeps two workbooks of one folder apart', async () => {
    const one = await lockWorkbook(files());
    const two = await lockWorkbook(mappingFilesOf(join(folder(), 'other.xlsx')));
    await Promise.all([one.release(), two.release()]);
  });

  it('lets only one of many in that come at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => lockWorkbook(files())));
    const locks = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    assert.equal(locks.length, 1);
    await locks[0]?.release();
  });

  it('is private', async function () {
    if (process.platform === 'win32') this.skip();
    const lock = await lockWorkbook(files());
    assert.equal(statSync(files().lock).mode & 0o777, 0o700);
    assert.equal(statSync(join(files().lock, 'owner.json')).mode & 0o777, 0o600);
    await lock.release();
  });

  it('is taken over from a process of this computer that is gone', async () => {
    leaveLock({ pid: pidOfEndedProcess(), host: hostname() });
    const lock = await lockWorkbook(files());
    assert.equal(ownerOf().pid, process.pid);
    await lock.release();
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('is respected while it is fresh when it belongs to another computer, or to nobody known', async () => {
    leaveLock({ pid: pidOfEndedProcess(), host: 'elsewhere' });
    await assert.rejects(lockWorkbook(files()), /process \d+ on elsewhere/);
    writeFileSync(join(files().lock, 'owner.json'), 'garbled');
    await assert.rejects(lockWorkbook(files()), /in use by another run\./);
  });

  it('is taken over when nobody has refreshed it for more than a minute', async () => {
    leaveLock({ pid: process.pid, host: 'elsewhere' });
    const longAgo = new Date(Date.now() - 61_000);
    utimesSync(files().lock, longAgo, longAgo);
    const lock = await lockWorkbook(files());
    assert.equal(ownerOf().host, hostname());
    await lock.release();
    assert.ok(!existsSync(files().lock));
  });

  it('sweeps up what kills left of locks that were being made, when it is old or its owner is gone', async () => {
    const [old, fresh, gone] = [0, 1, 2].map(
      (at) => `${files().lock}.00000000-0000-4000-8000-00000000000${at}`,
    );
    for (const aside of [old!, fresh!, gone!]) mkdirSync(aside);
    const owner = {
      pid: pidOfEndedProcess(),
      host: hostname(),
      since: '2026-11-22T10:15:00.000Z',
      token: 't',
    };
    writeFileSync(join(gone!, 'owner.json'), JSON.stringify(owner));
    const longAgo = new Date(Date.now() - 61_000);
    utimesSync(old!, longAgo, longAgo);
    await (await lockWorkbook(files())).release();
    assert.deepEqual(readdirSync(folder()), [basename(fresh!)]);
  });

  it('says what to do when its folder can not be written', async function () {
    const readOnly = '/proc/self/mapping.xlsx';
    if (process.platform !== 'linux') this.skip(); // no folder elsewhere is unwritable for whoever runs the tests
    await assert.rejects(lockWorkbook(mappingFilesOf(readOnly)), (error) => {
      return error instanceof UserError && error.code.startsWith('workbook-folder-');
    });
  });

  function leaveLock(owner: { readonly pid: number; readonly host: string }): void {
    mkdirSync(files().lock);
    const whole = { ...owner, since: '2026-11-22T10:15:00.000Z', token: 'left over' };
    writeFileSync(join(files().lock, 'owner.json'), JSON.stringify(whole));
  }

  function ownerOf(): { readonly pid: number; readonly host: string } {
    return JSON.parse(readFileSync(join(files().lock, 'owner.json'), 'utf8')) as {
      pid: number;
      host: string;
    };
  }
});

function pidOfEndedProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}
