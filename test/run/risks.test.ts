import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RISK } from '../../src/core/run/work';
import { FileSurveyor } from '../../src/core/run/survey-file';
import { dataset, dicomFile, element, type Element, sequence, uid } from '../support/data-sets';
import { hashTree } from '../support/tree-hash';
import { runCommand, usePlace } from './command-line';

const LUNG = [element(0x00180015, 'CS', 'CHEST')];

/** A file of a patient of 40 years; everything else as given. */
function file(name: string, patient: string, ...more: readonly Element[]): Uint8Array {
  return dicomFile(
    dataset(
      element(0x00080018, 'UI', uid(name)),
      element(0x00100010, 'PN', `Name^${patient}`),
      element(0x00100020, 'LO', patient),
      element(0x00100030, 'DA', '19840105'),
      ...(more.some((each) => each.kind !== 'raw' && each.tag === 0x00100040)
        ? []
        : [element(0x00100040, 'CS', 'F')]),
      ...more,
    ),
  );
}

describe('risks of files', () => {
  const place = usePlace();

  function risksIn(bytes: Uint8Array): readonly string[] {
    place().put({ 'one.dcm': bytes });
    const looked = new FileSurveyor().survey(place().original('one.dcm'), 'one.dcm', place().source);
    assert.ok('risks' in looked);
    return Object.entries(RISK)
      .filter(([, bit]) => looked.risks & bit)
      .map(([name]) => name);
  }

  it('are found in the header, nested anatomic regions included', () => {
    const region = sequence(0x00082218, [[element(0x00080104, 'LO', 'Head')]]);
    assert.deepEqual(risksIn(file('a', 'P')), []);
    assert.deepEqual(risksIn(file('a', 'P', region)), ['face']);
    assert.deepEqual(risksIn(file('a', 'P', element(0x001021c0, 'US', 3))), ['rareDemographics']);
    assert.deepEqual(risksIn(file('a', 'P', element(0x00204000, 'LT', 'seen by Dr Doe'))), ['freeText']);
    assert.deepEqual(risksIn(file('a', 'P', element(0x00204000, 'LT', ''))), []);
  });

  it('are told apart between files that follow each other', () => {
    const surveyor = new FileSurveyor();
    place().put({
      '1.dcm': file('1', 'P'),
      '2.dcm': file('2', 'P', element(0x00101010, 'AS', '091Y')),
      '3.dcm': file('3', 'P'),
    });
    const found = ['1.dcm', '2.dcm', '3.dcm'].map((name) => {
      const looked = surveyor.survey(place().original(name), name, place().source);
      return 'risks' in looked ? looked.risks : -1;
    });
    assert.deepEqual(found, [0, RISK.ageOver89, 0]);
  });

  it('count groups of fewer than five patients', () => {
    const women = Object.fromEntries(
      ['A', 'B', 'C', 'D', 'E'].map((id) => [`${id}/1.dcm`, file(id, id, ...LUNG)]),
    );
    place().put({ ...women, 'M/1.dcm': file('M', 'M', ...LUNG, element(0x00100040, 'CS', 'M')) });
    place().put({ 'M/2.dcm': file('M2', 'M', ...LUNG, element(0x00100040, 'CS', 'M')) });
    const { stdout } = runCommand([place().source, '--dry-run', '--json']);
    const { risks } = JSON.parse(stdout) as { risks: Record<string, number> };
    assert.equal(risks['smallCohort'], 2);
  });
});

