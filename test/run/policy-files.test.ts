import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSampleExport } from '../../src/sample/export';
import { makeSpreadsheet } from '../mapping/spreadsheets';
import { element, sequence } from '../support/data-sets';
import { writeTree } from '../support/temp-folder';
import { hashTree } from '../support/tree-hash';
import { runCommand, usePlace, withSummary } from './command-line';
import { image } from './images';
import { patientIdOf, seriesOf, valuesOf } from './values';

describe('a run by a policy file', () => {
  const place = usePlace();

  /** Writes a policy file beside the source. */
  function policy(content: object, name = 'trial.dicomanon.json'): string {
    const file = join(place().source, '..', name);
    writeFileSync(file, JSON.stringify({ name: 'trial', extends: 'DicomAnon', ...content }, undefined, 2));
    return file;
  }

  it('does what its rules say before what the extended policy says', () => {
    const { put, anonymise, copy } = place();
    const more = [
      element(0x00081030, 'LO', 'CT of Jane'),
      element(0x00080080, 'LO', 'General Hospital'),
      element(0x00080090, 'PN', 'House^Gregory'),
      element(0x00101030, 'DS', '71'),
      sequence(0x00400275, [[element(0x00400007, 'LO', 'inside'), element(0x00401001, 'SH', 'RP-1')]]),
      element(0x00290010, 'LO', 'ACME'),
      element(0x00291001, 'LO', 'kept'),
      element(0x00291002, 'LO', 'dropped'),
      element(0x50000020, 'CS', 'CURVE'),
    ];
    put({ 'a.dcm': image({ more: [...more].sort((a, b) => a.tag - b.tag) }) });
    const file = policy({
      rules: [
        { keyword: 'InstitutionName', action: 'replace', value: 'Site 12' },
        { keyword: 'ReferringPhysicianName', action: 'hash' },
        { keyword: 'StudyDescription', action: 'X' },
        { keyword: 'PatientWeight', action: 'Z' },
        { keyword: 'SeriesInstanceUID', action: 'K' },
        { private: { creator: 'ACME', group: '0029', element: '01' }, action: 'K' },
        { pattern: '50xx,xxxx', action: 'X' },
        { path: 'RequestAttributesSequence > ScheduledProcedureStepDescription', action: 'X' },
      ],
    });
    const { status, stderr } = anonymise('--policy', file);
    assert.equal(status, 0, stderr);
    const output = copy('a.dcm');
    assert.deepEqual(valuesOf(output, 0x00080080, 'LO'), ['Site 12']);
    assert.match(valuesOf(output, 0x00080090, 'PN')[0]!, /^[0-9A-Z]{16}$/);
    assert.deepEqual(valuesOf(output, 0x00081030, 'LO'), []);
    assert.deepEqual(valuesOf(output, 0x00101030, 'DS'), ['']);
    assert.equal(seriesOf(output), seriesOf(place().original('a.dcm')));
    assert.deepEqual(valuesOf(output, 0x00291001, 'LO'), ['kept']);
    assert.deepEqual(valuesOf(output, 0x00291002, 'LO'), []);
    assert.deepEqual(valuesOf(output, 0x50000020, 'CS'), []);
    assert.deepEqual(valuesOf(output, 0x00400007, 'LO'), []);
    assert.equal(valuesOf(output, 0x00401001, 'SH').length, 1);
    assert.equal(patientIdOf(output), 'ANON-0001');
    assert.match(valuesOf(output, 0x00120063, 'LO')[0]!, /Policy trial/);
  });

  it('without rules writes over the whole sample what the extended policy writes, but for its name in the marks', async () => {
    const { source, copy, workbook } = place();
    await makeSampleExport(source, { seed: 5 });
    const file = policy({ options: { mark: false } });
    const byName = runCommand([source, copy('../by-name'), '--workbook', workbook, '--no-option', 'mark']);
    const byFile = runCommand([source, copy('../by-file'), '--workbook', workbook, '--policy', file]);
    assert.deepEqual([byName.status, byFile.status], [0, 0], byFile.stderr);
    assert.ok(Object.keys(hashTree(copy('../by-name'))).length > 50);
    assert.deepEqual(hashTree(copy('../by-file')), hashTree(copy('../by-name')));
  });

  it('is refused with every mistake and its place, and writes nothing', () => {
    const { put, args, destination, beside } = place();
    put({ 'a.dcm': image() });
    const file = policy({
      rules: [
        { keyword: 'PatientNme', action: 'X' },
        { vr: 'QQ', action: 'X' },
      ],
    });
    const { status, stderr } = runCommand(args('--policy', file));
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^trial\.dicomanon\.json:6:18: there is no attribute "PatientNme"; did you mean PatientName\?$/m,
    );
    assert.match(stderr, /^trial\.dicomanon\.json:10:13: there is no such VR/m);
    assert.equal(existsSync(destination), false);
    assert.deepEqual(beside(), ['trial.dicomanon.json']);
  });

  it('gives patients of a list their fixed IDs, from CSV and Excel, in every later run', async () => {
    const { put, anonymise, mapping, copy, source } = place();
    writeTree(join(source, '..'), { 'ids/list.csv': 'MRN;Subject\nMRN-2;Trial-02\nMRN-9;ANON-0001\n' });
    const ids = { file: 'ids/list.csv', from: 'MRN', to: 'Subject' };
    const file = policy({ patientIds: ids });
    const imageOf = (number: number) =>
      image({ patientId: `MRN-${number}`, instance: `${number}`, study: `${number}` });
    put({ 'a/1.dcm': imageOf(1), 'b/2.dcm': imageOf(2) });
    assert.equal(anonymise('--policy', file).status, 0);
    assert.deepEqual([patientIdOf(copy('a/1.dcm')), patientIdOf(copy('b/2.dcm'))], ['ANON-0003', 'Trial-02']);

    await makeSpreadsheet(join(source, '..', 'ids', 'list.xlsx'), {
      List: [
        ['Subject', 'MRN'],
        ['Trial-02', 'MRN-2'],
        ['Trial-03', 'MRN-3'],
      ],
    });
    put({ 'c/3.dcm': imageOf(3) });
    const { summary } = anonymise('--policy', policy({ patientIds: { ...ids, file: 'ids/list.xlsx' } }));
    assert.deepEqual([summary.written, summary.unchanged], [1, 2]);
    const { patients } = await mapping();
    assert.deepEqual(
      patients.map(({ patientId, anonymisedId }) => [patientId, anonymisedId]),
      [
        ['MRN-1', 'ANON-0003'],
        ['MRN-2', 'Trial-02'],
        ['MRN-3', 'Trial-03'],
      ],
    );
  });

  it('is refused before anything is written when a patient has another ID already', () => {
    const { put, anonymise, args, source, destination, workbook, beside } = place();
    put({ 'a/1.dcm': image() });
    anonymise();
    const [before, bytes] = [hashTree(destination), readFileSync(workbook)];
    writeTree(join(source, '..'), { 'list.csv': 'MRN,Subject\nMRN-1,Trial-01\n' });
    const file = policy({ patientIds: { file: 'list.csv', from: 'MRN', to: 'Subject' } });
    put({ 'b/2.dcm': image({ patientId: 'MRN-2', instance: '2' }) });
    const { status, stdout, stderr } = runCommand(args('--policy', file));
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /1 patient of the list .*another anonymised ID/);
    assert.doesNotMatch(stderr, /MRN-1/);
    assert.deepEqual(hashTree(destination), before);
    assert.deepEqual(readFileSync(workbook), bytes);
    assert.deepEqual(beside(), ['list.csv', 'm.xlsx', 'trial.dicomanon.json']);
  });

  it('is refused when its list can not be used, before the source is read', () => {
    const { args, source, destination } = place();
    writeTree(join(source, '..'), { 'list.csv': 'MRN,Subject\n1,a/b\n' });
    const file = policy({ patientIds: { file: 'list.csv', from: 'MRN', to: 'Subject' } });
    const { status, stderr } = runCommand(args('--policy', file));
    assert.equal(status, 2);
    assert.match(stderr, /can't stand in DICOM and in file names: row 2/);
    assert.equal(existsSync(destination), false);
  });

  it('numbers the other patients as the file says, unless the command line says otherwise', () => {
    const { put, anonymise, copy, source, workbook } = place();
    put({ 'a.dcm': image() });
    const file = policy({ patientIds: { prefix: 'T-', digits: 2 } });
    anonymise('--policy', file);
    assert.equal(patientIdOf(copy('a.dcm')), 'T-01');
    const other = [
      source,
      copy('../other'),
      '--workbook',
      `${workbook}.other.xlsx`,
      '--json',
      '--prefix',
      'Q-',
    ];
    withSummary(runCommand([...other, '--policy', file]));
    assert.equal(patientIdOf(copy('../other/a.dcm')), 'Q-01');
  });
});

