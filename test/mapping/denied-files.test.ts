import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/core/errors';
import { directWorkbookIo } from '../../src/core/mapping/direct-workbook-io';
import { mappingIo } from '../../src/core/mapping/mapping-io';
import { openMapping, type MappingSession } from '../../src/core/mapping/session';
import { findFreeName } from '../../src/core/mapping/workbook-file';
import { denyLookups, tellTheTruth } from '../support/false-absence';
import { skipBecause } from '../support/skipping';
import { useTempFolder } from '../support/temp-folder';
import { patient, run, runStart } from './samples';

const isCode = (code: string) => (error: unknown) => error instanceof UserError && error.code === code;

describe('a mapping whose file system says that what is there is not', () => {
  const folder = useTempFolder();
  afterEach(tellTheTruth);
  const at = (name: string): string => join(folder(), name);
  const open = (): Promise<MappingSession> => openMapping(at('m.xlsx'), mappingIo(directWorkbookIo));

  /** What a run that is interrupted leaves; returns its key. */
  async function leaveJournal(): Promise<Uint8Array> {
    const session = await open();
    await session.begin(runStart('r1'));
    await session.commitPatients([patient('ANON-0001')], []);
    await session.abandon();
    return session.key;
  }

  it('finds the interrupted run all the same when its journal is denied', async () => {
    const key = await leaveJournal();
    denyLookups('open', 'm.journal.ndjson');
    const next = await open();
    await next.abandon();
    assert.deepEqual(next.recovered, [runStart('r1')]);
    assert.deepEqual(next.key, key);
  });

  it('keeps what the journal holds when a run is rolled back that was denied it', async () => {
    await leaveJournal();
    const before = readFileSync(at('m.journal.ndjson'), 'utf8');
    const next = await open();
    denyLookups('open', 'm.journal.ndjson');
    await next.begin(runStart('r2'));
    await next.abandon();
    assert.equal(readFileSync(at('m.journal.ndjson'), 'utf8'), before);
  });

  it('makes no new key when the workbook is denied', async () => {
    const first = await open();
    await first.begin(runStart('r1'));
    await first.finish(run('r1'), new Map());
    denyLookups('readFile', 'm.xlsx');
    const second = await open();
    await second.abandon();
    assert.equal(second.isNew, false);
    assert.deepEqual(second.key, first.key);
  });

  it('is refused while the journal is denied again and again', async () => {
    await leaveJournal();
    denyLookups('open', 'm.journal.ndjson', 2);
    await assert.rejects(open(), isCode('workbook-file-failed'));
    const next = await open();
    await next.abandon();
    assert.deepEqual(next.recovered, [runStart('r1')]);
  });

  it('is saved under a name that is really free', async () => {
    writeFileSync(at('m (2).xlsx'), 'of somebody else');
    denyLookups('lstat', 'm (2).xlsx');
    assert.equal(await findFreeName(at('m.xlsx')), at('m (3).xlsx'));
  });

  it('is refused before anything is read when its journal is a link, wherever that leads', async function () {
    if (process.platform === 'win32') skipBecause(this, 'Windows can not refuse links');
    symlinkSync(at('nowhere'), at('m.journal.ndjson'));
    await assert.rejects(open(), isCode('journal-link'));
  });
});
