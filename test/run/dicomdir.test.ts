import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { runTool, type ToolName } from '../support/tools';
import { CANARIES, mediumFiles, originalDicomdir, readDirectory } from '../support/media';
import { runPython } from '../support/pydicom';
import { skipBecause } from '../support/skipping';
import { createTempFolder, removeFolder } from '../support/temp-folder';
import { hashTree } from '../support/tree-hash';
import { placeIn, startCommand, usePlace, type JsonSummary, type Place } from './command-line';
import { image, writeHugeImage } from './images';

const FILESET_READER = join(process.cwd(), 'test', 'support', 'pydicom_fileset.py');
const REAL = join(process.cwd(), '..', 'shared', 'dicom');

const fileIdsOf = (dicomdir: string): readonly string[] =>
  readDirectory(readFileSync(dicomdir)).instances.map(({ values }) =>
    values['00041500']!.replaceAll('\\', '/'),
  );

/** The output of a tool over a file; skips the test where the tool is missing. */
function toolOutput(context: Mocha.Context, tool: ToolName, args: readonly string[]): string {
  const run = runTool(tool, args);
  if (run.kind === 'missing') skipBecause(context, run.reason);
  assert.ok(tool === 'dciodvfy' || run.code === 0, run.stderr);
  return run.stdout + run.stderr;
}

/** The File-set as pydicom loads it, with all instances. */
function loadFileSet(
  context: Mocha.Context,
  dicomdir: string,
): { readonly id: string; readonly instances: readonly { type: string; path: string; differs: string[] }[] } {
  const run = runPython(['-W', 'ignore', FILESET_READER, dicomdir]);
  if (run.kind === 'missing') skipBecause(context, run.reason);
  assert.equal(run.code, 0, run.stderr);
  return JSON.parse(run.stdout) as ReturnType<typeof loadFileSet>;
}

