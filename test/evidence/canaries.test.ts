import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nestedFiles, specialFiles, unreadableFiles } from '../canary/canary-files';
import { Planting } from '../canary/planting';
import { foundIn } from '../canary/search';
import { runCommand } from '../run/command-line';
import { dataset, dicomFile, element, sequence, uid } from '../support/data-sets';
import { KEEP_ALL } from '../support/rewriting';
import { image } from '../run/images';
import { createTempFolder, removeFolder, writeTree } from '../support/temp-folder';
import { readEvidence, runEvidence } from './exported';

const KEEP = KEEP_ALL.map((id) => (id === 'mark' ? '--no-mark' : `--keep-${id}`));

describe('the evidence of a run over canaries', function () {
  this.timeout(120_000);
  const planting = new Planting();
  let folder = '';
  const at = (...names: readonly string[]): string => join(folder, ...names);

  before(() => {
    folder = createTempFolder();
    const files = { ...nestedFiles(planting), ...specialFiles(planting), ...unreadableFiles(planting) };
    writeTree(at('source'), { ...files, ...odd(planting) });
    for (const [name, options] of [
      ['strict', []],
      ['weak', [...KEEP, '--keep-names']],
    ] as const) {
      const run = runCommand([at('source'), at(name), '--workbook', at('m.xlsx'), ...options]);
      assert.equal(run.status, 1, 'one file of them is broken');
    }
    const foreign = { [`Zq-${planting.token('a file of somebody else')}.txt`]: 'text' };
    for (const name of ['strict', 'weak']) writeTree(at(name), foreign);
  });
  after(() => removeFolder(folder));

  for (const name of ['strict', 'weak'] as const) {
    it(`holds none of them, nor do its logs, where the policy was ${name}`, () => {
      const said = runEvidence([
        at(name),
        '--to',
        at(`${name}-evidence`),
        '--workbook',
        at('m.xlsx'),
        '--json',
      ]);
      assert.equal(said.status, 0, said.stderr);
      const files = readdirSync(at(`${name}-evidence`));
      // With --keep-names paths are those of the originals, whatever stands in them.
      const written = (name === 'strict' ? files : files.filter((file) => !file.startsWith('sha'))).map(
        (file) => readFileSync(at(`${name}-evidence`, file), 'utf8'),
      );
      const found = foundIn([...written, said.stdout, said.stderr].join('\n'), planting.canaries);
      assert.deepEqual(
        found.map(({ place, text }) => `${place}: ${text}`),
        [],
      );
      assert.ok(readEvidence(at(`${name}-evidence`)).outputs.instances > 50);
    });
  }

  it('counts modalities, classes and methods that no standard has without quoting them', () => {
    const { outputs } = readEvidence(at('weak-evidence'));
    assert.ok(outputs.byModality.some((each) => each.name === 'not a term of the standard'));
    assert.ok(outputs.bySopClass.some((each) => each.uid === '' && each.name.startsWith('not a Storage')));
    assert.ok(outputs.marks.methods.some((each) => each.text === 'other text'));
    assert.ok(outputs.marks.codes.some((each) => each.value === ''));
  });

  it('lists checksums by number once the audit has found a patient in a path', () => {
    const run = runEvidence([at('named'), '--to', at('named-evidence'), '--workbook', at('n.xlsx')]);
    assert.equal(run.status, 2, 'there is no such folder yet');
    writeTree(at('patient'), { 'MRN-77 Featherstonehaugh/1.dcm': named() });
    runCommand([at('patient'), at('named'), '--workbook', at('n.xlsx'), '--keep-names']);
    const again = runEvidence([
      at('named'),
      '--to',
      at('named-evidence'),
      '--workbook',
      at('n.xlsx'),
      '--json',
    ]);
    assert.equal(again.status, 0, again.stderr);
    const files = readdirSync(at('named-evidence')).sort();
    assert.deepEqual(files, ['evidence.html', 'evidence.json', 'sha256-by-number.txt']);
    const text = files.map((file) => readFileSync(at('named-evidence', file), 'utf8')).join('\n');
    assert.doesNotMatch(text + again.stdout + again.stderr, /Featherstonehaugh|MRN-77/i);
    assert.match(readFileSync(at('named-evidence', 'sha256-by-number.txt'), 'utf8'), /^1 {2}[\da-f]{64}\n$/);
    assert.equal(readEvidence(at('named-evidence')).audit.clean, false);
  });

  it('refuses the words of a policy file that names a patient', () => {
    const rules =
      '[{ "keyword": "StudyDescription", "action": "replace", "value": "for Featherstonehaugh" }]';
    writeTree(folder, {
      'bad.dicomanon.json': `{ "name": "mine", "extends": "DicomAnon", "rules": ${rules} }`,
      'good.dicomanon.json': '{ "name": "mine", "extends": "DicomAnon", "rules": [] }',
    });
    writeTree(at('patient'), { 'MRN-77 Featherstonehaugh/1.dcm': named() });
    runCommand([at('patient'), at('clean'), '--workbook', at('n.xlsx')]);
    const withPolicy = (file: string) =>
      runEvidence([
        at('clean'),
        '--to',
        at('policy-evidence'),
        '--workbook',
        at('n.xlsx'),
        '--policy',
        at(file),
      ]);
    const refused = withPolicy('bad.dicomanon.json');
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /policy file holds something/);
    assert.doesNotMatch(refused.stderr, /Featherstonehaugh/i);
    const accepted = withPolicy('good.dicomanon.json');
    assert.equal(accepted.status, 0, accepted.stderr);
    assert.equal(readEvidence(at('policy-evidence')).policy.name, 'mine');
  });
});

function named(): Uint8Array {
  return image({ patientId: 'MRN-77', name: 'Featherstonehaugh^Ottoline' });
}

/** Canaries in the very attributes that the evidence counts, which no policy touches or which the weak one leaves. */
function odd(planting: Planting): Readonly<Record<string, Uint8Array>> {
  const code = [
    element(0x00080100, 'SH', planting.token('code of a method')),
    element(0x00080102, 'SH', '99LOCAL'),
    element(0x00080104, 'LO', planting.token('meaning of a method')),
  ];
  const elements = dataset(
    element(0x00080016, 'UI', '1.2.826.0.1.3680043.10.1234.4711.99'),
    element(0x00080018, 'UI', uid('odd')),
    element(0x00080060, 'CS', planting.token('modality', 'mark')),
    element(0x00120063, 'LO', planting.token('method', 'mark')),
    sequence(0x00120064, [code]),
  );
  return { 'odd/odd.dcm': dicomFile(elements) };
}
