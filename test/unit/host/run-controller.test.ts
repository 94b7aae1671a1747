import assert from 'node:assert/strict';
import { byRisk } from '../../../src/core/policy/risk-decisions';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../src/core/errors';
import { turnedSwitches } from '../../../src/core/policy/policy';
import type { RunRecordOfFiles, RunSummary } from '../../../src/core/run/anonymise-folder';
import { Ledger } from '../../../src/core/run/ledger';
import { loadPolicy } from '../../../src/core/run/load-policy';
import { RISK } from '../../../src/core/run/work';
import type { Survey, SurveyTotals } from '../../../src/core/run/survey';
import type { Engine, RunJob, SurveyJob } from '../../../src/host/anonymise/engine';
import { RunController } from '../../../src/host/anonymise/run-controller';
import { readSettings, type Settings } from '../../../src/host/anonymise/settings';
import { isPanelState } from '../../../src/panel/panel-protocol';
import { useTempFolder } from '../../support/temp-folder';

const TOTALS: SurveyTotals = {
  ...{ found: 3, dicom: 2, skipped: 1, failed: 0, patients: 1, studies: 1, series: 1, bytes: 1000 },
  modalities: { CT: 2 },
  risks: byRisk(() => 0),
};

describe('the run controller', () => {
  const folder = useTempFolder();
  let engine: FakeEngine;
  let controller: RunController;
  let faults: unknown[];

  beforeEach(() => {
    for (const name of ['a', 'b', 'a/inner']) mkdirSync(join(folder(), name), { recursive: true });
    engine = new FakeEngine();
    faults = [];
    controller = newController({});
  });
  afterEach(() => {
    engine.release();
    return controller.dispose();
  });

  it('proposes a sibling as destination and counts what is in the source', async () => {
    controller.chooseSources([path('a')]);
    await settled();
    const { folders, survey } = controller.state;
    assert.deepEqual(folders, [{ source: path('a'), destination: path('a-anonymised'), problem: null }]);
    assert.equal(survey.kind === 'done' && survey.counts.dicom, 2);
  });

  it('shows valid states only, from the first to the last', async () => {
    const kinds = new Set<string>();
    controller.onDidChange(() => {
      assert.ok(isPanelState({ ...controller.state, policies: [], policy: 'DicomAnon' }));
      kinds.add(controller.state.run.kind);
    });
    controller.chooseSources([path('a')]);
    await controller.start();
    assert.deepEqual([...kinds], ['idle', 'waiting', 'running', 'ended']);
  });

  it('refuses a dangerous destination at once and with the reason', () => {
    controller.chooseSources([path('a')]);
    controller.chooseDestination(path('a'));
    assert.equal(controller.state.folders[0]?.problem?.code, 'destination-is-source');
    controller.chooseDestination(folder());
    assert.equal(controller.state.folders[0]?.problem?.code, 'source-in-destination');
    controller.chooseDestination(path('out'));
    assert.equal(controller.state.folders[0]?.problem, null);
  });

  it('starts nothing with a dangerous destination', async () => {
    controller.chooseSources([path('a')], { destination: path('a') });
    const outcome = await controller.start();
    assert.equal(outcome.kind === 'refused' && outcome.problem.code, 'destination-is-source');
    assert.equal(engine.runs.length, 0);
  });

  it('runs once however often it is started', async () => {
    controller.chooseSources([path('a')]);
    const [first, second] = [controller.start(), controller.start()];
    assert.equal(first, second);
    await first;
    assert.equal(engine.runs.length, 1);
  });

  it('changes nothing while a run lasts', async () => {
    engine.hold();
    controller.chooseSources([path('a')]);
    const run = controller.start();
    await settled();
    controller.chooseSources([path('b')]);
    controller.chooseDestination(path('out'));
    controller.setSwitch('dates', false);
    controller.setRisk('face', 'fail');
    controller.choose({ keepNames: true });
    assert.equal(controller.state.risks.face, 'pass');
    assert.equal(controller.state.folders[0]?.source, path('a'));
    assert.equal(controller.state.folders[0]?.destination, path('a-anonymised'));
    assert.ok(controller.state.on.includes('dates'));
    assert.equal(controller.state.keepNames, false);
    engine.release();
    await run;
  });

  it('hands the choices to the run', async () => {
    controller = newController({
      'dicomanon.policyParts': { private: false },
      'dicomanon.anonymisedIdPrefix': 'P-',
    });
    controller.chooseSources([path('a')]);
    controller.setSwitch('dates', false);
    controller.setSwitch('private', true);
    controller.choose({ keepNames: true, workbook: '/w/x.xlsx' });
    await controller.start();
    const { policy, keepNames, workbook, prefix } = engine.runs[0]!;
    assert.deepEqual(
      { switches: turnedSwitches(policy), keepNames, workbook, prefix, policyName: policy.policy.name },
      {
        switches: { dates: false },
        keepNames: true,
        workbook: '/w/x.xlsx',
        prefix: 'P-',
        policyName: 'DicomAnon',
      },
    );
  });

  it('hands the policy of a file to the run, with how it calls patients', async () => {
    const file = join(folder(), 'my.dicomanon.json');
    const ids = { file: 'ids.csv', from: 'MRN', to: 'Subject', prefix: 'T-', digits: 2 };
    writeFileSync(file, JSON.stringify({ name: 'my', extends: 'DicomAnon', patientIds: ids }));
    const changes = { policy: loadPolicy(file, ''), switches: { dates: false } };
    controller.chooseSources([path('a')], changes);
    assert.equal(controller.policyFile, file);
    await controller.start();
    const { policy, prefix, digits, idList } = engine.runs[0]!;
    assert.deepEqual(
      [policy.policy.name, turnedSwitches(policy), prefix, digits],
      ['my', { dates: false }, 'T-', 2],
    );
    assert.deepEqual(idList, { file: path('ids.csv'), from: 'MRN', to: 'Subject' });
    controller.usePolicy(loadPolicy('DicomAnon', ''));
    await controller.start();
    assert.deepEqual([engine.runs[1]?.prefix, engine.runs[1]?.idList], ['ANON-', undefined]);
  });

  it('tells one policy from the next by its serial, and names policy and switches in the result', async () => {
    controller.chooseSources([path('a')]);
    const { policySerial } = controller.state;
    controller.setSwitch('dates', false);
    assert.equal(controller.state.policySerial, policySerial);
    controller.usePolicy(loadPolicy('PS3.15 Basic Profile', ''));
    assert.notEqual(controller.state.policySerial, policySerial);
    controller.setSwitch('retain-full-dates', true);
    controller.setSwitch('retain-modified-dates', true);
    assert.deepEqual(controller.state.on, ['retain-modified-dates']);
    const outcome = await controller.start();
    assert.equal(
      outcome.kind === 'ended' && outcome.result.policy,
      'PS3.15 Basic Profile, edition 2026c; on: retain-modified-dates',
    );
  });

  it('decides what becomes of risky files, in this run and the next, and counts them before', async () => {
    const ledger = new Ledger(path('a'));
    const risks = [0, RISK.face, RISK.face | RISK.burnedIn, RISK.burnedIn];
    const folderOf = ledger.add({ path: [], files: ['1', '2', '3', '4'], skipped: [] });
    folderOf.risks.set(risks);
    engine.ledger = ledger;
    controller.chooseSources([path('a')]);
    controller.setRisk('face', 'hold-back');
    assert.deepEqual(controller.state.decided, { heldBack: 0, refused: 0 });
    await settled();
    assert.deepEqual(controller.state.decided, { heldBack: 2, refused: 0 });
    controller.setRisk('burnedIn', 'fail');
    assert.deepEqual(controller.state.decided, { heldBack: 1, refused: 2 });
    assert.deepEqual([controller.state.risks.face, controller.state.risks.freeText], ['hold-back', 'pass']);
    const outcome = await controller.start();
    assert.deepEqual(engine.runs[0]?.policy.policy.risks, { face: 'hold-back', burnedIn: 'fail' });
    assert.equal(
      outcome.kind === 'ended' && outcome.result.policy,
      'DicomAnon; held back: face; failed: burnedIn',
    );
    controller.chooseSources([path('b')], controller.chosen);
    assert.equal(controller.state.risks.face, 'hold-back');
    controller.usePolicy(loadPolicy('DicomAnon', ''));
    assert.equal(controller.state.risks.face, 'pass');
  });

  it('chooses for other folders what was chosen before, if it is asked to', () => {
    controller.chooseSources([path('a')], { policy: loadPolicy('PS3.15 Basic Profile', '') });
    controller.setSwitch('retain-uids', true);
    controller.choose({ keepNames: true, report: true });
    controller.chooseSources([path('b')], controller.chosen);
    const { on, keepNames, report } = controller.state;
    assert.deepEqual([controller.policy.policy.name, on], ['PS3.15 Basic Profile', ['retain-uids']]);
    assert.deepEqual([keepNames, report !== ''], [true, true]);
    controller.chooseSources([path('a')]);
    assert.equal(controller.policy.policy.name, 'DicomAnon');
  });

  it('runs by no other policy when the one of the settings can not be used', () => {
    controller = newController({ 'dicomanon.policy': path('missing.dicomanon.json') });
    assert.throws(() => controller.chooseSources([path('a')]), { code: 'policy-file-missing' });
    controller.chooseSources([path('a')], { policy: loadPolicy('DicomAnon', '') });
    assert.equal(controller.policy.policy.name, 'DicomAnon');
    assert.throws(
      () =>
        controller.chooseSources([path('a')], {
          policy: loadPolicy('DicomAnon', ''),
          switches: { nope: true },
        }),
      { code: 'unknown-option' },
    );
  });

  it('cancels a run, which then says so', async () => {
    engine.hold();
    controller.chooseSources([path('a')]);
    const run = controller.start();
    await settled();
    controller.cancel();
    const { run: state } = controller.state;
    assert.equal(state.kind === 'running' && state.cancelling, true);
    const outcome = await run;
    assert.equal(outcome.kind === 'ended' && outcome.result.end, 'cancelled');
    assert.equal(controller.isRunning, false);
  });

  it('cancels before anything is written while it still counts', async () => {
    engine.holdSurvey();
    controller.chooseSources([path('a')]);
    const run = controller.start();
    await settled();
    assert.equal(controller.state.run.kind, 'waiting');
    controller.cancel();
    const outcome = await run;
    assert.equal(outcome.kind === 'refused' && outcome.problem.code, 'cancelled');
    assert.equal(engine.runs.length, 0);
  });

  it('counts again before a second run, because files may have come', async () => {
    controller.chooseSources([path('a')]);
    await controller.start();
    await controller.start();
    assert.equal(engine.surveys.length, 2);
    assert.equal(engine.runs.length, 2);
  });

  it('shows why the engine refused a run, in its words', async () => {
    engine.failure = new UserError('foreign-project', 'Another workbook.', 'Restore it.');
    controller.chooseSources([path('a')]);
    const outcome = await controller.start();
    assert.deepEqual(outcome, {
      kind: 'refused',
      problem: { code: 'foreign-project', message: 'Another workbook.', remedy: 'Restore it.' },
    });
  });

  it('shows nothing of the text of a fault, and reports it', async () => {
    engine.failure = new Error('Doe^Jane');
    controller.chooseSources([path('a')]);
    const outcome = await controller.start();
    assert.equal(JSON.stringify(outcome).includes('Doe'), false);
    assert.deepEqual(faults, [engine.failure]);
  });

  it('anonymises several folders one after the other and adds up their numbers', async () => {
    controller.chooseSources([path('a'), path('b')]);
    const outcome = await controller.start();
    assert.deepEqual(
      engine.runs.map(({ destination }) => destination),
      [path('a-anonymised'), path('b-anonymised')],
    );
    assert.equal(outcome.kind === 'ended' && outcome.result.found, 6);
    assert.equal(engine.reports.length, 2);
    assert.notEqual(engine.reports[0], engine.reports[1]);
  });

  it('takes a folder inside another chosen one once', () => {
    controller.chooseSources([path('a'), path('a/inner')]);
    assert.deepEqual(
      controller.state.folders.map(({ source }) => source),
      [path('a')],
    );
  });

  it('refuses two folders of the same name for one destination', () => {
    mkdirSync(join(folder(), 'b/a'), { recursive: true });
    controller.chooseSources([path('a'), path('b/a')]);
    controller.chooseDestination(path('out'));
    assert.equal(controller.state.folders[0]?.problem?.code, 'destination-taken');
  });

  it('leaves a destination inside the source out of the survey', async () => {
    controller.chooseSources([path('a')]);
    controller.chooseDestination(path('a/inner'));
    await settled();
    assert.deepEqual(engine.surveys.at(-1)?.excluded, [path('a/inner')]);
  });

  it('writes the report beside the workbook, and none when it is turned off', async () => {
    controller.chooseSources([path('a')]);
    controller.choose({ workbook: '/w/x.xlsx' });
    assert.equal(controller.state.report, '/w/x-report.md');
    await controller.start();
    assert.deepEqual(engine.reports, ['/w/x-report.md']);
    controller.choose({ report: false });
    assert.equal(controller.state.report, '');
    await controller.start();
    assert.equal(engine.reports.length, 1);
  });

  it('tells of the last run when a window was opened again', async () => {
    engine.last = {
      ...{
        runId: 'x',
        started: '2026-01-01T00:00:00Z',
        ended: '',
        state: 'interrupted',
        policy: 'DicomAnon',
        version: '1',
      },
      ...{
        source: path('a'),
        destination: path('out'),
        found: 0,
        written: 0,
        unchanged: 0,
        skipped: 0,
        failed: 0,
      },
    };
    await controller.recall();
    const { run, folders } = controller.state;
    assert.equal(run.kind === 'earlier' && run.run.end, 'interrupted');
    assert.equal(folders[0]?.destination, path('out'));
  });

  it('ends a run in order when the window closes', async () => {
    engine.hold();
    controller.chooseSources([path('a')]);
    const run = controller.start();
    await settled();
    await controller.dispose();
    const outcome = await run;
    assert.equal(outcome.kind === 'ended' && outcome.result.end, 'cancelled');
  });

  function path(name: string): string {
    return join(folder(), name);
  }

  function newController(values: Readonly<Record<string, unknown>>): RunController {
    const settings = (): Settings => readSettings((name) => values[`dicomanon.${name}`]);
    return new RunController(engine, {
      settings,
      isInWorkspace: () => false,
      report: (error) => faults.push(error),
    });
  }
});

