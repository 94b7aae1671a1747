import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { UserError } from '../../src/core/errors';
import type { Mapping, PatientRecord } from '../../src/core/mapping/model';
import { peekMapping } from '../../src/core/mapping/peek';
import type { WorkbookIo } from '../../src/core/mapping/saving';
import { directWorkbookIo } from '../../src/core/mapping/direct-workbook-io';
import { mappingFilesOf } from '../../src/core/mapping/mapping-files';
import { mappingIo, type MappingIo } from '../../src/core/mapping/mapping-io';
import { openMapping, type MappingSession } from '../../src/core/mapping/session';
import { readWorkbook, writeWorkbook } from '../../src/core/mapping/workbook';
import { useTempFolder } from '../support/temp-folder';
import { identity, KEY, mapping, OTHER_KEY, patient, run, runStart, study } from './samples';
import { columnOf, editSpreadsheet, makeSpreadsheet, openSpreadsheet, sheetOf } from './spreadsheets';

/** Does not wait for a workbook that somebody has open. */
const IMPATIENT: WorkbookIo = {
  ...directWorkbookIo,
  write: (file, content, extras, previous) =>
    writeWorkbook(file, content, extras, previous, { retries: 0, retryDelay: 0 }),
};

const code = (expected: string) => (error: unknown) => error instanceof UserError && error.code === expected;

