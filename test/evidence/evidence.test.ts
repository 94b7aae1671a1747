import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { makeSampleExport } from '../../src/sample/export';
import { runCommand } from '../run/command-line';
import { createTempFolder, removeFolder } from '../support/temp-folder';
import { readWithPydicom } from '../support/pydicom';
import { skipBecause } from '../support/skipping';
import { hashTree } from '../support/tree-hash';
import { missingReason } from '../support/tools';
import { readEvidence, runEvidence } from './exported';

describe('the evidence of a folder', function () {
  this.timeout(60_000);
  let folder = '';
  const at = (name: string): string => join(folder, name);

  before(async () => {
    folder = createTempFolder();
    await makeSampleExport(at('originals'), { seed: 1 });
    const run = runCommand([at('originals'), at('copies'), '--workbook', at('m.xlsx')]);
    assert.equal(run.status, 0, run.stderr);
  });
  after(() => removeFolder(folder));
  afterEach(() => {
    for (const name of ['evidence', 'secret']) rmSync(at(name), { recursive: true, force: true });
  });

  const exported = (...more: readonly string[]) =>
    runEvidence([at('copies'), '--to', at('evidence'), '--workbook', at('m.xlsx'), ...more]);

  it('is a page, the same as JSON and checksums; the outputs stay as they are', () => {
    const before = hashTree(at('copies'));
    const run = exported('--json');
    assert.deepEqual([run.status, readdirSync(at('evidence')).sort()], [0, FILES], run.stderr);
    assert.deepEqual(hashTree(at('copies')), before);
    const summary = JSON.parse(run.stdout) as Record<string, unknown>;
    const { outputs, audit } = readEvidence(at('evidence'));
    assert.deepEqual(
      [summary['instances'], summary['patients'], summary['findings'], summary['crosswalks']],
      [outputs.instances, outputs.patients, audit.findings, null],
    );
  });

  it('counts what pydicom counts', function () {
    exported();
    const { outputs } = readEvidence(at('evidence'));
    const paths = filesBelow(at('copies'));
    const read = readWithPydicom(paths.map((path) => join(at('copies'), path)));
    if (read.kind === 'missing') skipBecause(this, read.reason);
    const values = (tag: string): readonly string[] =>
      read.files.flatMap((file) =>
        'elements' in file ? file.elements.filter(({ path }) => path === tag).map(({ value }) => value) : [],
      );
    const distinct = (tag: string): number => new Set(values(tag).filter((value) => value !== '')).size;
    assert.deepEqual(
      [outputs.files, outputs.instances, outputs.patients, outputs.studies, outputs.series],
      [paths.length, paths.length, distinct('00100020'), distinct('0020000D'), distinct('0020000E')],
    );
    assert.equal(
      outputs.bytes,
      paths.reduce((sum, path) => sum + statSync(join(at('copies'), path)).size, 0),
    );
    for (const { name, instances } of outputs.byModality)
      assert.equal(values('00080060').filter((value) => value === name).length, instances, name);
    for (const { uid, instances } of outputs.bySopClass.filter((each) => each.uid !== ''))
      assert.equal(values('00080016').filter((value) => value === uid).length, instances, uid);
    assert.equal(outputs.marks.identityRemoved, values('00120062').filter((value) => value === 'YES').length);
  });

  it('has the policy in words and as data, and sees that it is the one in the marks', () => {
    exported();
    const own = readEvidence(at('evidence'));
    assert.equal(own.policy.name, 'DicomAnon');
    assert.equal(own.policy.risks.face, 'pass');
    assert.ok(
      own.policy.rules.length > 50 && own.policy.rules.every(({ description }) => description !== ''),
    );
    assert.equal(own.outputs.marks.agreeing, own.outputs.instances);
    assert.deepEqual([own.standard.edition, own.software.name], ['2026c', 'DicomAnon']);
    exported('--policy', 'PS3.15 Basic Profile', '--hold-back', 'face');
    const other = readEvidence(at('evidence'));
    assert.deepEqual([other.policy.profile?.value, other.outputs.marks.agreeing], ['113100', 0]);
    assert.equal(other.policy.risks.face, 'hold-back');
    assert.match(page(), /Held back: no copy is written/);
    assert.match(page(), /marks that are not those of the policy described here/);
  });

  it('is well-formed markup that loads and runs nothing', () => {
    exported();
    const names = new Set<string>();
    const attributes: { readonly name: string; readonly value: string }[] = [];
    const parser = new SaxesParser();
    parser.on('opentag', (tag) => {
      names.add(tag.name);
      for (const [name, value] of Object.entries(tag.attributes))
        attributes.push({ name, value: String(value) });
    });
    parser.on('error', (error) => assert.fail(error));
    parser.write(page().replace('<!DOCTYPE html>', '')).close();
    for (const never of ['script', 'link', 'img', 'iframe', 'object', 'a', 'form', 'base'])
      assert.equal(names.has(never), false, never);
    for (const often of ['h1', 'h2', 'table', 'caption', 'th', 'main', 'header', 'footer', 'title'])
      assert.ok(names.has(often), often);
    assert.deepEqual(
      attributes.filter(({ name }) => /^(on|src|href|style|action|data)/.test(name)),
      [],
    );
    const style = /<style>([^]*)<\/style>/.exec(page())![1]!;
    const digest = createHash('sha256').update(style).digest('base64');
    assert.ok(page().includes(`default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;`));
    assert.doesNotMatch(style, /@import|url\(/);
  });

  it('has checksums that sha256sum confirms for every file, and their own', function () {
    exported();
    const list = join(at('evidence'), 'sha256sums.txt');
    const text = readFileSync(list);
    const { checksums } = readEvidence(at('evidence'));
    assert.equal(checksums.listSha256, createHash('sha256').update(text).digest('hex'));
    assert.deepEqual(
      text
        .toString()
        .trim()
        .split('\n')
        .map((line) => line.slice(66))
        .sort(),
      [...filesBelow(at('copies'))].sort(),
    );
    const check = spawnSync('sha256sum', ['-c', '--strict', '--quiet', list], { cwd: at('copies') });
    if (check.error) skipBecause(this, 'sha256sum is not installed');
    assert.deepEqual([check.status, check.stdout.toString()], [0, '']);
  });

  it('is the same again but for its date, and takes the place of the earlier one as a whole', () => {
    exported();
    const first = contents(at('evidence'));
    exported();
    assert.deepEqual(undated(contents(at('evidence'))), undated(first));
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('.part')),
      [],
    );
  });

  it('replaces nothing else, and lies apart from what it describes', () => {
    mkdirSync(at('evidence'));
    writeFileSync(join(at('evidence'), 'evidence.json'), '{"format":"something else"}');
    refused(exported(), /holds something else/);
    rmSync(at('evidence'), { recursive: true });
    exported();
    writeFileSync(join(at('evidence'), 'my notes.txt'), 'notes');
    refused(exported(), /holds something else/);
    assert.ok(existsSync(join(at('evidence'), 'my notes.txt')));
    const to = (path: string, ...more: readonly string[]) =>
      runEvidence([at('copies'), '--to', path, '--workbook', at('m.xlsx'), ...more]);
    refused(to(join(at('copies'), 'evidence')), /apart/);
    refused(to(folder), /apart/);
    refused(to(at('new'), '--crosswalks', join(at('new'), 'inside')), /must not lie with the evidence/);
    refused(to(at('new'), '--crosswalks', join(at('copies'), 'secret')), /apart/);
    refused(to(at('new'), '--crosswalks', at('new')), /must not lie with the evidence/);
    refused(to(join(folder, 'no', 'such')), /does not exist/);
    refused(runEvidence([at('nowhere'), '--to', at('new'), '--workbook', at('m.xlsx')]), /does not exist/);
    refused(runEvidence([at('copies'), '--to', at('new'), '--workbook', at('none.xlsx')]), /no such mapping/);
    refused(runEvidence([at('copies')]), /--to/);
    refused(to(at('new'), '--source', at('originals')), /--crosswalks/);
    assert.equal(existsSync(at('new')), false);
  });

  it('says what dciodvfy finds, or that it was not run', function () {
    exported('--no-validator');
    assert.deepEqual(readEvidence(at('evidence')).conformance.validator, { kind: 'not-run' });
    assert.match(page(), /was not run/);
    const reason = missingReason('dciodvfy');
    if (reason !== undefined) skipBecause(this, reason);
    exported();
    const { conformance, outputs } = readEvidence(at('evidence'));
    const { validator } = conformance;
    assert.ok(validator.kind === 'run');
    assert.equal(validator.files, outputs.instances);
    assert.ok(validator.errors.length > 0 && validator.errors.every(({ files }) => files <= validator.files));
  });

  it('keeps crosswalks to their owner, in a folder apart, complete for what pydicom reads', function () {
    const run = exported('--crosswalks', at('secret'), '--source', at('originals'), '--json');
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(readdirSync(at('secret')).sort(), SECRETS);
    for (const name of ['.', ...SECRETS])
      assert.equal(statSync(join(at('secret'), name)).mode & 0o077, 0, `${name} is its owner's`);
    const uids = new Map(crosswalk('uid_crosswalk.csv'));
    const patients = crosswalk('patid_crosswalk.csv');
    const [originals, copies] = ['originals', 'copies'].map((name) =>
      filesBelow(at(name)).map((path) => join(at(name), path)),
    );
    const before = readWithPydicom(originals!);
    const after = readWithPydicom(copies!);
    if (before.kind === 'missing' || after.kind === 'missing') skipBecause(this, 'pydicom is not installed');
    const news = new Set<string>();
    const ids = new Set<string>();
    for (const file of after.files) {
      assert.ok('elements' in file);
      for (const { path, vr, value } of file.elements)
        if (vr === 'UI' && path !== IMPLEMENTATION_CLASS) value.split('\\').forEach((each) => news.add(each));
      for (const { path, value } of file.elements) if (path === '00100020') ids.add(value);
    }
    let compared = 0;
    for (const file of before.files) {
      if (!('elements' in file)) continue;
      for (const { path, vr, value } of file.elements) {
        if (vr !== 'UI' || !/(?:0020000D|0020000E|00080018|00200052|00081155)$/.test(path)) continue;
        for (const uid of value
          .split('\\')
          .filter((each) => each !== '' && !each.startsWith('1.2.840.10008'))) {
          const made = uids.get(uid);
          if (made === undefined) continue;
          assert.ok(news.has(made), `${uid} leads to a UID of the copies`);
          compared++;
        }
      }
    }
    assert.ok(compared > 200);
    const mapped = new Set(uids.values());
    const own = [...news].filter((uid) => uid.startsWith('2.25.'));
    assert.deepEqual(
      own.filter((uid) => !mapped.has(uid)),
      [],
      'every UID of the copies has its old one',
    );
    assert.ok(patients.length >= 5 && patients.every(([, id]) => ids.has(id)));
    assert.ok(
      patients.some(([old]) => old === '007123'),
      'leading zeros stay',
    );
  });

  it('has crosswalks of studies where only the workbook is known', () => {
    assert.equal(exported('--crosswalks', at('secret')).status, 0);
    assert.equal(crosswalk('uid_crosswalk.csv').length, readEvidence(at('evidence')).outputs.studies);
    const again = exported('--crosswalks', at('secret'));
    assert.equal(again.status, 0, 'an earlier folder of crosswalks is replaced');
    writeFileSync(join(at('secret'), 'thesis.txt'), 'mine');
    refused(exported('--crosswalks', at('secret')), /holds something else/);
  });

  it('refuses originals that these outputs were not made of', () => {
    mkdirSync(at('others'), { recursive: true });
    refused(exported('--crosswalks', at('secret'), '--source', at('others')), /None of the UIDs/);
    assert.deepEqual([existsSync(at('evidence')), existsSync(at('secret'))], [false, false]);
  });

  function page(): string {
    return readFileSync(join(at('evidence'), 'evidence.html'), 'utf8');
  }

  function crosswalk(name: string): readonly (readonly [string, string])[] {
    const [header, ...lines] = readFileSync(join(at('secret'), name), 'utf8')
      .trimEnd()
      .split('\r\n');
    assert.equal(header, 'id_old,id_new');
    return lines.map((line) => {
      const [old, made, ...more] = line.split(',');
      assert.deepEqual(more, []);
      return [old!, made!];
    });
  }
});

const FILES = ['evidence.html', 'evidence.json', 'sha256sums.txt'];
/** DicomAnon's own, in every file that it writes. */
const IMPLEMENTATION_CLASS = '00020012';
const SECRETS = ['CONFIDENTIAL.txt', 'patid_crosswalk.csv', 'uid_crosswalk.csv'];

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function contents(folder: string): readonly string[] {
  return FILES.map((name) => readFileSync(join(folder, name), 'utf8'));
}

function undated(texts: readonly string[]): readonly string[] {
  return texts.map((text) =>
    text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then').replace(/\d+ \w+ \d{4}, \d\d:\d\d UTC/, 'then'),
  );
}

function refused(
  { status, stderr, stdout }: { status: number | null; stderr: string; stdout: string },
  why: RegExp,
) {
  assert.deepEqual([status, stdout], [2, ''], stderr);
  assert.match(stderr, why);
  assert.ok(stderr.trim().split('\n').length >= 2, 'an error and a remedy');
}
