import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/core/errors';
import { REPORT_TITLE, writeReportFile } from '../../src/core/run/report-file';

import { useTempFolder } from '../support/temp-folder';

const LINES = 200_000;

const isCode = (code: string) => (error: unknown) => error instanceof UserError && error.code === code;

function* manyLines(): Generator<string> {
  yield REPORT_TITLE;
  for (let line = 1; line < LINES; line++) yield `line ${line}`;
}

function* onlyTheLast(): Generator<string | undefined> {
  yield REPORT_TITLE;
  for (let line = 1; line < 20 * LINES; line++) yield undefined;
  yield 'last';
}

describe('the file of a report', () => {
  const folder = useTempFolder();

  for (const [what, lines, count] of [
    ['of very many lines', manyLines, LINES],
    ['of few lines out of very many', onlyTheLast, 2],
  ] as const)
    it(`${what} lets others have their turn while it is written, and is whole`, async () => {
      const file = join(folder(), 'report.md');
      let turns = 0;
      const ticking = setInterval(() => turns++, 1);
      try {
        await writeReportFile(file, { markdown: lines, csv: lines });
      } finally {
        clearInterval(ticking);
      }
      assert.ok(turns > 1, `${turns} turns`);
      const written = readFileSync(file, 'utf8').split('\n');
      assert.equal(written.length, count + 1);
      assert.deepEqual([written[0], written.at(-1)], [REPORT_TITLE, '']);
      if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    });

  it('is not there, nor a part of it, when its lines fail', async () => {
    const file = join(folder(), 'report.csv');
    function* failing(): Generator<string> {
      yield* manyLines();
      throw new RangeError('no more lines');
    }
    await assert.rejects(writeReportFile(file, { markdown: failing, csv: failing }), RangeError);
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('says what the file system has against it', async () => {
    const inTheWay = join(folder(), 'report.md');
    mkdirSync(inTheWay);
    const lines = (): string[] => [REPORT_TITLE];
    await assert.rejects(writeReportFile(inTheWay, { markdown: lines, csv: lines }), isCode('report-exists'));
    const nowhere = join(folder(), 'none', 'report.md');
    await assert.rejects(
      writeReportFile(nowhere, { markdown: lines, csv: lines }),
      isCode('report-unwritable'),
    );
    assert.equal(existsSync(nowhere), false);
  });
});
