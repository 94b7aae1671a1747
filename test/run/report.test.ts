import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, usePlace } from './command-line';
import { image } from './images';

describe('the report', () => {
  const place = usePlace();

  it('lists every file with outcome, reason and copy, below a summary', () => {
    const { put, anonymise, workbook } = place();
    put({
      'MRN-1/1.dcm': image(),
      'MRN-1/cut.dcm': image().subarray(0, 300),
      'notes.txt': 'nothing of DICOM',
    });
    const { stderr } = anonymise('--report', `${workbook}.md`);
    assert.match(stderr, /^Report: /m);
    const lines = readFileSync(`${workbook}.md`, 'utf8').split('\n');
    assert.equal(lines[0], '# DicomAnon report');
    assert.ok(lines.includes('| 3 | 1 | 0 | 1 | 1 | 1 | 1 | 1 |'));
    assert.ok(lines.some((line) => /^\| truncated DICOM file \| 1 \| .+ \|$/.test(line)));
    assert.ok(lines.includes('| written |  | MRN\\-1/1.dcm | ANON\\-0001/1.dcm |'));
    assert.ok(lines.includes('| skipped | not a DICOM file | notes.txt |  |'));
    const failed = lines.find((line) => line.startsWith('| failed |'));
    assert.match(failed ?? '', /truncated DICOM file: .+ \| MRN\\-1\/cut\.dcm \| {2}\|$/);
  });

  it('names the policy, its edition and how each of its options stands', () => {
    const { put, anonymise, workbook } = place();
    put({ 'a.dcm': image() });
    const { stderr } = anonymise(
      ...['--report', `${workbook}.md`, '--policy', 'PS3.15 Basic Profile', '--option', 'retain-uids'],
    );
    assert.match(stderr, /^Policy: {3}PS3\.15 Basic Profile, edition 2026c; on: retain-uids$/m);
    const [, policy = ''] = readFileSync(`${workbook}.md`, 'utf8').split('## Policy');
    assert.match(policy, /^PS3\.15 Basic Profile, edition 2026c: /m);
    assert.match(policy, /^\| retain\\-uids \| on, turned \| Keep all UIDs/m);
    assert.equal(policy.match(/^\| [a-z\\-]+ \| off \| /gm)?.length, 9);
  });

  it('leaves out what there is nothing to say of', () => {
    const { put, anonymise, workbook } = place();
    put({ 'notes.txt': 'nothing of DICOM' });
    anonymise('--no-audit', '--report', `${workbook}.md`);
    const report = readFileSync(`${workbook}.md`, 'utf8');
    assert.match(report, /^## Files$/m);
    assert.doesNotMatch(report, /^## (?:Audit|Risks)$/m);
  });

  it('is CSV when its name says so, and replaces an earlier report', () => {
    const { put, anonymise, workbook } = place();
    put({ 'a, b/"1".dcm': image() });
    for (const outcome of ['written', 'unchanged']) {
      anonymise('--report', `${workbook}.csv`);
      assert.equal(
        readFileSync(`${workbook}.csv`, 'utf8'),
        `Outcome,Reason,Explanation,Original,Copy\n${outcome},,,"a, b/""1"".dcm","a, b/""1"".dcm"\n`,
      );
    }
    assert.equal(statSync(`${workbook}.csv`).mode & 0o777, 0o600);
  });

  it('leaves no formula for a spreadsheet, no markup and no control characters, whatever files are called', () => {
    const { put, anonymise, workbook } = place();
    const names = [
      '=1+1',
      '+1',
      '-1',
      '@sum',
      '\t=1',
      ' =1',
      'a\nb | c',
      '<b>',
      '\u001b[2J',
      'x\u202egpj.exe',
      '| [a](b)',
    ];
    put(Object.fromEntries(names.map((name) => [name, 'nothing of DICOM'])));
    put({ 'ok.dcm': image() });
    anonymise('--report', `${workbook}.csv`);
    anonymise('--report', `${workbook}.md`);
    const csv = readFileSync(`${workbook}.csv`, 'utf8');
    const originals = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[3]!);
    assert.equal(originals.length, names.length + 1);
    for (const original of originals) assert.doesNotMatch(original, /^\s*[=+\-@]/);
    const markdown = readFileSync(`${workbook}.md`, 'utf8');
    const rows = markdown.split('## Files')[1]!.trim().split('\n').slice(2);
    assert.equal(rows.length, names.length + 1);
    for (const row of rows) {
      assert.equal(row.match(/(?<!\\)\|/g)?.length, 5, row);
      assert.doesNotMatch(row, /(?<!\\)[<[]/);
    }
    for (const text of [csv, markdown]) assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
  });

  it('removes what a run left that was killed while it wrote the same report, and nothing else', () => {
    const { put, anonymise, workbook, beside } = place();
    put({ 'a.dcm': image() });
    const report = join(workbook, '..', 'report.md');
    for (const end of ['.0123456789ab.part', '.notes.part']) writeFileSync(`${report}${end}`, '');
    anonymise('--report', report);
    assert.deepEqual(
      beside().filter((name) => name.startsWith('report')),
      ['report.md', 'report.md.notes.part'],
    );
  });

  it('takes the place of no other file, and says so before anything is written', () => {
    const { put, args, workbook, beside } = place();
    put({ 'a.dcm': image() });
    const report = join(workbook, '..', 'thesis.md');
    writeFileSync(report, '# My thesis\n');
    writeFileSync(`${report}.part`, 'a chapter');
    mkdirSync(join(workbook, '..', 'folder.md'));
    for (const file of [
      report,
      join(workbook, '..', 'folder.md'),
      join(workbook, '..', 'missing', 'report.md'),
    ]) {
      const { status, stderr } = runCommand(args('--report', file));
      assert.equal(status, 2, file);
      assert.match(stderr, /Choose another file/);
    }
    assert.equal(readFileSync(report, 'utf8'), '# My thesis\n');
    assert.equal(readFileSync(`${report}.part`, 'utf8'), 'a chapter');
    assert.deepEqual(beside(), ['folder.md', 'thesis.md', 'thesis.md.part']);
  });

  it('that turns out to be in the way of the workbook costs the report, not the run', () => {
    const { put, anonymise, workbook, beside } = place();
    put({ 'a.dcm': image() });
    const { status, summary, stderr } = anonymise('--report', workbook);
    assert.deepEqual([status, summary.written], [1, 1]);
    assert.match(stderr, /report file exists/);
    assert.deepEqual(beside(), ['m.xlsx']);
  });
});
