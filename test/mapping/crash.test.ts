import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Mapping } from '../../src/core/mapping/model';
import { peekMapping } from '../../src/core/mapping/peek';
import type { WorkbookIo } from '../../src/core/mapping/saving';
import { directWorkbookIo } from '../../src/core/mapping/direct-workbook-io';
import { mappingIo } from '../../src/core/mapping/mapping-io';
import { openMapping, type MappingSession } from '../../src/core/mapping/session';
import { readWorkbook, writeWorkbook } from '../../src/core/mapping/workbook';
import { useTempFolder } from '../support/temp-folder';
import { identity, patient, run, runStart, study } from './samples';

describe('a crash', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder(), 'live', 'mapping.xlsx');
  const deadPid = spawnSync(process.execPath, ['-e', '']).pid;

  beforeEach(() => mkdirSync(join(folder(), 'live')));

  /** The folder as a crash at this moment leaves it: with a lock whose owner is gone. */
  function crashNow(name: string, source = join(folder(), 'live')): string {
    const copy = join(folder(), name);
    cpSync(source, copy, { recursive: true });
    const owner = join(copy, 'mapping.lock', 'owner.json');
    if (existsSync(owner))
      writeFileSync(owner, JSON.stringify({ pid: deadPid, host: hostname(), token: 'gone' }));
    return join(copy, 'mapping.xlsx');
  }

  async function reopen(path: string): Promise<MappingSession> {
    const session = await openMapping(path, mappingIo(directWorkbookIo));
    assert.equal(session.unusableJournalLines, 0);
    return session;
  }

  async function peek(path: string): Promise<Mapping> {
    return (await peekMapping(path, directWorkbookIo)) ?? assert.fail();
  }

  async function finishRun(session: MappingSession, runId: string, id: string, files: number): Promise<void> {
    await session.begin(runStart(runId));
    const anonymisedId = session.register.assign(identity(id));
    await session.commitPatients([patient(anonymisedId, { patientId: id })], [study(anonymisedId, id)]);
    await session.finish(run(runId), new Map([[anonymisedId, { files, skipped: 0, failed: 0 }]]));
  }

  it('at any step of the first run loses neither the key nor a committed patient', async () => {
    let duringWrite = '';
    let afterWrite = '';
    const io: WorkbookIo = {
      ...directWorkbookIo,
      write: async (path, ...rest) => {
        duringWrite = crashNow('during-write');
        const result = await writeWorkbook(path, ...rest);
        afterWrite = crashNow('after-write');
        return result;
      },
    };
    const session = await openMapping(file(), mappingIo(io));
    const { key } = session;
    const opened = crashNow('opened');
    await session.begin(runStart('r1'));
    const begun = crashNow('begun');
    await session.commitPatients([patient(session.register.assign(identity('A')), { patientId: 'A' })], []);
    const committed = crashNow('committed');
    await session.reportProgress(new Map([['ANON-0001', { files: 3, skipped: 0, failed: 0 }]]));
    const underWay = crashNow('under-way');
    await session.finish(run('r1'), new Map([['ANON-0001', { files: 7, skipped: 0, failed: 0 }]]));

    const unused = await reopen(opened);
    assert.equal(unused.isNew, true);
    await unused.abandon();
    const early = await reopen(begun);
    assert.deepEqual([early.key, (await peek(begun)).patients], [key, []]);
    await early.abandon();
    for (const [path, written] of [
      [committed, 0],
      [underWay, 3],
    ] as const) {
      const later = await reopen(path);
      assert.deepEqual(later.key, key);
      assert.equal(later.isNew, false);
      assert.deepEqual(later.recovered, [runStart('r1')]);
      assert.equal(later.register.lookup(identity('A')), 'ANON-0001');
      assert.equal(later.register.assign(identity('B')), 'ANON-0002');
      const { patients, runs } = await peek(path);
      assert.equal(patients[0]?.files, 0);
      assert.deepEqual(
        runs.map((each) => [each.state, each.written]),
        [['interrupted', written]],
      );
      assert.equal(later.interruptedSince('/data/out'), Date.parse(runStart('r1').started));
      await later.abandon();
    }
    for (const path of [duringWrite, afterWrite]) {
      const ended = await reopen(path);
      assert.deepEqual(ended.key, key);
      assert.deepEqual(ended.recovered, []);
      const { patients, runs } = await peek(path);
      assert.deepEqual(runs, [run('r1')]);
      assert.equal(patients[0]?.files, 7);
      await ended.abandon();
    }
  });

  it('at any step of a later run leaves what the workbook held', async () => {
    await finishRun(await openMapping(file(), mappingIo(directWorkbookIo)), 'r1', 'A', 5);
    const snapshots: string[] = [];
    const io: WorkbookIo = {
      ...directWorkbookIo,
      write: async (path, ...rest) => {
        snapshots.push(crashNow('during-write'));
        const result = await writeWorkbook(path, ...rest);
        snapshots.push(crashNow('after-write'));
        return result;
      },
    };
    await finishRun(await openMapping(file(), mappingIo(io)), 'r2', 'B', 3);
    for (const path of snapshots) {
      const session = await openMapping(path, mappingIo(directWorkbookIo));
      await finishRun(session, 'r3', 'C', 1);
      const read = await readWorkbook(path);
      assert.deepEqual(
        read?.patients.map((each) => [each.patientId, each.anonymisedId, each.files]),
        [
          ['A', 'ANON-0001', 5],
          ['B', 'ANON-0002', 3],
          ['C', 'ANON-0003', 1],
        ],
      );
      assert.deepEqual(
        read?.runs.map((each) => each.runId),
        ['r1', 'r2', 'r3'],
      );
      assert.deepEqual(readdirSync(dirname(path)), ['mapping.xlsx']);
    }
  });

  it('while the workbook is written leaves the old one whole, and the rest is swept', async () => {
    await finishRun(await openMapping(file(), mappingIo(directWorkbookIo)), 'r1', 'A', 5);
    const before = readFileSync(file());
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await session.begin(runStart('r2'));
    writeFileSync(session.files.temporary, before.subarray(0, 1000));
    const path = crashNow('half-written');
    await session.abandon();
    const next = await reopen(path);
    assert.equal((await peek(path)).patients.length, 1);
    assert.ok(!existsSync(next.files.temporary));
    await next.abandon();
    assert.deepEqual(readFileSync(path), before);
  });

  it('again and again keeps adding to one journal', async () => {
    let path = file();
    for (const [index, id] of ['A', 'B', 'C'].entries()) {
      const session = await openMapping(path, mappingIo(directWorkbookIo));
      assert.equal(session.recovered.length, index);
      await session.begin(runStart(`r${index}`));
      await session.commitPatients([patient(session.register.assign(identity(id)), { patientId: id })], []);
      path = crashNow(`crash-${index}`, dirname(path));
      await session.abandon();
    }
    const last = await openMapping(path, mappingIo(directWorkbookIo));
    assert.equal(last.recovered.length, 3);
    await finishRun(last, 'r3', 'D', 1);
    const read = await readWorkbook(path);
    assert.deepEqual(
      read?.patients.map((each) => each.anonymisedId),
      ['ANON-0001', 'ANON-0002', 'ANON-0003', 'ANON-0004'],
    );
    assert.deepEqual(
      read?.runs.map((each) => each.state),
      ['interrupted', 'interrupted', 'interrupted', 'done'],
    );
    const after = await openMapping(path, mappingIo(directWorkbookIo));
    assert.deepEqual(after.recovered, []);
    await after.abandon();
  });

  it('that tears the journal at any byte never makes two patients one', async function () {
    this.timeout(120_000);
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await session.begin(runStart('r1'));
    for (const id of ['A', 'B']) {
      await session.commitPatients([patient(session.register.assign(identity(id)), { patientId: id })], []);
    }
    const path = crashNow('torn');
    const journal = join(dirname(path), 'mapping.journal.ndjson');
    const whole = readFileSync(journal);
    for (let length = whole.length; length >= 0; length -= 3) {
      truncateSync(journal, length);
      const next = await openMapping(path, mappingIo(directWorkbookIo));
      const ids = ['C', 'A', 'B'].map((id) => next.register.assign(identity(id)));
      assert.equal(new Set(ids).size, 3, `torn at ${length}`);
      const isKeyWhole = length >= whole.indexOf('\n');
      assert.equal(next.isNew, !isKeyWhole);
      if (isKeyWhole) assert.deepEqual(next.key, session.key);
      await next.abandon();
    }
    await session.abandon();
  });
});