describe('questions about a policy', () => {
  const place = usePlace();

  it('are answered without anything else being done', () => {
    const { beside } = place();
    const explained = runCommand(['--explain', 'StudyDate', '--no-option', 'dates']);
    assert.deepEqual([explained.status, explained.stderr], [0, '']);
    assert.match(explained.stdout, /^StudyDate \(0008,0020\), VR DA\n\nKept\.\n/);
    assert.match(
      explained.stdout,
      /Passed over, because an option is off:\n {2}rule \d+, .*\[option "dates"\]/,
    );
    const listed = runCommand(['--list-policy', '--keep-private']);
    assert.equal(listed.status, 0);
    assert.match(listed.stdout, /^ {2}\[off\] private: /m);
    assert.match(listed.stdout, /^ {2}\(0010,0010\) PatientName: Becomes the anonymised ID\.$/m);
    assert.deepEqual(beside(), []);
  });

  it('are refused with a hint when they make no sense', () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['--explain', 'PatientNme'], /Did you mean PatientName\?/],
      [['--explain', 'PatientName', 'folder'], /nothing is anonymised/],
      [['--list-policy', '--policy', 'Dicomanom'], /Did you mean DicomAnon\?/],
      [['--list-policy', '--policy', 'missing.dicomanon.json'], /can't be read/],
      [['--list-policy', '--option', 'privat'], /Did you mean private\?/],
      [['--list-policy', '--option', 'dates', '--no-option', 'dates'], /turned on and off/],
      [['--list-policy', '--option', '__proto__'], /has no option/],
    ];
    for (const [args, expected] of wrong) {
      const { status, stdout, stderr } = runCommand(args);
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
      assert.match(stderr, expected, args.join(' '));
    }
  });
});
