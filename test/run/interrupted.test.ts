import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArguments } from '../../src/cli/arguments';
import { runAnonymise } from '../../src/cli/run-command';
import { letLocksAge } from '../support/aged-locks';
import { createTempFolder, removeFolder } from '../support/temp-folder';
import { hashTree } from '../support/tree-hash';
import {
  CLI,
  placeIn,
  runCommand,
  startCommand,
  usePlace,
  type JsonSummary,
  type Place,
} from './command-line';
import { image, writeHugeImage } from './images';

const FILES = 240;
const PATIENTS = 6;
const GIGABYTE = 1024 ** 3;

describe('a run that is killed', function () {
  this.timeout(240_000);
  let folder: string;
  let source: string;
  /** How long a run takes that nobody disturbs. */
  let duration: number;

  before(() => {
    folder = createTempFolder();
    const { put, source: made, args } = placeIn(join(folder, 'model'));
    source = made;
    const pixels = new Uint8Array(40_000).fill(9);
    for (let at = 0; at < FILES; at++) {
      const patient = at % PATIENTS;
      put({
        [`P${patient}/s${at % 12}/IM${at}`]: image({
          instance: `${at}`,
          patientId: `P${patient}`,
          study: `${patient}`,
          pixels,
        }),
      });
    }
    const started = Date.now();
    assert.equal(runCommand(args()).status, 0);
    duration = Date.now() - started;
  });
  after(() => removeFolder(folder));

  /** A destination and a workbook of their own, over the same source. */
  function newPlace(
    name: string,
  ): Place & { readonly again: () => JsonSummary; readonly start: () => ChildProcess } {
    const place = placeIn(join(folder, name));
    const args = [source, place.destination, '--workbook', place.workbook, '--json', '--workers', '2'];
    const again = (): JsonSummary => {
      const { status, stdout, stderr } = runCommand(args);
      assert.equal(status, 0, stderr);
      return JSON.parse(stdout) as JsonSummary;
    };
    return { ...place, again, start: () => startCommand(args) };
  }

  async function killWhen(child: ChildProcess, moment: () => boolean | Promise<boolean>): Promise<void> {
    const ended = once(child, 'exit');
    while (child.exitCode === null && !(await moment())) await delay(0);
    child.kill('SIGKILL');
    await ended;
  }

  /** Nothing lost, nothing doubled, nothing left over, and every number as if nobody had disturbed it. */
  async function assertAsIfUndisturbed(place: Place & { readonly again: () => JsonSummary }): Promise<void> {
    letLocksAge(dirname(place.workbook));
    const { found, written, unchanged } = place.again();
    assert.deepEqual([found, written + unchanged], [FILES, FILES]);
    const { patients, studies, runs } = await place.mapping();
    assert.deepEqual(
      patients.map(({ patientId, anonymisedId, files }) => [patientId, anonymisedId, files]),
      Array.from({ length: PATIENTS }, (_, at) => [`P${at}`, `ANON-000${at + 1}`, FILES / PATIENTS]),
    );
    assert.equal(studies.length, PATIENTS);
    assert.equal(runs.at(-1)?.state, 'done');
    assert.deepEqual(place.beside(), ['m.xlsx']);
    const copies = hashTree(place.destination);
    assert.equal(Object.keys(copies).length, FILES);
    const undisturbed = join(place.destination, '..', 'undisturbed');
    assert.equal(runCommand([source, undisturbed, '--workbook', place.workbook]).status, 0);
    assert.deepEqual(hashTree(undisturbed), copies);
    rmSync(join(place.destination, '..'), { recursive: true });
  }

  /** A sequence of numbers from 0 to 1 that is the same in every test run. */
  const MOMENTS = Array.from({ length: 12 }, (_, at) => ((at * 0.618034 + 0.31) % 1) * 1.1);

  MOMENTS.forEach((moment, at) => {
    it(`after ${Math.round(moment * 100)} % of its time, goes on as if nobody had disturbed it`, async () => {
      const place = newPlace(`at-${at}`);
      const until = Date.now() + moment * duration;
      await killWhen(place.start(), () => Date.now() >= until);
      await assertAsIfUndisturbed(place);
    });
  });

  const countCopies = (place: Place): number =>
    existsSync(place.destination) ? readdirSync(place.destination, { recursive: true }).length : 0;
  const EVENTS: Readonly<Record<string, (place: Place) => boolean>> = {
    'when it has taken the lock': (place) => existsSync(join(place.workbook, '..', 'm.lock', 'owner.json')),
    'when it has begun the journal': (place) => place.beside().includes('m.journal.ndjson'),
    'when the first copies are there': (place) => countCopies(place) > 2 * PATIENTS,
    'when half of the copies are there': (place) => countCopies(place) > FILES / 2,
    'when it has noted its end': (place) => journalOf(place).includes('"run-ended"'),
    'while it saves the workbook': (place) => place.beside().includes('m.saving.tmp'),
    'when the workbook is there': (place) => place.beside().includes('m.xlsx'),
  };

  for (const [name, happened] of Object.entries(EVENTS)) {
    it(`${name}, goes on as if nobody had disturbed it`, async () => {
      const place = newPlace(name.replaceAll(' ', '-'));
      await killWhen(place.start(), () => happened(place));
      await assertAsIfUndisturbed(place);
    });
  }

  it('again and again, goes on as if nobody had disturbed it', async () => {
    const place = newPlace('repeatedly');
    for (const share of [0.1, 0.3, 0.5, 0.8]) {
      await killWhen(place.start(), () => countCopies(place) > share * FILES);
    }
    await assertAsIfUndisturbed(place);
  });
});

