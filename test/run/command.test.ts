import assert from 'node:assert/strict';
import { byRisk } from '../../src/core/policy/risk-decisions';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { POLICIES } from '../../src/core/policy/policies';
import { hashTree } from '../support/tree-hash';
import { runCommand, usePlace } from './command-line';
import { image } from './images';

/** Explicit VR, a defined length past the end. */
const cutShort = (): Uint8Array => image().subarray(0, 300);

describe('the command', () => {
  const place = usePlace();

  it('prints how it is used, with every option, and its version', () => {
    const help = runCommand(['--help']);
    assert.equal(help.status, 0);
    for (const option of [
      '--workbook',
      '--workers',
      '--keep-names',
      '--dry-run',
      '--report',
      '--json',
      '--keep-private',
    ]) {
      assert.match(help.stdout, new RegExp(`^ +${option}\\b`, 'm'));
    }
    for (const { id } of POLICIES.slice(1).flatMap(({ switches }) => switches))
      assert.match(help.stdout, new RegExp(`^ {2}${id}( |$)`, 'm'));
    assert.deepEqual(runCommand(['-h']), help);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.deepEqual(runCommand(['--version']), { status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('ends with status 2 and a hint when it is used wrongly', () => {
    const { source, destination, beside } = place();
    const wrong = [
      [source],
      [source, destination, 'third'],
      [source, ''],
      [source, destination, '--unknown'],
      [source, destination, '--workers', '0'],
      [source, destination, '--workers', '1.5'],
      [source, destination, '--workers', 'many'],
      [source, destination, '--workbook'],
      [source, destination, '--json=yes'],
      ['--dry-run'],
    ];
    for (const args of wrong) {
      const { status, stdout, stderr } = runCommand(args);
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
      assert.match(stderr, /--help/, args.join(' '));
    }
    assert.deepEqual(beside(), []);
  });

  it('ends with status 2 when workbook or prefix will not do, and leaves nothing behind', () => {
    const { put, source, destination, workbook, beside } = place();
    put({ 'a.dcm': image() });
    for (const args of [
      ['--workbook', join(workbook, '..', 'mapping.csv')],
      ['--workbook', join(workbook, '..', 'missing', 'm.xlsx')],
      ['--workbook', workbook, '--prefix', 'A/B'],
    ]) {
      const { status, stderr } = runCommand([source, destination, ...args]);
      assert.equal(status, 2, args.join(' '));
      assert.ok(stderr.trim().split('\n').length >= 2, 'an error and a remedy');
    }
    assert.deepEqual(beside(), []);
    assert.equal(existsSync(destination), false);
  });

  it('prints one JSON object on stdout whose numbers add up', () => {
    const { put, anonymise, workbook } = place();
    const images = {
      'a/1.dcm': image({ instance: '1' }),
      'a/2.dcm': image({ instance: '2', series: 'other' }),
      'b/3.dcm': image({ instance: '3', patientId: 'MRN-2', study: 'two', series: 'three' }),
    };
    put({
      ...images,
      'b/cut.dcm': cutShort(),
      'b/notes.txt': 'nothing of DICOM',
      'b/empty.dcm': '',
    });
    const { status, stdout, stderr, summary } = anonymise();
    assert.equal(status, 1);
    assert.equal(stdout.trim().split('\n').length, 1);
    assert.match(stderr, /Done: 2 patients, 2 studies/);
    const { seconds, bytes, ...rest } = summary;
    assert.deepEqual(rest, {
      state: 'done',
      found: 6,
      written: 3,
      unchanged: 0,
      skipped: 2,
      failed: 1,
      patients: 2,
      studies: 2,
      series: 3,
      reasons: { 'not-dicom': 1, empty: 1, truncated: 1 },
      audit: {
        ...{ files: 3, filesWithFindings: 0, findingCount: 0, unexpected: 0 },
        counts: { medium: 0, high: 0 },
        documents: { searched: 0, unread: 0 },
      },
      risks: { ...byRisk(() => 0), smallCohort: 3 },
      workbook,
    });
    assert.ok(seconds > 0);
    assert.equal(
      bytes,
      Object.values(images).reduce((sum, each) => sum + each.length, 0),
    );
  });

  it('ends with status 0 when files were skipped, but none failed', () => {
    const { put, anonymise } = place();
    put({ 'a.dcm': image(), 'notes.txt': 'nothing of DICOM' });
    assert.equal(anonymise().status, 0);
  });

  it('has nothing to do in a folder without DICOM, and makes no workbook', () => {
    const { put, anonymise, destination, beside } = place();
    put({ 'notes.txt': 'nothing of DICOM' });
    const { status, summary } = anonymise();
    assert.equal(status, 0);
    assert.deepEqual([summary.found, summary.skipped, summary.workbook], [1, 1, null]);
    assert.equal(existsSync(destination), false);
    assert.deepEqual(beside(), []);
  });

  it('tells people the same on a line each', () => {
    const { put, source, destination, workbook } = place();
    put({ 'a.dcm': image(), 'notes.txt': 'nothing of DICOM' });
    const { status, stdout } = runCommand([source, destination, '--workbook', workbook]);
    assert.equal(status, 0);
    assert.match(stdout, /^2 files found, 1 of them DICOM/m);
    assert.match(stdout, /^ {2}2 found = 1 written \+ 0 unchanged \+ 1 skipped \+ 0 failed$/m);
    assert.match(stdout, /^ {2}- 1 file: not a DICOM file\. /m);
    assert.match(stdout, /^Workbook: .+ {2}\(confidential/m);
  });

  it('writes nothing at all in a dry run', () => {
    const { put, anonymise, source, destination, workbook, beside } = place();
    put({ 'a/1.dcm': image(), 'b/2.dcm': image({ patientId: 'MRN-2' }), 'cut.dcm': cutShort() });
    const before = hashTree(source);
    const { status, stdout } = anonymise('--dry-run', '--report', `${workbook}.md`);
    assert.equal(status, 1, 'one file would fail');
    const { dryRun, found, dicom, failed, patients } = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(
      { dryRun, found, dicom, failed, patients },
      { dryRun: true, found: 3, dicom: 2, failed: 1, patients: 2 },
    );
    assert.equal(runCommand([source, '--dry-run']).status, 1, 'without a destination, too');
    assert.equal(existsSync(destination), false);
    assert.deepEqual(beside(), []);
    assert.deepEqual(hashTree(source), before);
  });

  it('makes a sample of its own when it is given nothing, and anonymises it', () => {
    const { workbook } = place();
    const cwd = join(workbook, '..', 'work');
    mkdirSync(cwd);
    const { status, stdout } = runCommand(['--workbook', workbook], { cwd });
    assert.equal(status, 0);
    assert.match(stdout, /Sample: .+synthetic/);
    assert.ok(Object.keys(hashTree(join(cwd, 'sample', 'anonymised'))).length > 50);
    assert.match(runCommand(['--workbook', workbook], { cwd }).stdout, / 0 written \+ \d+ unchanged/);
  });

  it('keeps workbook and report to their owner, and leaves neither journal nor lock', () => {
    const { put, anonymise, workbook, beside } = place();
    put({ 'a.dcm': image() });
    anonymise('--report', `${workbook}.md`);
    assert.deepEqual(beside(), ['m.xlsx', 'm.xlsx.md']);
    for (const file of [workbook, `${workbook}.md`]) assert.equal(statSync(file).mode & 0o777, 0o600, file);
  });

  it('keeps identifiers in names only when it is told to', () => {
    const { put, source, destination, workbook, copy } = place();
    put({ 'Doe^Jane MRN-1/IM1.dcm': image() });
    runCommand([source, destination, '--workbook', workbook]);
    assert.deepEqual(Object.keys(hashTree(destination)), ['ANON-0001/IM1.dcm']);
    runCommand([source, copy('../named'), '--workbook', workbook, '--keep-names']);
    assert.deepEqual(Object.keys(hashTree(copy('../named'))), ['Doe^Jane MRN-1/IM1.dcm']);
  });

  it('writes the same bytes with one worker and with four', () => {
    const { put, source, workbook, copy } = place();
    const files = Array.from({ length: 120 }, (_, at): [string, Uint8Array] => {
      const values = {
        instance: `${at}`,
        patientId: `MRN-${at % 7}`,
        series: `${at % 11}`,
        study: `${at % 7}`,
      };
      return [`MRN-${at % 7}/s${at % 11}/IM${at}`, image(values)];
    });
    put(Object.fromEntries(files));
    for (const workers of ['1', '4']) {
      const args = [source, copy(`../by-${workers}`), '--workbook', workbook, '--workers', workers];
      assert.equal(runCommand(args).status, 0);
    }
    const one = hashTree(copy('../by-1'));
    assert.equal(Object.keys(one).length, 120);
    assert.deepEqual(hashTree(copy('../by-4')), one);
  });

  it('numbers patients in the order of the folders, whichever worker is faster', async () => {
    const { put, anonymise, mapping } = place();
    for (let at = 1; at <= 60; at++)
      put({ [`case ${at}/1.dcm`]: image({ patientId: `P${at}`, instance: `${at}` }) });
    anonymise('--workers', '4');
    const { patients } = await mapping();
    const numbers = patients.map(({ patientId, anonymisedId }) => [
      patientId.slice(1),
      Number(anonymisedId.slice(5)),
    ]);
    assert.deepEqual(
      numbers,
      Array.from({ length: 60 }, (_, at) => [`${at + 1}`, at + 1]),
    );
  });

  it('refuses a workbook that is none, whose folder it leaves as it was', () => {
    const { put, args, workbook, destination, beside } = place();
    put({ 'a.dcm': image() });
    writeFileSync(workbook, 'this is no workbook');
    const { status, stdout, stderr } = runCommand(args());
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /can't be read|cannot be read|damaged|not a/i);
    assert.equal(existsSync(destination), false);
    assert.deepEqual(beside(), ['m.xlsx']);
    assert.equal(readFileSync(workbook, 'utf8'), 'this is no workbook');
  });
});