describe('mapping session', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder(), 'mapping.xlsx');
  const names = (): string[] => readdirSync(folder()).sort();

  async function peek(): Promise<Mapping> {
    return (await peekMapping(file(), directWorkbookIo)) ?? assert.fail();
  }

  /** A run over the given patients that writes `files` files of each. */
  async function anonymise(session: MappingSession, runId: string, ids: readonly string[], files = 5) {
    await session.begin(runStart(runId));
    const fresh = ids.filter((id) => session.register.lookup(identity(id)) === undefined);
    const records = fresh.map((id) => recordOf(session, id));
    const studies = records.map((each) => study(each.anonymisedId, each.anonymisedId));
    await session.commitPatients(records, studies);
    const counts = ids.map(
      (id) => [session.register.assign(identity(id)), { files, skipped: 0, failed: 0 }] as const,
    );
    return session.finish(run(runId), new Map(counts));
  }

  function recordOf(session: MappingSession, patientId: string): PatientRecord {
    return patient(session.register.assign(identity(patientId)), { patientId });
  }

  it('is none yet when only an empty journal is there', async () => {
    const { journal } = mappingFilesOf(file());
    writeFileSync(journal, '');
    assert.equal(await peekMapping(file(), directWorkbookIo), undefined);
    assert.equal(readFileSync(journal, 'utf8'), '', 'looking changes nothing');
  });

  it('keeps patients, studies, runs and the key from run to run', async () => {
    const first = await openMapping(file(), mappingIo(directWorkbookIo));
    assert.equal(first.isNew, true);
    const { key } = first;
    assert.equal(key.length, 32);
    const saved = await anonymise(first, 'r1', ['A', 'B']);
    assert.deepEqual(saved, { savedTo: file(), beside: false, backup: undefined });
    assert.deepEqual(names(), ['mapping.xlsx']);

    const second = await openMapping(file(), mappingIo(directWorkbookIo));
    assert.equal(second.isNew, false);
    assert.deepEqual(second.key, key);
    assert.deepEqual(second.recovered, []);
    await anonymise(second, 'r2', ['B', 'C']);

    const third = await openMapping(file(), mappingIo(directWorkbookIo));
    await third.abandon();
    const { patients, studies, runs } = await peek();
    assert.deepEqual(
      patients.map((each) => [each.patientId, each.anonymisedId, each.files]),
      [
        ['A', 'ANON-0001', 5],
        ['B', 'ANON-0002', 10],
        ['C', 'ANON-0003', 5],
      ],
    );
    assert.equal(studies.length, 3);
    assert.deepEqual(
      runs.map((each) => each.runId),
      ['r1', 'r2'],
    );
  });

  it('makes another key for every project', async () => {
    const one = await openMapping(file(), mappingIo(directWorkbookIo));
    const two = await openMapping(join(folder(), 'other.xlsx'), mappingIo(directWorkbookIo));
    assert.notDeepEqual(one.key, two.key);
    await Promise.all([one.abandon(), two.abandon()]);
  });

  it('leaves no file when nothing was begun, or nothing was assigned', async () => {
    await (await openMapping(file(), mappingIo(directWorkbookIo))).abandon();
    assert.deepEqual(names(), []);
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await session.begin(runStart('r1'));
    await session.commitPatients([], []);
    await session.abandon();
    assert.deepEqual(names(), []);
  });

  it('has the key and the patients on disk when a commit returns, private', async function () {
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await session.begin(runStart('r1'));
    await session.commitPatients([recordOf(session, 'A')], []);
    const journal = readFileSync(session.files.journal, 'utf8');
    assert.ok(journal.includes(Buffer.from(session.key).toString('hex')));
    assert.ok(journal.includes('"anonymisedId":"ANON-0001"'));
    assert.equal((await peek()).patients.length, 1);
    if (process.platform !== 'win32') assert.equal(statSync(session.files.journal).mode & 0o777, 0o600);
    await session.abandon();
  });

  it('counts as interrupted when it is abandoned after a commit', async () => {
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await session.begin(runStart('r1'));
    await session.commitPatients([recordOf(session, 'A')], []);
    await session.abandon();
    const next = await openMapping(file(), mappingIo(directWorkbookIo));
    assert.deepEqual(next.recovered, [runStart('r1')]);
    assert.equal(next.register.lookup(identity('A')), 'ANON-0001');
    await next.abandon();
  });

  it('does not let a second run in, and lets it in afterwards', async () => {
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await assert.rejects(openMapping(file(), mappingIo(directWorkbookIo)), code('workbook-in-use'));
    await anonymise(session, 'r1', ['A']);
    await (await openMapping(file(), mappingIo(directWorkbookIo))).abandon();
  });

  it('gives the lock back when it can not be opened', async () => {
    writeFileSync(file(), 'damaged');
    await assert.rejects(openMapping(file(), mappingIo(directWorkbookIo)), code('workbook-corrupt'));
    assert.deepEqual(names(), ['mapping.xlsx']);
    await assert.rejects(openMapping(file(), mappingIo(directWorkbookIo)), code('workbook-corrupt'));
  });

  it('refuses a prefix without leaving a lock', async () => {
    await assert.rejects(
      openMapping(file(), mappingIo(directWorkbookIo), { prefix: '../' }),
      code('prefix-invalid'),
    );
    assert.deepEqual(names(), []);
  });

  it('does nothing once it is closed', async () => {
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await anonymise(session, 'r1', ['A']);
    await session.abandon();
    await assert.rejects(session.begin(runStart('r2')), /closed/);
    await assert.rejects(session.commitPatients([patient('X')], []), /closed/);
    assert.deepEqual(names(), ['mapping.xlsx']);
  });

  it('needs a beginning', async () => {
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await assert.rejects(session.commitPatients([patient('X')], []), /begin/);
    await session.abandon();
  });

  it('keeps what the user changed in the workbook between two runs, and a backup', async () => {
    await anonymise(await openMapping(file(), mappingIo(directWorkbookIo)), 'r1', ['A', 'B']);
    await editSpreadsheet(file(), (workbook) => {
      const sheet = sheetOf(workbook, 'Patients');
      sheet.getCell('P1').value = 'Arm';
      sheet.getCell('P3').value = 'control';
      sheet.spliceRows(2, 1);
    });
    await anonymise(await openMapping(file(), mappingIo(directWorkbookIo)), 'r2', ['B', 'A']);
    const sheet = sheetOf(await openSpreadsheet(file()), 'Patients');
    assert.equal(sheet.getCell(2, columnOf(sheet, 'Arm')).value, 'control');
    const ids = [2, 3].map((row) => sheet.getCell(row, columnOf(sheet, 'Anonymised ID')).value);
    assert.deepEqual(ids, ['ANON-0002', 'ANON-0003']);
    assert.equal(names().filter((name) => name.includes('.backup-')).length, 1);
  });

  it('keeps what the user changed in the workbook while the run lasted', async () => {
    await anonymise(await openMapping(file(), mappingIo(directWorkbookIo)), 'r1', ['A']);
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await editSpreadsheet(file(), (workbook) => {
      sheetOf(workbook, 'Patients').getCell('P1').value = 'Arm';
      sheetOf(workbook, 'Patients').getCell('P2').value = 'control';
    });
    const saved = await anonymise(session, 'r2', ['A', 'B']);
    assert.ok(!saved.beside && saved.backup !== undefined);
    const read = await readWorkbook(file());
    assert.deepEqual(read?.extras.patients, {
      headers: ['Arm'],
      rows: [
        { key: 'ANON-0001', values: ['control'] },
        { key: 'ANON-0002', values: [undefined] },
      ],
      loose: [],
    });
    assert.equal(read?.patients[0]?.files, 10);
  });

  it('keeps the sheets of the user, also one that bears the name of one of its own', async () => {
    await makeSpreadsheet(file(), {
      Runs: [['mine'], ['007']],
      Mapping: [
        ['patient_id', 'anon_patient_dir_name'],
        ['A', 'Anon_A'],
      ],
    });
    await anonymise(await openMapping(file(), mappingIo(directWorkbookIo)), 'r1', ['A']);
    await anonymise(await openMapping(file(), mappingIo(directWorkbookIo)), 'r2', ['B']);
    const workbook = await openSpreadsheet(file());
    assert.equal(sheetOf(workbook, 'Runs (2)').getCell('A2').value, '007');
    assert.equal(sheetOf(workbook, 'Runs').rowCount, 3);
  });

  it('loses nothing when its journal is moved away, or another is put there, while the run lasts', async () => {
    const moves = [
      (journal: string): void => rmSync(journal),
      (journal: string): void => {
        rmSync(journal);
        writeFileSync(journal, 'of somebody else');
      },
    ];
    for (const [at, move] of moves.entries()) {
      const session = await openMapping(file(), mappingIo(directWorkbookIo));
      await session.begin(runStart(`r${at}`));
      const id = session.register.assign(identity(`A${at}`));
      await session.commitPatients([patient(id, { patientId: `A${at}` })], [study(id, `${at}`)]);
      move(session.files.journal);
      await session.finish(run(`r${at}`), new Map([[id, { files: 5, skipped: 0, failed: 0 }]]));
      const read = await readWorkbook(file());
      assert.deepEqual([read?.patients[at]?.anonymisedId, read?.patients[at]?.files], [id, 5]);
      assert.deepEqual(
        [read?.patients.length, read?.studies.length, read?.runs.length],
        Array(3).fill(at + 1),
      );
      assert.deepEqual(names(), ['mapping.xlsx']);
    }
  });

  it('writes no workbook that lacks patients because somebody cut the journal', async () => {
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await session.begin(runStart('r1'));
    await session.commitPatients([patient('ANON-0001')], []);
    writeFileSync(session.files.journal, '');
    await assert.rejects(session.finish(run('r1'), new Map()), code('journal-lost'));
    assert.ok(!names().includes('mapping.xlsx'));
  });

  it('leaves a workbook alone that took the place of its own while the run lasted', async () => {
    await anonymise(await openMapping(file(), mappingIo(directWorkbookIo)), 'r1', ['A']);
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await writeWorkbook(file(), mapping({ key: OTHER_KEY, patients: [patient('ANON-0001')] }));
    const foreign = readFileSync(file());
    const saved = await anonymise(session, 'r2', ['B']);
    assert.deepEqual(saved, {
      savedTo: join(folder(), 'mapping (2).xlsx'),
      beside: true,
      reason: 'replaced',
    });
    assert.deepEqual(readFileSync(file()), foreign);
    assert.equal((await readWorkbook(saved.savedTo))?.patients.length, 2);
    await assert.rejects(openMapping(file(), mappingIo(directWorkbookIo)), code('journal-mismatch'));
  });

  it('writes the workbook again when it was deleted while the run lasted', async () => {
    await anonymise(await openMapping(file(), mappingIo(directWorkbookIo)), 'r1', ['A']);
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    rmSync(file());
    await anonymise(session, 'r2', ['B']);
    assert.equal((await readWorkbook(file()))?.patients.length, 2);
  });

  it('saves beside a workbook that is open in Excel, and folds the run in next time', async () => {
    await anonymise(await openMapping(file(), mappingIo(directWorkbookIo)), 'r1', ['A']);
    writeFileSync(join(folder(), '~$mapping.xlsx'), 'somebody');
    const saved = await anonymise(await openMapping(file(), mappingIo(IMPATIENT)), 'r2', ['A', 'B']);
    assert.deepEqual(saved, { savedTo: join(folder(), 'mapping (2).xlsx'), beside: true, reason: 'open' });
    assert.ok(names().includes('mapping.journal.ndjson'));
    assert.equal((await readWorkbook(saved.savedTo))?.patients.length, 2);

    rmSync(join(folder(), '~$mapping.xlsx'));
    const next = await openMapping(file(), mappingIo(directWorkbookIo));
    assert.deepEqual(next.recovered, []);
    assert.equal(next.register.lookup(identity('B')), 'ANON-0002');
    await anonymise(next, 'r3', ['B']);
    const read = await readWorkbook(file());
    assert.deepEqual(
      read?.patients.map((each) => each.files),
      [10, 10],
    );
    assert.deepEqual(
      read?.runs.map((each) => each.runId),
      ['r1', 'r2', 'r3'],
    );
    assert.ok(!names().includes('mapping.journal.ndjson'));
  });

  it('continues the workbook of the RMIT anonymiser under a new key', async () => {
    await makeSpreadsheet(file(), {
      Sheet1: [
        ['', 'patient_id', 'anon_patient_dir_name', 'anon_patient_id'],
        [0, 77, 'Brain-0001', 1],
      ],
    });
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    assert.equal(session.isNew, true);
    assert.equal(session.register.assign(identity('77')), 'Brain-0001');
    const saved = await anonymise(session, 'r1', ['77', '78']);
    assert.ok(!saved.beside && saved.backup !== undefined);
    const read = await readWorkbook(file());
    assert.deepEqual(
      read?.patients.map((each) => [each.patientId, each.anonymisedId, each.files]),
      [
        ['77', 'Brain-0001', 5],
        ['78', 'ANON-0002', 5],
      ],
    );
    assert.deepEqual(read?.key, session.key);
  });

  it('refuses a journal that belongs to another workbook, or whose workbook is gone', async () => {
    await anonymise(await openMapping(file(), mappingIo(directWorkbookIo)), 'r1', ['A']);
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await session.begin(runStart('r2'));
    await session.commitPatients([recordOf(session, 'B')], []);
    await session.abandon();
    const own = readFileSync(file());
    rmSync(file());
    await assert.rejects(openMapping(file(), mappingIo(directWorkbookIo)), code('workbook-missing'));
    await writeWorkbook(file(), mapping({ key: KEY }));
    await assert.rejects(openMapping(file(), mappingIo(directWorkbookIo)), code('journal-mismatch'));
    writeFileSync(file(), own);
    const next = await openMapping(file(), mappingIo(directWorkbookIo));
    assert.equal(next.register.lookup(identity('B')), 'ANON-0002');
    await next.abandon();
  });

  it('refuses a journal with patients whose key is lost', async () => {
    const line = JSON.stringify({ type: 'patient', runId: 'r1', patient: patient('ANON-0001') });
    writeFileSync(join(folder(), 'mapping.journal.ndjson'), `garbled\n${line}\n`);
    await assert.rejects(openMapping(file(), mappingIo(directWorkbookIo)), code('journal-without-key'));
  });

  it('commits nothing more once another run has taken the workbook over', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const session = await openMapping(file(), mappingIo(directWorkbookIo));
    await session.begin(runStart('r1'));
    rmSync(session.files.lock, { recursive: true });
    mkdirSync(session.files.lock);
    writeFileSync(join(session.files.lock, 'owner.json'), 'of the other run');
    mock.timers.tick(60_000);
    mock.timers.reset();
    await waitUntil(() => session.isLockLost);
    await assert.rejects(session.commitPatients([patient('ANON-0001')], []), code('workbook-lock-lost'));
    await assert.rejects(session.finish(run('r1'), new Map()), code('workbook-lock-lost'));
    assert.ok(names().includes('mapping.lock'), 'leaves the lock of the other run');
    await assert.rejects(openMapping(file(), mappingIo(directWorkbookIo)), code('workbook-in-use'));
  });

  it('can not be where there is no folder', async () => {
    await assert.rejects(
      openMapping(join(folder(), 'gone', 'm.xlsx'), mappingIo(directWorkbookIo)),
      code('workbook-folder-missing'),
    );
  });

  it('passes on any failure to write, with the lock given back and the run in the journal', async () => {
    const full: WorkbookIo = { ...directWorkbookIo, write: () => Promise.reject(new Error('disk full')) };
    await assert.rejects(anonymise(await openMapping(file(), mappingIo(full)), 'r1', ['A']), /disk full/);
    const next = await openMapping(file(), mappingIo(directWorkbookIo));
    assert.deepEqual(next.recovered, []);
    assert.equal((await peek()).patients[0]?.files, 5);
    await next.abandon();
  });
});