describe('a run that is killed, and the next one cancelled', () => {
  const place = usePlace();

  it('has all copies counted once', async () => {
    const { put, args, original, destination, copy, anonymise, mapping } = place();
    for (let at = 0; at < 60; at++) put({ [`s${at % 6}/${at}.dcm`]: image({ instance: `${at}` }) });
    mkdirSync(original('t'));
    writeHugeImage(original('t/huge.dcm'), 2 * GIGABYTE, { instance: 'huge' });
    const killed = startCommand(args('--workers', '1'));
    const killedEnd = once(killed, 'exit');
    while (killed.exitCode === null && !isBegun(copy('t'))) await delay(5);
    killed.kill('SIGKILL');
    await killedEnd;
    assert.ok(Object.keys(hashTree(destination)).length >= 60);

    rmSync(original('t'), { recursive: true });
    mkdirSync(original('a'));
    writeHugeImage(original('a/huge.dcm'), 2 * GIGABYTE, { instance: 'huge' });
    const cancelled = startCommand(args('--workers', '1'));
    const cancelledEnd = once(cancelled, 'exit');
    while (cancelled.exitCode === null && !isBegun(copy('a'))) await delay(5);
    cancelled.kill('SIGINT');
    assert.deepEqual(await cancelledEnd, [130, null]);

    rmSync(original('a'), { recursive: true });
    assert.equal(anonymise().summary.unchanged, 60);
    assert.deepEqual(
      (await mapping()).patients.map(({ files }) => files),
      [60],
    );
  });
});

function journalOf(place: Place): string {
  try {
    return readFileSync(join(place.workbook, '..', 'm.journal.ndjson'), 'utf8');
  } catch {
    return '';
  }
}

