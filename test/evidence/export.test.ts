import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancelledError } from '../../src/core/io/cancellation';
import { UserError } from '../../src/core/errors';
import type { Evidence } from '../../src/core/evidence/evidence';
import { evidencePage } from '../../src/core/evidence/evidence-page';
import { directWorkbookIo } from '../../src/core/mapping/direct-workbook-io';
import { peekMapping } from '../../src/core/mapping/peek';
import { defaultChoice } from '../../src/core/policy/policy';
import { POLICIES } from '../../src/core/policy/policies';
import { exportEvidence, type EvidenceOptions } from '../../src/core/run/export-evidence';
import { runCommand } from '../run/command-line';
import { image } from '../run/images';
import { createTempFolder, removeFolder, writeTree } from '../support/temp-folder';
import { readEvidence, runEvidence } from './exported';

describe('an export of evidence', function () {
  this.timeout(60_000);
  let folder = '';
  let options: EvidenceOptions;
  const at = (...names: readonly string[]): string => join(folder, ...names);

  beforeEach(async () => {
    folder = createTempFolder();
    writeTree(at('source'), { 'a/1.dcm': image(), 'b/2.dcm': image({ instance: '2', patientId: '=1+1' }) });
    runCommand([at('source'), at('copies'), '--workbook', at('m.xlsx')]);
    const mapping = await peekMapping(at('m.xlsx'), directWorkbookIo);
    assert.ok(mapping);
    options = {
      ...{ outputs: at('copies'), evidence: at('evidence'), crosswalks: at('secret'), source: at('source') },
      ...{
        mapping,
        policy: defaultChoice(POLICIES[0]!),
        version: '1.2.3',
        now: new Date('2026-01-02T03:04:05Z'),
      },
    };
  });
  afterEach(() => removeFolder(folder));

  const left = (): readonly string[] => readdirSync(folder).sort();

  it('leaves nothing when it is cancelled, at whatever step', async () => {
    const before = left();
    for (const wanted of ['audit', 'outputs', 'originals']) {
      const cancelling = new AbortController();
      const cancelled = exportEvidence({
        ...options,
        signal: cancelling.signal,
        onProgress: (step) => step === wanted && cancelling.abort(),
      });
      await assert.rejects(cancelled, CancelledError, wanted);
      assert.deepEqual(left(), before, wanted);
    }
  });

  it('leaves the earlier one as it is when it fails, and says so without a path', async () => {
    await exportEvidence(options);
    const earlier = readFileSync(at('evidence', 'evidence.json'), 'utf8');
    const failing = exportEvidence({
      ...options,
      validator: {
        validate: () =>
          Promise.reject(Object.assign(new Error(at('copies')), { code: 'EIO', syscall: 'read' })),
        result: () => ({ kind: 'not-run' }),
      },
    });
    await assert.rejects(failing, (error: unknown) => {
      assert.ok(error instanceof UserError && error.code === 'evidence-unwritable');
      assert.doesNotMatch(error.message + error.remedy, /copies/);
      return true;
    });
    assert.equal(readFileSync(at('evidence', 'evidence.json'), 'utf8'), earlier);
    assert.deepEqual(
      left().filter((name) => name.endsWith('.part')),
      [],
    );
  });

  it('removes what one that was killed left, and nothing else with a name like it', async () => {
    mkdirSync(at('evidence.0123456789ab.part'));
    mkdirSync(at('evidence.mine.part'));
    await exportEvidence(options);
    assert.deepEqual(
      left().filter((name) => name.endsWith('.part')),
      ['evidence.mine.part'],
    );
  });

  it('does not go through a link into the copies', async function () {
    if (process.platform === 'win32') this.skip();
    symlinkSync(at('copies'), at('link'));
    await assert.rejects(exportEvidence({ ...options, evidence: at('link', 'evidence') }), /apart/);
    await assert.rejects(exportEvidence({ ...options, evidence: at('link') }), /apart/);
  });

  it('keeps IDs exact in the crosswalk and warns of those that look like formulas', async () => {
    await exportEvidence(options);
    const patients = readFileSync(at('secret', 'patid_crosswalk.csv'), 'utf8').split('\r\n');
    assert.ok(patients.some((line) => line.startsWith('"=1+1",ANON-')));
    assert.match(readFileSync(at('secret', 'CONFIDENTIAL.txt'), 'utf8'), /Warning: .* formulas/);
  });

  it('knows UIDs that the outputs kept', () => {
    const policy = ['--policy', 'PS3.15 Basic Profile', '--option', 'retain-uids'];
    runCommand([at('source'), at('kept'), '--workbook', at('k.xlsx'), ...policy]);
    const run = runEvidence([
      ...[at('kept'), '--to', at('kept-evidence'), '--workbook', at('k.xlsx'), ...policy],
      ...['--crosswalks', at('kept-secret'), '--source', at('source')],
    ]);
    assert.equal(run.status, 0, run.stderr);
    const [, ...lines] = readFileSync(at('kept-secret', 'uid_crosswalk.csv'), 'utf8').trimEnd().split('\r\n');
    assert.ok(lines.length >= 4);
    for (const line of lines) assert.equal(line.split(',')[0], line.split(',')[1]);
    const { outputs } = readEvidence(at('kept-evidence'));
    assert.equal(outputs.marks.agreeing, outputs.instances);
    assert.deepEqual(
      outputs.marks.codes.map(({ value, count }) => [value, count]),
      [
        ['113100', 2],
        ['113110', 2],
      ],
    );
  });

  it('lists checksums by number where paths are not wanted', async () => {
    const { evidence } = await exportEvidence({ ...options, noPaths: true });
    assert.deepEqual([evidence.checksums.listedBy, evidence.checksums.files], ['number', 2]);
    assert.doesNotMatch(readFileSync(at('evidence', evidence.checksums.list), 'utf8'), /dcm/);
  });

  it('does not describe or list what is not DICOM, and counts it', async () => {
    writeFileSync(at('copies', 'notes of somebody.txt'), 'text');
    const { evidence } = await exportEvidence(options);
    assert.deepEqual([evidence.outputs.otherFiles, evidence.checksums.files], [1, 2]);
    const text = readdirSync(at('evidence')).map((name) => readFileSync(at('evidence', name), 'utf8'));
    assert.doesNotMatch(text.join('\n'), /somebody/);
  });

  it('counts what is damaged and is not described either', async () => {
    writeFileSync(at('copies', 'cut.dcm'), image({ instance: '3' }).subarray(0, 300));
    const { evidence } = await exportEvidence(options);
    assert.deepEqual([evidence.outputs.unreadable, evidence.checksums.files], [1, 2]);
  });

  it('goes into an empty folder, and takes the place of nothing else', async () => {
    mkdirSync(at('evidence'));
    await exportEvidence(options);
    assert.ok(readdirSync(at('evidence')).includes('evidence.json'));
    writeFileSync(at('evidence', 'evidence.json'), '{"format":');
    await assert.rejects(exportEvidence(options), { code: 'evidence-exists' });
    writeFileSync(at('a file'), '');
    await assert.rejects(exportEvidence({ ...options, evidence: at('a file') }), { code: 'evidence-exists' });
    assert.equal(readFileSync(at('evidence', 'evidence.json'), 'utf8'), '{"format":');
  });

  it('says first what its reader has to know', async () => {
    const { evidence } = await exportEvidence(options);
    const audit = { ...evidence.audit, groups: [], problems: [], unread: [], notGrouped: 0 };
    const marks = { ...evidence.outputs.marks, identityRemoved: 2, agreeing: 2 };
    const clean = {
      ...evidence,
      audit,
      outputs: { ...evidence.outputs, instances: 2, directories: 0, patientsNotInWorkbook: 0, marks },
      conformance: { ...evidence.conformance, faultlessFiles: 2 },
    };
    const verdictOn = (change: Partial<Evidence>): string =>
      /<div class="verdict[^]*?<\/div>/.exec(evidencePage({ ...clean, ...change }))![0];
    const found = (confidence: 'low' | 'medium' | 'high', notGrouped = 0): string => {
      const group = { confidence, kind: 'name', place: 'attribute', count: 1 } as const;
      return verdictOn({ audit: { ...audit, groups: [group], notGrouped } });
    };
    assert.match(verdictOn({}), /verdict good[^]*gives a patient away\.</);
    assert.match(found('low'), /verdict good/);
    assert.match(found('medium'), /verdict warn[^]*1 possible trace of patients, to be looked at/);
    assert.match(found('high'), /verdict bad[^]*1 trace of patients\. These files should not be passed on/);
    assert.match(found('medium', 3), /verdict bad[^]*4 traces/);
    assert.match(verdictOn({ audit: { ...audit, patients: 0 } }), /verdict warn[^]*knows no patient/);
    const outputs = { ...clean.outputs, instances: 0, marks: { ...marks, identityRemoved: 0, agreeing: 0 } };
    const conformance = { ...clean.conformance, faultlessFiles: 0 };
    assert.match(verdictOn({ outputs, conformance }), /verdict warn[^]*no DICOM file in the folder/);
  });

  it('says how many findings it does not list, and on how many files the validator gave up', async () => {
    const { evidence } = await exportEvidence(options);
    const page = evidencePage({
      ...evidence,
      audit: { ...evidence.audit, notGrouped: 7, searched: [] },
      conformance: {
        ...evidence.conformance,
        validator: {
          ...{ kind: 'run', name: 'dciodvfy', files: 2, gaveUp: 1, filesWithErrors: 0 },
          ...{ errors: [], warnings: [] },
        },
      },
    });
    assert.match(page, /more than are listed[^]*>7</);
    assert.match(page, /it gave up on 1 file\./);
    assert.match(page, /<h3>Searched<\/h3>\s*<h3>/, 'a list of nothing is none');
  });
});