/** Finds the same in every folder, and writes nothing. */
class FakeEngine implements Engine {
  readonly surveys: SurveyJob[] = [];
  readonly runs: RunJob[] = [];
  readonly reports: string[] = [];
  failure: Error | undefined;
  /** What a survey finds; nothing unless it is set. */
  ledger: Ledger | undefined;
  last: Awaited<ReturnType<Engine['lastRun']>>;
  private gate: Promise<void> = Promise.resolve();
  private surveyGate: Promise<void> = Promise.resolve();
  private open: () => void = () => undefined;

  /** Runs wait until `release`, or until they are cancelled. */
  hold(): void {
    this.gate = new Promise((resolve) => (this.open = resolve));
  }

  holdSurvey(): void {
    this.surveyGate = new Promise((resolve) => (this.open = resolve));
  }

  release(): void {
    this.open();
  }

  async survey(job: SurveyJob): Promise<Survey> {
    this.surveys.push(job);
    job.onProgress(() => TOTALS);
    await Promise.race([this.surveyGate, aborted(job.signal)]);
    const ledger = this.ledger ?? new Ledger(job.source);
    return { ledger, patients: [], totals: TOTALS, cancelled: job.signal.aborted };
  }

  async anonymise(job: RunJob): Promise<RunRecordOfFiles> {
    if (this.failure) throw this.failure;
    this.runs.push(job);
    job.onProgress({
      files: 1,
      totalFiles: 2,
      bytes: 500,
      totalBytes: 1000,
      seconds: 0.1,
      patient: 'ANON-0001',
    });
    await Promise.race([this.gate, aborted(job.signal)]);
    const summary: RunSummary = {
      ...{
        state: job.signal.aborted ? 'cancelled' : 'done',
        found: 3,
        written: 2,
        unchanged: 0,
        skipped: 1,
        failed: 0,
      },
      ...{
        reasons: { 'not-dicom': 1 },
        patients: 1,
        studies: 1,
        series: 1,
        bytes: 1000,
        seconds: 1,
        risks: byRisk(() => 0),
        destination: job.destination,
      },
    };
    return { survey: job.survey, policy: job.policy, summary };
  }

  writeReport(file: string): Promise<void> {
    this.reports.push(file);
    return Promise.resolve();
  }

  checkReport(): void {
    return undefined;
  }

  examples() {
    return Promise.resolve([]);
  }

  lastRun() {
    return Promise.resolve(this.last);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Lets everything that can go on go on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