describe('files of interrupted runs', () => {
  const folder = useTempFolder();

  async function sinceOf(
    runs: readonly (readonly [string, 'done' | 'cancelled' | 'interrupted', string?])[],
  ): Promise<number | undefined> {
    const file = join(folder(), 'mapping.xlsx');
    const records = runs.map(([started, state, destination = '/data/out']) =>
      run(started, { started: `2026-11-22T${started}:00.000Z`, state, destination }),
    );
    await writeWorkbook(file, mapping({ runs: records }));
    const session = await openMapping(file, mappingIo(directWorkbookIo));
    await session.abandon();
    return session.interruptedSince('/data/out/');
  }
  const at = (time: string): number => Date.parse(`2026-11-22T${time}:00.000Z`);

  it('are counted since the start of the run', async () => {
    assert.equal(
      await sinceOf([
        ['10:00', 'done'],
        ['11:00', 'interrupted'],
      ]),
      at('11:00'),
    );
  });

  it('are counted since the first of several interrupted in a row', async () => {
    const since = await sinceOf([
      ['11:00', 'interrupted'],
      ['12:00', 'interrupted'],
      ['10:00', 'done'],
    ]);
    assert.equal(since, at('11:00'));
  });

  it('are not counted again once a later run came to an end', async () => {
    assert.equal(
      await sinceOf([
        ['11:00', 'interrupted'],
        ['12:00', 'cancelled'],
      ]),
      undefined,
    );
    assert.equal(await sinceOf([]), undefined);
  });

  it('are counted again after the next crash', async () => {
    const since = await sinceOf([
      ['10:00', 'done'],
      ['11:00', 'interrupted'],
      ['12:00', 'done'],
      ['13:00', 'interrupted'],
    ]);
    assert.equal(since, at('13:00'));
  });

  it('are those of the same destination', async () => {
    const elsewhere = '/data/elsewhere';
    assert.equal(await sinceOf([['11:00', 'interrupted', elsewhere]]), undefined);
    assert.equal(
      await sinceOf([
        ['11:00', 'interrupted'],
        ['12:00', 'done', elsewhere],
      ]),
      at('11:00'),
    );
  });
});

describe('keeping the mapping in another thread', () => {
  const folder = useTempFolder();

  it('needs nothing but plain data sent there and back', async () => {
    const file = join(folder(), 'mapping.xlsx');
    await writeWorkbook(file, mapping({ patients: [patient('ANON-0001')] }));
    const direct = mappingIo(directWorkbookIo);
    const cloning: MappingIo = {
      open: async (files) => structuredClone(await direct.open(structuredClone(files))),
      nextKnown: async () => structuredClone(await direct.nextKnown()),
      prepare: () => direct.prepare(),
      save: async (...args) => structuredClone(await direct.save(...structuredClone(args))),
    };
    const session = await openMapping(file, cloning);
    assert.equal(session.register.lookup(patient('ANON-0001')), 'ANON-0001');
    await session.begin(runStart('r1'));
    await session.finish(run('r1'), new Map());
    assert.deepEqual((await readWorkbook(file))?.runs, [run('r1')]);
  });
});

/** The file system answers in its own time. */
async function waitUntil(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100_000 && !isSo(); turn++) await nextTurn();
  assert.ok(isSo());
}
