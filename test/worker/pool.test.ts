import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../../src/core/errors';
import { directWorkbookIo } from '../../src/core/mapping/direct-workbook-io';
import { mappingIo } from '../../src/core/mapping/mapping-io';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { defaultChoice } from '../../src/core/policy/policy';
import { decodeOutcome } from '../../src/core/record/outcome-code';
import { anonymiseFolder } from '../../src/core/run/anonymise-folder';
import { NO_DOCUMENTS } from '../../src/core/run/copied-documents';
import type { RewriteProgress } from '../../src/core/run/rewrite-folder';
import { surveyFolder } from '../../src/core/run/survey';
import type { RewriteBatch, SurveyBatch } from '../../src/core/run/work';
import { WorkerPool } from '../../src/worker/pool';
import { CLI, usePlace } from '../run/command-line';
import { image, writeHugeImage } from '../run/images';
import { hashTree } from '../support/tree-hash';

const WORKER = join(dirname(CLI), 'worker.js');
const GIGABYTE = 1024 ** 3;

describe('the worker pool', function () {
  this.timeout(30_000);
  const place = usePlace();
  const pools: WorkerPool[] = [];
  afterEach(async () => {
    for (const pool of pools.splice(0)) await pool.close();
  });

  function poolOf(entry: string, size: number): WorkerPool {
    const pool = new WorkerPool(entry, size);
    pools.push(pool);
    return pool;
  }

  /** The real worker, but `misbehave` comes first whenever a file of that name is opened. */
  function workerThat(misbehave: string, name = 'bad.dcm'): string {
    const folder = join(place().workbook, '..', 'scripts');
    mkdirSync(folder, { recursive: true });
    const script = join(folder, 'worker.js');
    writeFileSync(
      script,
      `const fs = require('node:fs');
       const { openSync } = fs;
       fs.openSync = (path, ...more) => {
         if (String(path).endsWith(${JSON.stringify(name)})) { ${misbehave} }
         return openSync(path, ...more);
       };
       require(${JSON.stringify(WORKER)});`,
    );
    return script;
  }

  function scriptOf(code: string): string {
    const script = join(place().workbook, '..', 'script.js');
    writeFileSync(script, code);
    return script;
  }

  const batchOf = (...names: readonly string[]): SurveyBatch => {
    return { folder: place().source, topFolder: place().source, names };
  };
  const outcomesOf = (outcomes: Uint8Array) => [...outcomes].map((code) => decodeOutcome(code));

  async function run(
    workers: WorkerPool,
    options: {
      readonly signal?: AbortSignal;
      readonly onProgress?: (progress: RewriteProgress) => void;
    } = {},
  ) {
    const { source, destination, workbook } = place();
    const survey = await surveyFolder({ source, isExcluded: () => false, workers });
    const policy = defaultChoice(DICOMANON_POLICY);
    return anonymiseFolder(survey, {
      destination,
      policy,
      keepNames: false,
      workbook,
      mappingIo: mappingIo(directWorkbookIo),
      searchDocuments: () => Promise.resolve(NO_DOCUMENTS),
      workers,
      version: '0',
      ...options,
    });
  }

  describe('when a worker dies', () => {
    const deaths = {
      'with an error': `throw new TypeError('Doe^Jane');`,
      'by leaving': `process.exit(3);`,
    };
    for (const [how, code] of Object.entries(deaths)) {
      it(`${how} during the survey, has that file failed and all others done`, async () => {
        for (let at = 0; at < 30; at++) place().put({ [`${at}.dcm`]: image({ instance: `${at}` }) });
        place().put({ 'bad.dcm': image({ instance: 'bad' }) });
        const { summary } = await run(poolOf(workerThat(code), 2));
        assert.deepEqual([summary.found, summary.written, summary.failed], [31, 30, 1]);
        assert.deepEqual(summary.reasons, { 'worker-crashed': 1 });
      });
    }

    it('while it writes, has that file failed and all others done, and no temporary file left', async () => {
      for (let at = 0; at < 40; at++) place().put({ [`a/${at}.dcm`]: image({ instance: `${at}` }) });
      // The sixth temporary file: the new worker must not stumble over it.
      const script = workerThat(`openSync(path, ...more); throw new Error('crash');`, '-0-5.part');
      let last: RewriteProgress | undefined;
      const { summary, survey } = await run(poolOf(script, 1), {
        onProgress: (progress) => (last = progress),
      });
      assert.deepEqual([summary.written, summary.failed], [39, 1]);
      assert.deepEqual(summary.reasons, { 'worker-crashed': 1 });
      assert.equal(last?.files, 40);
      assert.equal(Object.keys(hashTree(place().destination)).length, 39);
      assert.ok(readdirSync(place().copy('a')).every((name) => !name.endsWith('.part')));
      const [folder] = survey.ledger.folders.slice(1);
      const failed = folder!.outcomes.findIndex((code) => decodeOutcome(code)?.kind === 'failed');
      assert.equal(
        survey.ledger.remarkOn(folder!.index, failed).detail,
        'Error',
        'its kind, and nothing of its message',
      );
    });

    it('at every file, has all of them failed and comes to an end', async () => {
      for (let at = 0; at < 12; at++) place().put({ [`${at}.dcm`]: image({ instance: `${at}` }) });
      const { summary } = await run(poolOf(workerThat('process.exit(1);', '.dcm'), 2));
      assert.deepEqual([summary.failed, summary.reasons], [12, { 'worker-crashed': 12 }]);
    });

    it('again and again before it begins, gives up with a message', async () => {
      for (const code of ['throw new Error("at load");', 'process.exit(1);', 'this is no JavaScript']) {
        const pool = poolOf(scriptOf(code), 2);
        const isRefusal = (error: unknown) => error instanceof UserError && error.code === 'worker-failed';
        await assert.rejects(pool.survey(batchOf('1.dcm')), isRefusal, code);
        await assert.rejects(pool.survey(batchOf('1.dcm')), isRefusal, 'also later');
      }
      await assert.rejects(poolOf(join(place().source, 'missing.js'), 1).survey(batchOf('1.dcm')), UserError);
    });

    it('again and again once files are written, stops the run with what is done', async () => {
      for (let at = 0; at < 80; at++) place().put({ [`${at}.dcm`]: image({ instance: `${at}` }) });
      const died = join(place().workbook, '..', 'died');
      const script = workerThat(
        `require('node:fs').writeFileSync(${JSON.stringify(died)}, ''); process.exit(1);`,
        '-20.part',
      );
      const deadOnArrival = `if (require('node:fs').existsSync(${JSON.stringify(died)})) process.exit(1);\n`;
      const both = scriptOf(`${deadOnArrival}require(${JSON.stringify(script)});`);
      const { summary } = await run(poolOf(both, 1));
      assert.deepEqual([summary.state, summary.stoppedBy], ['stopped', 'worker-failed']);
      assert.equal(summary.written + summary.failed, 80);
      assert.ok(summary.written >= 16 && summary.failed > 0);
      assert.ok(summary.workbook, 'the workbook is saved');
    });
  });

  it('has never more batches under way than its capacity', async () => {
    for (let at = 0; at < 40; at++) place().put({ [`s${at}/1.dcm`]: image({ instance: `${at}` }) });
    const pool = poolOf(WORKER, 2);
    let [now, most] = [0, 0];
    const counting = {
      capacity: pool.capacity,
      configure: pool.configure.bind(pool),
      progress: pool.progress.bind(pool),
      cancel: pool.cancel.bind(pool),
      close: pool.close.bind(pool),
      survey: (batch: SurveyBatch) => count(() => pool.survey(batch)),
      rewrite: (batch: RewriteBatch) => count(() => pool.rewrite(batch)),
    };
    async function count<T>(task: () => Promise<T>): Promise<T> {
      most = Math.max(most, ++now);
      try {
        return await task();
      } finally {
        now--;
      }
    }
    const { source, destination, workbook } = place();
    const survey = await surveyFolder({ source, isExcluded: () => false, workers: counting });
    const policy = defaultChoice(DICOMANON_POLICY);
    await anonymiseFolder(survey, {
      destination,
      policy,
      keepNames: false,
      workbook,
      mappingIo: mappingIo(directWorkbookIo),
      searchDocuments: () => Promise.resolve(NO_DOCUMENTS),
      workers: counting,
      version: '0',
    });
    assert.deepEqual([now, most], [0, pool.capacity]);
  });

  it('writes whole files and erases nothing where the file system has no hard links', async () => {
    const patched = `const fs = require('node:fs');
      fs.linkSync = () => { throw Object.assign(new Error('link'), { code: 'EPERM', syscall: 'link' }); };
      require(${JSON.stringify(WORKER)});`;
    place().put({ '1.dcm': image(), '2.dcm': image({ instance: '2' }) });
    place().put({ '../copies/2.dcm': 'notes of the user' });
    const { summary } = await run(poolOf(scriptOf(patched), 1));
    assert.deepEqual([summary.written, summary.reasons], [2, { beside: 1 }]);
    const copies = readdirSync(place().destination);
    assert.equal(copies.length, 3);
    assert.equal(readFileSync(place().copy('2.dcm'), 'utf8'), 'notes of the user');
  });

  it('refuses a batch that its shared memory cannot follow', async () => {
    const names = Array.from({ length: 65 }, (_, at) => `${at}`);
    await assert.rejects(poolOf(WORKER, 1).survey(batchOf(...names)), RangeError);
  });

  it('ends soon when it is cancelled in the middle of a huge file', async function () {
    this.timeout(10_000);
    place().put({ 'a.dcm': image() });
    writeHugeImage(place().original('b.dcm'), 2 * GIGABYTE, { instance: 'huge' });
    const controller = new AbortController();
    const onProgress = ({ bytes }: RewriteProgress): void => {
      if (bytes > 0) controller.abort();
    };
    void delay(100).then(() => controller.abort());
    const { summary } = await run(poolOf(WORKER, 1), { signal: controller.signal, onProgress });
    assert.equal(summary.state, 'cancelled');
    assert.equal(summary.found, summary.written + summary.failed);
    assert.ok(summary.failed > 0);
    assert.equal(summary.reasons.cancelled, summary.failed);
    assert.ok(readdirSync(place().destination).every((name) => name === 'a.dcm'));
  });

  it('rejects what is under way when it is closed, and everything after', async () => {
    place().put({ 'slow.dcm': image() });
    const pool = poolOf(workerThat('for (;;);', 'slow.dcm'), 1);
    const busy = [pool.survey(batchOf('slow.dcm')), pool.survey(batchOf('slow.dcm'))];
    const rejected = Promise.all(busy.map((each) => assert.rejects(each, /closed/)));
    await pool.close();
    await rejected;
    await assert.rejects(pool.survey(batchOf('slow.dcm')), /closed/);
    await pool.close();
  });

  it('answers for each file of a batch in its place', async () => {
    place().put({
      '1.dcm': image(),
      '2.txt': 'nothing of DICOM',
      '3.dcm': image({ instance: '3', series: 'other' }),
      '4.dcm': '',
    });
    const result = await poolOf(WORKER, 1).survey(batchOf('1.dcm', '2.txt', '3.dcm', '4.dcm', 'missing.dcm'));
    assert.deepEqual(outcomesOf(result.outcomes), [
      undefined,
      { kind: 'skipped', reason: 'not-dicom' },
      undefined,
      { kind: 'skipped', reason: 'empty' },
      { kind: 'failed', reason: 'unreadable' },
    ]);
    assert.deepEqual([...result.seriesOf], [0, -1, 1, -1, -1]);
    assert.deepEqual(result.details, [[4, 'ENOENT']]);
    assert.equal(result.series.length, 2);
  });
});