describe('a policy that holds risky files back', () => {
  const place = usePlace();

  function putThree(): void {
    place().put({
      'A/plain.dcm': file('plain', 'A', ...LUNG),
      'A/head.dcm': file('head', 'A', element(0x00180015, 'CS', 'HEAD')),
      'A/us.dcm': file('us', 'A', element(0x00080060, 'CS', 'US')),
    });
  }

  it('writes no copy of them, lists them with their risks, and the totals add up', () => {
    putThree();
    const report = join(place().source, '..', 'report.csv');
    const { summary, status } = place().anonymise(
      '--hold-back',
      'face',
      '--hold-back',
      'burned-in',
      '--report',
      report,
    );
    const { found, written, unchanged, skipped, failed, reasons } = summary;
    assert.deepEqual([found, written, unchanged, skipped, failed], [3, 1, 0, 2, 0]);
    assert.deepEqual([reasons, status], [{ 'held-back': 2 }, 0]);
    assert.deepEqual(Object.keys(hashTree(place().destination)), ['ANON-0001/plain.dcm']);
    const list = join(place().source, '..', 'report-held-back.csv');
    assert.deepEqual(readFileSync(list, 'utf8').trimEnd().split('\n'), [
      'Held back,Risks',
      'A/head.dcm,"head CT or MR, in which a face can be recognised"',
      'A/us.dcm,may show patient data in the image itself (burned-in annotation)',
    ]);
    assert.equal(statSync(list).mode & 0o777, 0o600);
    assert.match(readFileSync(report, 'utf8'), /^skipped,held-back,/m);
  });

  it('writes them when it lets them pass again, and empties the list', () => {
    putThree();
    const report = join(place().source, '..', 'report.md');
    place().anonymise('--hold-back', 'face', '--report', report);
    const { summary } = place().anonymise('--report', report);
    assert.deepEqual([summary.written, summary.unchanged, summary.skipped], [1, 2, 0]);
    const list = join(place().source, '..', 'report-held-back.csv');
    assert.equal(readFileSync(list, 'utf8'), 'Held back,Risks\n');
    assert.match(readFileSync(report, 'utf8'), /^## Risks$/m);
  });

  it('gives a patient of whom all is held back the ID that later copies bear, and counts no files', async () => {
    place().put({
      'A/head.dcm': file('head', 'A', element(0x00180015, 'CS', 'HEAD')),
      'B/lung.dcm': file('lung', 'B', ...LUNG),
    });
    const rows = async () =>
      (await place().mapping()).patients.map((each) => [
        ...[each.patientId, each.anonymisedId, each.files, each.skipped, each.failed],
      ]);
    place().anonymise('--hold-back', 'face');
    assert.deepEqual(await rows(), [
      ['A', 'ANON-0001', 0, 1, 0],
      ['B', 'ANON-0002', 1, 0, 0],
    ]);
    assert.deepEqual(Object.keys(hashTree(place().destination)), ['ANON-0002/lung.dcm']);
    place().anonymise();
    assert.deepEqual(await rows(), [
      ['A', 'ANON-0001', 1, 0, 0],
      ['B', 'ANON-0002', 1, 0, 0],
    ]);
    assert.deepEqual(Object.keys(hashTree(place().destination)), [
      'ANON-0001/head.dcm',
      'ANON-0002/lung.dcm',
    ]);
  });

  it('fails them when it is told to, which shows in the exit status', () => {
    putThree();
    const { summary, status } = place().anonymise('--fail-on', 'face');
    assert.deepEqual([summary.written, summary.failed, summary.reasons, status], [2, 1, { risk: 1 }, 1]);
  });

  it('counts the risks of the copies that it wrote', () => {
    putThree();
    const { summary } = place().anonymise('--hold-back', 'burnedIn');
    const { risks } = summary;
    assert.deepEqual([risks['face'], risks['burnedIn']], [1, 0]);
  });

  it('decides in its file, and later files that extend it decide over it', () => {
    putThree();
    const policies = join(place().source, '..');
    const write = (name: string, content: object): string => {
      const path = join(policies, `${name}.dicomanon.json`);
      writeFileSync(path, JSON.stringify({ name, ...content }));
      return path;
    };
    write('base', { extends: 'DicomAnon', risks: { face: 'hold-back', burnedIn: 'fail' } });
    const path = write('site', { extends: 'base.dicomanon.json', risks: { burnedIn: 'pass' } });
    const { summary } = place().anonymise('--policy', path);
    assert.deepEqual([summary.written, summary.skipped, summary.failed], [2, 1, 0]);
  });

  it('is refused when it names a risk or a decision that there is not', () => {
    const path = join(place().source, '..', 'bad.dicomanon.json');
    writeFileSync(
      path,
      '{ "name": "bad", "extends": "DicomAnon", "risks": { "burnedIn": "hide", "faces": "fail" } }',
    );
    const refused = runCommand(place().args('--policy', path));
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /hold-back/);
    assert.match(refused.stderr, /faces/);
    assert.equal(runCommand(place().args('--hold-back', 'beards')).status, 2);
    assert.equal(existsSync(place().destination), false);
  });
});