describe('the copy of a medium', function () {
  this.timeout(120_000);
  const files = mediumFiles();
  const count = Object.keys(files).length;
  let folder: string;
  let place: Place;
  let dicomdir: string;
  let summary: ReturnType<Place['anonymise']>['summary'];

  before(() => {
    folder = createTempFolder();
    place = placeIn(folder);
    place.put({ ...files, DICOMDIR: originalDicomdir() });
    ({ summary } = place.anonymise('--report', join(folder, 'report.md')));
    dicomdir = place.copy('DICOMDIR');
  });
  after(() => removeFolder(folder));

  it('has a new DICOMDIR that lists every copy', () => {
    assert.deepEqual([summary.found, summary.written, summary.failed], [count + 1, count + 1, 0]);
    assert.deepEqual(summary.reasons, { 'dicomdir-made': 1 });
    const { instances } = readDirectory(readFileSync(dicomdir));
    assert.equal(instances.length, count);
    for (const { values } of instances) {
      const copy = readFileSync(place.copy(values['00041500']!.replaceAll('\\', '/')));
      assert.ok(copy.includes(values['00041511']!), 'the File Meta Information has the same UID');
    }
  });

  it('has it in the report, with how much it lists', () => {
    const report = readFileSync(join(folder, 'report.md'), 'utf8');
    assert.match(
      report,
      /\| written \| DICOMDIR made anew: (\d+) of \1 copies listed.* \| DICOMDIR \| DICOMDIR \|/,
    );
  });

  it('has a DICOMDIR without anything of the original one, and without true identifiers', () => {
    const bytes = readFileSync(dicomdir).toString('latin1');
    for (const canary of CANARIES) assert.equal(bytes.includes(canary), false, canary);
    const originals = readFileSync(join(place.source, Object.keys(files)[0]!)).toString('latin1');
    assert.ok(/\d+\.\d+/.test(originals));
    for (const { values } of readDirectory(readFileSync(dicomdir)).instances)
      assert.match(values['00041511']!, /^2\.25\./);
    for (const name of ['007123', 'Jürgen', 'SUZUKI', 'OConnor', 'GR-0042', 'MRN-48-1923']) {
      assert.equal(bytes.includes(name), false, name);
      assert.equal(bytes.includes(Buffer.from(name).toString('latin1')), false, name);
    }
  });

  it('names the folders of patients so that a File ID can hold them', () => {
    assert.ok(
      Object.keys(files).some((path) => path.includes('/007123/')),
      'a Patient ID is a name',
    );
    assert.ok(fileIdsOf(dicomdir).some((id) => /^DICOM\/ANON\d{4}\//.test(id)));
    assert.ok(fileIdsOf(dicomdir).every((id) => /^[A-Z0-9_]{1,8}(\/[A-Z0-9_]{1,8}){0,7}$/.test(id)));
  });

  it('is read by dcmtk', function () {
    const dump = toolOutput(this, 'dcmdump', [dicomdir]);
    const records = dump.match(/"Directory Record" [A-Z ]+/g) ?? [];
    assert.ok(records.length > count);
    assert.equal(dump.match(/refFileID=/g)?.length, count);
    assert.doesNotMatch(dump, /^[EW]: /m);
  });

  it('is loaded by pydicom, and every record agrees with its file', function () {
    const { instances } = loadFileSet(this, dicomdir);
    assert.equal(instances.length, count);
    for (const { type, path, differs } of instances) assert.deepEqual(differs, [], `${type} ${path}`);
    const types = new Set(instances.map(({ type }) => type));
    for (const type of ['IMAGE', 'SR DOCUMENT', 'KEY OBJECT DOC', 'PRESENTATION', 'ENCAP DOC', 'RT DOSE']) {
      assert.ok(types.has(type), type);
    }
  });

  it('has no fault that dciodvfy knows', function () {
    const faults = toolOutput(this, 'dciodvfy', [dicomdir]).match(/^Error.*$/gm) ?? [];
    assert.deepEqual(faults, []);
  });

  it('can be carried on by dcmmkdir, whose DICOMDIR is then kept', function () {
    const [file] = fileIdsOf(dicomdir);
    const copy = join(folder, 'carried-on');
    mkdirSync(copy);
    const run = runTool('dcmmkdir', ['--version']);
    if (run.kind === 'missing') skipBecause(this, run.reason);
    const other = placeIn(copy);
    other.put({
      A1: image({ instance: 'one' }),
      A2: image({ instance: 'two' }),
      DICOMDIR: originalDicomdir(),
    });
    assert.equal(other.anonymise().status, 0);
    writeFileSync(other.copy('B1'), readFileSync(place.copy(file!)));
    const update = ['--append', '--invent', '--input-directory', other.destination, '--output-file'];
    toolOutput(this, 'dcmmkdir', [...update, other.copy('DICOMDIR'), 'B1']);
    assert.deepEqual(fileIdsOf(other.copy('DICOMDIR')), ['A1', 'A2', 'B1']);
    const before = readFileSync(other.copy('DICOMDIR'));
    const { status, summary: again } = other.anonymise();
    assert.equal(status, 1);
    assert.deepEqual(again.reasons, { 'dicomdir-taken': 1 });
    assert.deepEqual(readFileSync(other.copy('DICOMDIR')), before);
  });

  it('is found unchanged by the next run', () => {
    const before = hashTree(place.destination);
    const { mtimeMs } = statSync(dicomdir);
    const again = place.anonymise();
    assert.equal(again.status, 0);
    assert.deepEqual([again.summary.written, again.summary.unchanged], [0, count + 1]);
    assert.deepEqual(hashTree(place.destination), before);
    assert.equal(statSync(dicomdir).mtimeMs, mtimeMs);
  });

  it('is the same whatever the number of workers', () => {
    const one = readFileSync(dicomdir);
    rmSync(place.destination, { recursive: true });
    place.anonymise('--workers', '3');
    assert.deepEqual(readFileSync(dicomdir), one);
  });
});

describe('a DICOMDIR of the source', () => {
  const place = usePlace();
  const listed = (path = 'DICOMDIR'): readonly string[] => fileIdsOf(place().copy(path));

  it('is made again when files have come', () => {
    const { put, anonymise } = place();
    put({ A1: image(), DICOMDIR: originalDicomdir() });
    anonymise();
    const { uid } = readDirectory(readFileSync(place().copy('DICOMDIR')));
    put({ A2: image({ instance: '2' }), 'B/A3': image({ instance: '3', patientId: 'MRN-2' }) });
    const { summary } = anonymise();
    assert.deepEqual([summary.written, summary.unchanged], [3, 1]);
    assert.deepEqual(listed(), ['A1', 'A2', 'B/A3']);
    assert.equal(
      readDirectory(readFileSync(place().copy('DICOMDIR'))).uid,
      uid,
      'the File-set stays the same',
    );
    assert.deepEqual(readdirSync(place().destination).sort(), ['A1', 'A2', 'B', 'DICOMDIR']);
  });

  it('covers its own folder and what is below, one of several', () => {
    const { put, anonymise } = place();
    put({
      'cd1/DICOMDIR': originalDicomdir(),
      'cd1/A1': image({ instance: '1' }),
      'cd2/DICOMDIR': originalDicomdir(),
      'cd2/X/A1': image({ instance: '2' }),
      'no medium/A1': image({ instance: '3' }),
    });
    const { summary } = anonymise();
    assert.deepEqual(summary.reasons, { 'dicomdir-made': 2 });
    assert.deepEqual([listed('cd1/DICOMDIR'), listed('cd2/DICOMDIR')], [['A1'], ['X/A1']]);
    const uids = ['cd1', 'cd2'].map((cd) => readDirectory(readFileSync(place().copy(`${cd}/DICOMDIR`))).uid);
    assert.notEqual(uids[0], uids[1]);
  });

  it('has UIDs and codes of studies and series that lack theirs', () => {
    const { put, anonymise } = place();
    put({ A1: image({ study: '', series: '' }), DICOMDIR: originalDicomdir() });
    anonymise();
    const [instance] = readDirectory(readFileSync(place().copy('DICOMDIR'))).root;
    const study = instance!.lower[0]!;
    assert.match(study.values['0020000d']!, /^2\.25\.\d+$/);
    assert.match(study.lower[0]!.values['0020000e']!, /^2\.25\.\d+$/);
    assert.match(study.values['00200010']!, /^[A-Z2-7]+$/);
  });

  it('does not list copies whose names a DICOMDIR cannot hold, and the report says so', () => {
    const { put, anonymise, beside } = place();
    put({ A1: image(), 'IM2.dcm': image({ instance: '2' }), DICOMDIR: originalDicomdir() });
    const { status } = anonymise('--report', join(place().source, '..', 'report.csv'));
    assert.equal(status, 0);
    assert.deepEqual(listed(), ['A1']);
    assert.ok(beside().includes('report.csv'));
    const report = readFileSync(join(place().source, '..', 'report.csv'), 'utf8');
    assert.match(report, /1 of 2 copies listed; 1 with names that a DICOMDIR cannot hold/);
  });

  it('is skipped, as before, when none of the copies can be listed, or it has another name', () => {
    const { put, anonymise, copy } = place();
    put({
      'IM2.dcm': image(),
      DICOMDIR: originalDicomdir(),
      'other/DICOMDIR.OLD': originalDicomdir(),
    });
    const { summary } = anonymise();
    assert.deepEqual([summary.written, summary.skipped], [1, 2]);
    assert.deepEqual(summary.reasons, { dicomdir: 2 });
    assert.equal(existsSync(copy('DICOMDIR')), false);
  });

  it('stays in small letters where the medium was mounted with them, and lists File IDs in capitals', () => {
    const { put, anonymise } = place();
    put({
      'img/a1': image(),
      'mrn1/a2': image({ instance: '2', patientId: 'mrn1' }),
      dicomdir: originalDicomdir(),
    });
    anonymise();
    assert.deepEqual(listed('dicomdir'), ['IMG/A1', 'ANON0002/A2']);
    assert.ok(existsSync(place().copy('anon0002/a2')));
  });

  it('is never put in the place of another one', () => {
    const { put, anonymise, destination, copy } = place();
    put({ A1: image(), DICOMDIR: originalDicomdir() });
    mkdirSync(destination);
    writeFileSync(copy('DICOMDIR'), 'by someone else');
    const { status, summary, stderr } = anonymise();
    assert.equal(status, 1);
    assert.deepEqual([summary.found, summary.written, summary.failed], [2, 1, 1]);
    assert.deepEqual(summary.reasons, { 'dicomdir-taken': 1 });
    assert.equal(readFileSync(copy('DICOMDIR'), 'utf8'), 'by someone else');
    assert.doesNotMatch(stderr, /Kanarienvogel/);
    rmSync(copy('DICOMDIR'));
    assert.deepEqual(anonymise().summary.reasons, { 'dicomdir-made': 1 });
    assert.deepEqual(listed(), ['A1']);
  });

  it('is put in the place of one that an earlier run made and someone cut short', () => {
    const { put, anonymise, copy } = place();
    put({ A1: image(), DICOMDIR: originalDicomdir() });
    anonymise();
    const whole = readFileSync(copy('DICOMDIR'));
    writeFileSync(copy('DICOMDIR'), whole.subarray(0, whole.length - 40));
    assert.deepEqual(anonymise().summary.reasons, { 'dicomdir-made': 1 });
    assert.deepEqual(readFileSync(copy('DICOMDIR')), whole);
  });

  it('is not made in a dry run', () => {
    const { put, anonymise, destination } = place();
    put({ A1: image(), DICOMDIR: originalDicomdir() });
    assert.equal(anonymise('--dry-run').summary.skipped, 1);
    assert.equal(existsSync(destination), false);
  });

  it('lists copies under the names of the originals when these are kept', () => {
    const { put, anonymise } = place();
    put({ 'MRN1/A1': image({ patientId: 'MRN1' }), DICOMDIR: originalDicomdir() });
    anonymise('--keep-names');
    assert.deepEqual(listed(), ['MRN1/A1']);
  });
});

describe('a run over a medium that ends early', function () {
  this.timeout(120_000);
  const place = usePlace();
  const FILES = 200;

  function putMedium(): void {
    const pixels = new Uint8Array(40_000);
    const images = Array.from({ length: FILES }, (_, at): [string, Uint8Array] => [
      `D${at % 7}/IM${at}`,
      image({ instance: `${at}`, patientId: `P${at % 3}`, pixels }),
    ]);
    place().put({ ...Object.fromEntries(images), DICOMDIR: originalDicomdir() });
  }

  /** Runs until the moment comes and ends it with the signal. */
  async function endWhen(signal: NodeJS.Signals, moment: () => boolean): Promise<void> {
    const child = startCommand(place().args('--workers', '2'));
    const ended = once(child, 'exit');
    while (child.exitCode === null && !moment()) await delay(0);
    child.kill(signal);
    await ended;
  }

  const copies = (): number =>
    existsSync(place().destination)
      ? readdirSync(place().destination, { recursive: true, encoding: 'utf8' }).filter((path) =>
          path.includes('IM'),
        ).length
      : 0;

  for (const share of [0.1, 0.6, 1]) {
    it(`by a kill when ${share * 100} % of the copies are there has no part of a DICOMDIR, and the next run makes it`, async () => {
      putMedium();
      await endWhen('SIGKILL', () => copies() >= share * FILES);
      const dicomdir = place().copy('DICOMDIR');
      if (existsSync(dicomdir)) assert.equal(fileIdsOf(dicomdir).length, FILES);
      const { status, summary } = place().anonymise();
      assert.equal(status, 0);
      assert.equal(summary.written + summary.unchanged, FILES + 1);
      assert.equal(fileIdsOf(dicomdir).length, FILES);
      const names = readdirSync(place().destination, { recursive: true, encoding: 'utf8' });
      assert.deepEqual(
        names.filter((name) => name.endsWith('.part')),
        [],
      );
    });
  }

  it('by a cancel leaves the DICOMDIR to the next run', async () => {
    const { put, original, copy, anonymise, args } = place();
    put({ A1: image(), DICOMDIR: originalDicomdir() });
    mkdirSync(original('B'));
    writeHugeImage(original('B/HUGE'), 2 * 1024 ** 3, { instance: 'huge' });
    const child = startCommand(args('--workers', '1'));
    const [stdout, ended] = [text(child.stdout!), once(child, 'exit')];
    const isBegun = (): boolean => existsSync(copy('B')) && readdirSync(copy('B')).length > 0;
    while (child.exitCode === null && !isBegun()) await delay(5);
    child.kill('SIGINT');
    assert.deepEqual(await ended, [130, null]);
    const summary = JSON.parse(await stdout) as JsonSummary;
    assert.deepEqual([summary.found, summary.written, summary.failed], [3, 1, 2]);
    assert.deepEqual(summary.reasons, { cancelled: 2 });
    assert.equal(existsSync(copy('DICOMDIR')), false);
    rmSync(original('B'), { recursive: true });
    assert.deepEqual(anonymise().summary.reasons, { 'dicomdir-made': 1 });
    assert.deepEqual(fileIdsOf(copy('DICOMDIR')), ['A1']);
  });
});

describe('the DICOMDIRs of real media', function () {
  this.timeout(120_000);
  const place = usePlace();
  for (const [medium, count] of [
    ['dicomdir/pydicom/TINY_ALPHA', 50],
    ['series/XA60_cd', 5],
    ['dicomdir/pydicom', 31],
  ] as const) {
    it(`are made anew: ${medium}`, function () {
      const source = join(REAL, medium);
      if (!existsSync(source)) skipBecause(this, 'the corpus is not there');
      const { copy } = place();
      const { put } = place();
      put(treeOf(source));
      const { status } = place().anonymise();
      assert.equal(status, 0);
      assert.equal(fileIdsOf(copy('DICOMDIR')).length, count);
      const { instances } = loadFileSet(this, copy('DICOMDIR'));
      assert.deepEqual([instances.length, instances.flatMap(({ differs }) => differs)], [count, []]);
      assert.doesNotMatch(toolOutput(this, 'dciodvfy', [copy('DICOMDIR')]), /^Error/m);
    });
  }
});

/** The files below a folder by path. */
function treeOf(folder: string): Readonly<Record<string, Uint8Array>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    paths
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path))]),
  );
}
