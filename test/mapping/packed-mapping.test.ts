import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HashedCounts } from '../../src/core/mapping/hashed-counts';
import { foldJournal, type JournalRecord } from '../../src/core/mapping/journal';
import { JournalDigest } from '../../src/core/mapping/journal-digest';
import type { PatientCounts } from '../../src/core/mapping/merge';
import { identityKey, type PatientRecord, type StudyRecord } from '../../src/core/mapping/model';
import { PackedRows } from '../../src/core/mapping/packed-rows';
import { Register } from '../../src/core/mapping/register';
import type { CellValue } from '../../src/core/mapping/sheet';
import { TextTable } from '../../src/core/packed/text-table';
import { mapping, patient, run, runStart, study } from './samples';

const SEED = 20261122;
const NAMES = ['007', '7', '=1+1', 'Ünïcödé', ' '.repeat(64), '', '\ud800', '山田', 'x'.repeat(200)];
const anyName = fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'binary', maxLength: 12 }));
const anyId = fc.nat(6).map((number) => `ANON-000${number}`);

describe('packed rows', () => {
  const anyValue: fc.Arbitrary<CellValue> = fc.oneof(
    anyName.filter((name) => name !== ''),
    fc.double({ noNaN: true }).map((number) => number + 0),
    fc.boolean(),
    fc.date({ noInvalidDate: true }),
  );
  const anyCell = fc.tuple(fc.integer({ min: 1, max: 16_384 }), anyValue);
  const anyRow = fc.tuple(
    fc.integer({ min: 1, max: 1_048_576 }),
    fc.uniqueArray(anyCell, { selector: ([column]) => column, maxLength: 8 }),
  );

  it('are maps of their cells in the order of the sheet, whatever the order in which they came', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyRow, { selector: ([number]) => number, maxLength: 12 }), (rows) => {
        const texts = new TextTable();
        const packed = new PackedRows(texts);
        for (const [number, cells] of rows) {
          for (const [column, value] of cells)
            if (typeof value === 'string') packed.addText(column, texts.add(value));
            else packed.addValue(column, value);
          packed.endRow(number);
        }
        const expected = rows
          .filter(([, cells]) => cells.length > 0)
          .sort(([a], [b]) => a - b)
          .map(([number, cells]) => ({ number, cells: new Map([...cells].sort(([a], [b]) => a - b)) }));
        for (let pass = 0; pass < 2; pass++)
          assert.deepEqual(
            Array.from(packed, ({ number, cells }) => ({ number, cells: new Map(cells) })),
            expected,
          );
        assert.equal(packed.length, expected.length);
        for (const { cells } of packed)
          for (const [column, value] of cells) assert.deepEqual(cells.get(column), value);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('have the later of two cells in one column', () => {
    const packed = new PackedRows(new TextTable());
    for (const [column, value] of [
      [2, 'first'],
      [1, 'a'],
      [2, 'second'],
    ] as const)
      packed.addValue(column, value);
    packed.endRow(1);
    assert.deepEqual(
      Array.from(packed, ({ cells }) => [...cells]),
      [
        [
          [1, 'a'],
          [2, 'second'],
        ],
      ],
    );
  });
});

describe('packed counts', () => {
  const anyCounts: fc.Arbitrary<PatientCounts> = fc
    .record(
      {
        anonymisedId: anyId,
        files: fc.nat(1e6),
        skipped: fc.nat(1e6),
        failed: fc.nat(1e6),
        sourceFolder: anyName,
        destinationFolder: anyName,
      },
      { requiredKeys: ['anonymisedId', 'files', 'skipped', 'failed'] },
    )
    .map((counts) => ({ ...counts }));

  it('are a map with the last counts of each patient', () => {
    fc.assert(
      fc.property(fc.array(anyCounts, { maxLength: 40 }), (all) => {
        const packed = new HashedCounts(new TextTable());
        const expected = new Map<string, PatientCounts>();
        for (const counts of all) {
          packed.set(counts);
          expected.set(counts.anonymisedId, counts);
        }
        assert.equal(packed.length, expected.size);
        for (const [id, counts] of expected) assert.deepEqual(packed.at(packed.find(id)), counts);
        assert.equal(packed.find('ANON-9999'), -1);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe('the register', () => {
  const anyPatient = fc
    .record({ kind: fc.constantFrom('id', 'name', 'folder'), patientId: anyName, issuer: anyName })
    .map((more) =>
      patient('', { ...more, name: more.patientId, birthDate: more.issuer, folder: more.issuer }),
    );

  it('is a map from identities to IDs, each patient with one of their own', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyPatient, anyId), { maxLength: 20 }),
        fc.array(anyPatient, { maxLength: 60 }),
        (known, met) => {
          const register = new Register({});
          register.learn(
            known.map(([each, anonymisedId]) => ({ ...each, anonymisedId })),
            [],
          );
          const expected = new Map<string, string>();
          for (const [each, id] of known)
            if (!expected.has(identityKey(each))) expected.set(identityKey(each), id);
          const given = new Set(known.map(([, id]) => id));
          for (const each of met) {
            const id = register.assign(each);
            const before = expected.get(identityKey(each));
            if (before === undefined) assert.ok(!given.has(id), `${id} was given twice`);
            else assert.equal(id, before);
            given.add(id);
            expected.set(identityKey(each), id);
          }
          for (const each of met) assert.equal(register.lookup(each), expected.get(identityKey(each)));
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe('a folded journal', () => {
  const anyPatient = fc
    .tuple(anyId, fc.nat(8))
    .map(([id, number]) => patient(id, { patientId: `${number}`, firstAnonymised: '2026' }));
  const anyStudy = fc.tuple(anyId, fc.nat(5)).map(([id, number]) => study(id, `${number}`));
  const anyRun = fc.constantFrom('r1', 'r2', 'r3');
  const anyRecord: fc.Arbitrary<JournalRecord> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ type: fc.constant('patient'), runId: anyRun, patient: anyPatient }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('study'), runId: anyRun, study: anyStudy }) },
    fc.record({
      type: fc.constant('progress'),
      runId: anyRun,
      counts: fc.record({ anonymisedId: anyId, files: fc.nat(3), skipped: fc.nat(3), failed: fc.nat(3) }),
    }),
  );
  const anyJournal = fc
    .tuple(fc.array(anyRecord, { maxLength: 40 }), fc.subarray(['r1', 'r2', 'r3']))
    .map(([records, ended]): readonly JournalRecord[] => [
      ...['r1', 'r2', 'r3'].map((runId) => ({ type: 'run-started', run: runStart(runId) }) as const),
      ...records,
      ...ended.map((runId) => ({ type: 'run-ended', run: run(runId), counts: [] }) as const),
    ]);

  it('is what plain maps make of it, and the same when it is folded again', () => {
    fc.assert(
      fc.property(
        fc.array(anyPatient, { maxLength: 10 }),
        fc.array(anyStudy, { maxLength: 6 }),
        anyJournal,
        fc.subarray(['r1', 'r2']),
        (patients, studies, records, listed) => {
          const base = mapping({ patients, studies, runs: listed.map((runId) => run(runId)) });
          const folded = foldJournal(base, digestOf(base.runs, records));
          assert.deepEqual([...folded.patients], plainPatients(patients, records, listed));
          assert.deepEqual([...folded.studies], plainStudies(studies, records, listed));
          assert.deepEqual(
            [folded.patients.length, folded.studies.length],
            [[...folded.patients].length, [...folded.studies].length],
          );
          const again = foldJournal(folded, digestOf(folded.runs, records));
          assert.deepEqual(
            [[...again.patients], [...again.studies], again.runs],
            [[...folded.patients], [...folded.studies], folded.runs],
          );
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});

function digestOf(runs: JournalDigestRuns, records: readonly JournalRecord[]): JournalDigest {
  const digest = new JournalDigest(runs);
  for (const record of records) digest.add(record);
  return digest;
}

type JournalDigestRuns = ConstructorParameters<typeof JournalDigest>[0];

function plainPatients(
  known: readonly PatientRecord[],
  records: readonly JournalRecord[],
  listed: readonly string[],
): readonly PatientRecord[] {
  const keys = new Set(known.map(identityKey));
  let patients = [...known];
  for (const record of records) {
    if (record.type !== 'patient' || listed.includes(record.runId)) continue;
    if (!keys.has(identityKey(record.patient))) patients.push(record.patient);
    keys.add(identityKey(record.patient));
  }
  for (const runId of ['r1', 'r2', 'r3'].filter((each) => !listed.includes(each))) {
    const end = records.find((record) => record.type === 'run-ended' && record.run.runId === runId);
    if (end?.type !== 'run-ended') continue;
    const last = new Map<string, PatientCounts>();
    for (const record of records)
      if (record.type === 'progress' && record.runId === runId)
        last.set(record.counts.anonymisedId, record.counts);
    patients = patients.map((each) => {
      const counts = last.get(each.anonymisedId);
      if (counts === undefined) return each;
      last.delete(each.anonymisedId);
      const { files, skipped, failed } = counts;
      const written = files === 0 ? {} : { files: each.files + files, lastUpdated: end.run.ended };
      return { ...each, skipped, failed, ...written };
    });
  }
  return patients;
}

function plainStudies(
  known: readonly StudyRecord[],
  records: readonly JournalRecord[],
  listed: readonly string[],
): readonly StudyRecord[] {
  const keyOf = ({ newStudyInstanceUid, anonymisedId }: StudyRecord): string =>
    JSON.stringify([newStudyInstanceUid, anonymisedId]);
  const keys = new Set(known.map(keyOf));
  const studies = [...known];
  for (const record of records) {
    if (record.type !== 'study' || listed.includes(record.runId)) continue;
    if (!keys.has(keyOf(record.study))) studies.push(record.study);
    keys.add(keyOf(record.study));
  }
  return studies;
}
