import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, sep } from 'node:path';
import { lockWorkbook } from '../../src/core/mapping/lock';
import { mappingFilesOf } from '../../src/core/mapping/mapping-files';
import { writeWorkbook } from '../../src/core/mapping/workbook';
import { terminalLine } from '../../src/cli/terminal-text';
import { mapping, patient } from '../mapping/samples';
import { runCommand, usePlace } from '../run/command-line';
import { image } from '../run/images';
import { useTempFolder } from '../support/temp-folder';

/** Clears a screen, names a window, turns writing around, and goes back to the start of a line. */
const TERMINAL_TRICKS = ['\u001b[2J', '\u001b]0;owned\u0007', '\u009b31m', '\u202egpj', '\rDone', '\b\b'];
const TRICKY = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/; // eslint-disable-line no-control-regex

describe('anonymised IDs of a workbook', () => {
  const place = usePlace();

  it('lead out of no folder, whatever somebody has put there', async () => {
    const { put, anonymise, workbook, destination, beside } = place();
    const ids = ['../../outside', '..', '.', '/tmp/x', 'a\\..\\b', 'a\u0000b', ''];
    const patients = ids.map((anonymisedId, index) =>
      patient(anonymisedId, { patientId: `MRN-${index}`, name: '' }),
    );
    await writeWorkbook(workbook, mapping({ patients }));
    for (const { patientId } of patients)
      put({
        [`${patientId}/${patientId}/1.dcm`]: image({
          instance: patientId,
          study: patientId,
          series: patientId,
          patientId,
        }),
      });
    const { status, summary, stderr } = anonymise();
    assert.deepEqual([status, summary.written], [0, ids.length], stderr);
    const copies = readdirSync(destination, { recursive: true }).map(String);
    for (const path of copies) assert.doesNotMatch(path, /MRN|[\0\\]/);
    const files = copies.filter((path) => path.endsWith('.dcm'));
    assert.equal(files.length, ids.length);
    for (const path of files) assert.equal(path.split(sep).length, 3, `${path} is as deep as its original`);
    assert.deepEqual(beside(), ['m.xlsx']);
  });
});

describe('text from outside', () => {
  const place = usePlace();
  const folder = useTempFolder();

  it('does nothing on a terminal, however folders are called', function () {
    if (process.platform === 'win32') this.skip();
    const { put, source, original, workbook } = place();
    const tricks = TERMINAL_TRICKS.join(' ');
    put({ [`${tricks}/1.dcm`]: image(), [`${tricks}/x.txt`]: 'x' });
    const [from, to] = [join(source, tricks), original(`../out ${tricks}`)];
    const runs = [
      [from, to, '--workbook', workbook],
      [from, to, '--workbook', original(`../${tricks}.xlsx`), '--json'],
      [from, to, '--workbook', original(`../no ${tricks} workbook`)],
      [from, to, `--${tricks}`],
    ];
    for (const args of runs) {
      const { stdout, stderr } = runCommand(args);
      for (const text of [stdout, stderr]) assert.doesNotMatch(text.replaceAll('\n', ''), TRICKY);
      assert.ok((stdout + stderr).length > 20);
    }
  });

  it('is shown as escapes, which leave JSON the same', () => {
    for (const trick of TERMINAL_TRICKS) {
      assert.doesNotMatch(terminalLine(trick).slice(0, -1), TRICKY);
      const value = { workbook: `/data/${trick}.xlsx` };
      assert.deepEqual(JSON.parse(terminalLine(JSON.stringify(value))), value);
    }
    assert.equal(terminalLine('Müller 山田\tß'), 'Müller 山田\tß\n');
  });

  it('is no name of a modality unless it is a code string', () => {
    const { put, source } = place();
    const modalities = ['CT', 'constructor', '__proto__', '\u001b[2J', 'x'.repeat(3000), 'Doe^Jane', ''];
    put(
      Object.fromEntries(
        modalities.map((modality, index) => [
          `${index}.dcm`,
          image({ instance: `${index}`, series: `${index}`, modality }),
        ]),
      ),
    );
    const { stdout } = runCommand([source, '--dry-run', '--json']);
    const summary = JSON.parse(stdout) as { modalities: Record<string, number>; dicom: number };
    assert.deepEqual([summary.dicom, summary.modalities], [modalities.length, { CT: 1, none: 1, other: 5 }]);
  });

  it('does not make the owner of a lock a message', async () => {
    const files = mappingFilesOf(join(folder(), 'm.xlsx'));
    mkdirSync(files.lock);
    const owners = [
      {
        pid: process.pid,
        host: '[Unlock](command:workbench.action.quit)\u001b[2J',
        since: 'now',
        token: 'x',
      },
      { pid: process.pid, host: hostname(), since: '\u202e<img src=x>', token: 'x' },
    ];
    for (const owner of owners) {
      writeFileSync(join(files.lock, 'owner.json'), JSON.stringify(owner));
      await assert.rejects(lockWorkbook(files), {
        code: 'workbook-in-use',
        message: 'The mapping workbook "m.xlsx" is in use by another run.',
      });
    }
    assert.match(readFileSync(join(files.lock, 'owner.json'), 'utf8'), /img/, 'the lock is left alone');
  });
});