describe('a run that the user cancels', () => {
  const place = usePlace();

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`ends with status 130 and all in order on ${signal}, in the middle of a huge file, and the next run goes on`, async () => {
      const { put, args, original, destination, mapping, beside, copy, anonymise } = place();
      put({ 'a/1.dcm': image(), 'a/2.dcm': image({ instance: '2' }) });
      mkdirSync(original('b'));
      writeHugeImage(original('b/huge.dcm'), 2 * GIGABYTE, { instance: 'huge', patientId: 'MRN-2' });
      const child = startCommand(args('--workers', '1'));
      const [stdout, stderr] = [text(child.stdout!), text(child.stderr!)];
      const ended = once(child, 'exit');
      while (child.exitCode === null && !isBegun(copy('b'))) await delay(5);
      child.kill(signal);
      assert.deepEqual(await ended, [130, null]);
      const summary = JSON.parse(await stdout) as JsonSummary;
      assert.equal(summary.state, 'cancelled');
      assert.deepEqual([summary.found, summary.written, summary.failed], [3, 2, 1]);
      assert.deepEqual(summary.reasons, { cancelled: 1 });
      assert.match(await stderr, /^Cancelled: /m);
      assert.deepEqual(Object.keys(hashTree(destination)), ['a/1.dcm', 'a/2.dcm', 'b']);
      assert.deepEqual(beside(), ['m.xlsx']);
      assert.deepEqual(
        (await mapping()).patients.map(({ files, failed }) => [files, failed]),
        [
          [2, 0],
          [0, 1],
        ],
      );
      rmSync(original('b/huge.dcm'));
      assert.equal(anonymise().summary.unchanged, 2);
    });
  }

  it('during the survey ends with status 130, and nothing was written', async () => {
    const { put, source, destination, workbook, beside } = place();
    for (let at = 0; at < 100; at++) put({ [`s${at % 10}/${at}.dcm`]: image({ instance: `${at}` }) });
    const command = parseArguments([source, destination, '--workbook', workbook, '--json']);
    assert.ok(command.kind === 'anonymise');
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const status = await runAnonymise(command, {
      stdout: stdout as unknown as NodeJS.WriteStream,
      stderr: stderr as unknown as NodeJS.WriteStream,
      version: '0',
      scripts: dirname(CLI),
      signal: AbortSignal.abort(),
    });
    stdout.end();
    assert.equal(status, 130);
    assert.equal((JSON.parse(await text(stdout)) as JsonSummary).state, 'cancelled');
    assert.equal(existsSync(destination), false);
    assert.deepEqual(beside(), []);
  });
});

/** Whether a copy is being written to this folder. */
function isBegun(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

describe('a run whose reader goes away', () => {
  const place = usePlace();

  it('goes on to its end', async () => {
    const { put, args, destination, beside } = place();
    put({ '1.dcm': image() });
    const child = startCommand(args());
    const ended = once(child, 'exit');
    child.stdout?.destroy();
    child.stderr?.destroy();
    assert.deepEqual(await ended, [0, null]);
    assert.deepEqual(Object.keys(hashTree(destination)), ['1.dcm']);
    assert.deepEqual(beside(), ['m.xlsx']);
  });
});

describe('two runs at once', () => {
  const place = usePlace();

  it('with one workbook: the second is refused, and the first is not disturbed', async () => {
    const { put, args, original, copy, source, workbook, beside, destination } = place();
    put({ 'a/1.dcm': image() });
    writeHugeImage(original('z.dcm'), GIGABYTE / 2, { instance: 'huge' });
    const first = startCommand(args());
    const ended = once(first, 'exit');
    while (first.exitCode === null && !beside().includes('m.journal.ndjson')) await delay(5);
    assert.equal(statSync(join(workbook, '..', 'm.journal.ndjson')).mode & 0o777, 0o600);
    const second = runCommand([source, copy('../elsewhere'), '--workbook', workbook]);
    assert.equal(second.status, 2);
    assert.match(second.stderr, /in use by another run/);
    assert.equal(existsSync(copy('../elsewhere')), false);
    assert.deepEqual(await ended, [0, null]);
    assert.deepEqual(Object.keys(hashTree(destination)), ['a/1.dcm', 'z.dcm']);
  });
});
