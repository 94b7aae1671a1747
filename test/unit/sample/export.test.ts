import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Attributes, Keyword } from '../../../src/sample/attributes';
import { layOutExport } from '../../../src/sample/export-layout';
import { makeSampleExport } from '../../../src/sample/export';
import { makeRandom } from '../../../src/sample/random';
import { readWithPydicom } from '../../support/pydicom';
import { skipBecause } from '../../support/skipping';
import { createTempFolder, removeFolder, useTempFolder } from '../../support/temp-folder';
import { runTool, type ToolName, type ToolRun } from '../../support/tools';
import { hashTree } from '../../support/tree-hash';

const SEED = 1;

describe('Sample export', () => {
  const temp = useTempFolder();

  it('is the same for the same seed, byte for byte, and another for another', async () => {
    for (const [name, seed] of Object.entries({ first: 7, second: 7, other: 8 })) {
      await makeSampleExport(join(temp(), name), { seed });
    }
    assert.deepEqual(hashTree(join(temp(), 'first')), hashTree(join(temp(), 'second')));
    assert.notDeepEqual(hashTree(join(temp(), 'first')), hashTree(join(temp(), 'other')));
  });

  it('counts what it wrote and stays small', async () => {
    const summary = await makeSampleExport(temp(), { seed: SEED });
    assert.equal(summary.dicomFiles + summary.otherFiles, Object.keys(hashTree(temp())).length);
    assert.deepEqual([summary.patients, summary.studies], [6, 7]);
    assert.ok(summary.bytes < 5_000_000 && summary.dicomFiles >= 60);
  });

  it('has the identifiers of patients in folder and file names', async () => {
    await makeSampleExport(temp(), { seed: SEED });
    const paths = Object.keys(hashTree(temp())).join('\n');
    for (const identifier of [
      'Müller',
      '007123',
      'ACC2024-10037',
      'MRN-48-1923',
      '19790630',
      '1.2.826.0.1.',
      '2.25.',
    ]) {
      assert.ok(paths.includes(identifier), identifier);
    }
  });
});

describe('Sample export: references', () => {
  const { dicom } = layOutExport(makeRandom(SEED));
  const instances = new Set(dicom.map(({ object }) => object.sopInstance));
  const studies = new Set(dicom.map(({ object }) => object.series.study.uid));
  const series = new Set(dicom.map(({ object }) => object.series.uid));

  it('gives each file a SOP Instance UID of its own', () => {
    assert.equal(instances.size, dicom.length);
  });

  it('refers only to instances and series that are there', () => {
    const referring = dicom.filter(
      ({ object }) => valuesOf(object.attributes, 'ReferencedSOPInstanceUID').length > 0,
    );
    assert.ok(referring.length >= 7);
    for (const { object } of referring) {
      for (const uid of valuesOf(object.attributes, 'ReferencedSOPInstanceUID'))
        assert.ok(instances.has(uid) || studies.has(uid));
      for (const uid of valuesOf(object.attributes, 'SeriesInstanceUID')) assert.ok(series.has(uid));
    }
  });
});

describe('Sample export: read by others', () => {
  let folder = '';
  before(async () => {
    folder = createTempFolder();
    await makeSampleExport(folder, { seed: SEED });
  });
  after(() => removeFolder(folder));

  const paths = (): readonly string[] =>
    layOutExport(makeRandom(SEED)).dicom.map(({ path }) => join(folder, path));

  function runOrSkip(
    context: Mocha.Context,
    tool: ToolName,
    args: readonly string[],
  ): ToolRun & { kind: 'ran' } {
    const run = runTool(tool, args);
    return run.kind === 'missing' ? skipBecause(context, run.reason) : run;
  }

  it('dcmdump reads every file', function () {
    const run = runOrSkip(this, 'dcmdump', ['--quiet', ...paths()]);
    assert.equal(run.code, 0, run.stderr);
  });

  it('pydicom reads every element of every file and every character set', function () {
    const read = readWithPydicom(paths());
    if (read.kind === 'missing') return skipBecause(this, read.reason);
    const names = new Set<string>();
    for (const file of read.files) {
      assert.ok('elements' in file, 'error' in file ? file.error : '');
      assert.deepEqual(file.warnings, [], file.path);
      names.add(file.elements.find(({ path }) => path === '00100010')?.value ?? '');
    }
    for (const name of ['Müller^Jürgen^^Dr.', 'Kim^Minji=金^民智=김^민지', 'Παπαδοπούλου^Ελένη'])
      assert.ok(names.has(name), name);
    assert.ok(names.has('Suzuki^Hanako=鈴木^花子=すずき^はなこ'));
  });

  it('dciodvfy finds no error in any object', function () {
    for (const path of paths().filter((each) => !isDeflated(each))) {
      const run = runOrSkip(this, 'dciodvfy', [path]);
      assert.doesNotMatch(run.stderr, /^Error/m, path);
    }
  });

  it('dciodvfy finds no error in the deflated objects, which it cannot inflate itself', function () {
    const deflated = paths().filter(isDeflated);
    assert.ok(deflated.length > 0);
    for (const [index, path] of deflated.entries()) {
      const inflated = join(folder, `inflated-${index}`);
      assert.equal(runOrSkip(this, 'dcmconv', ['+te', path, inflated]).code, 0);
      assert.doesNotMatch(runOrSkip(this, 'dciodvfy', [inflated]).stderr, /^Error/m, path);
    }
  });

  it('dcmdjpeg decodes the ultrasound frames', function () {
    const heart = join(folder, 'GR-0042 ΠΑΠΑΔΟΠΟΥΛΟΥ ΕΛΕΝΗ', 'echo');
    const loops = readdirSync(heart).filter((name) => name.startsWith('2.25.'));
    assert.equal(loops.length, 3);
    for (const loop of loops) {
      const run = runOrSkip(this, 'dcmdjpeg', [join(heart, loop), join(folder, 'decoded')]);
      assert.equal(run.code, 0, run.stderr);
    }
  });
});

function isDeflated(path: string): boolean {
  return path.includes('CHEST_');
}

/** All text values of that keyword, at every depth. */
function valuesOf(attributes: Attributes, keyword: Keyword): readonly string[] {
  return Object.entries(attributes).flatMap(([key, content]) => {
    if (key === keyword && typeof content === 'string') return [content];
    return isItems(content) ? content.flatMap((item) => valuesOf(item, keyword)) : [];
  });
}

function isItems(content: unknown): content is readonly Attributes[] {
  return Array.isArray(content) && typeof content[0] === 'object';
}
