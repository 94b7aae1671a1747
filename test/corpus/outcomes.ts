import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashTree } from '../support/tree-hash';
import { parseCsv } from './csv';
import { BROKEN_DICOMDIR, EMPTY, FAILING, NOT_DICOM } from './expected';
import { CORPUS, isMadeAnew, type CorpusRun, type CorpusRuns, type Numbers } from './run';

export function describeOutcomes(runs: () => CorpusRuns): void {
  describe('outcomes', () => {
    it('adds up: found is written, unchanged, skipped and failed', () => {
      for (const { numbers, files } of allRuns(runs())) {
        const { found, written, unchanged, skipped, failed } = numbers;
        assert.equal(found, written + unchanged + skipped + failed);
        assert.equal(found, files.size);
      }
    });

    it('exits with 1, because some files failed', () => {
      assert.deepEqual(
        allRuns(runs()).map(({ status }) => status),
        [1, 1, 1, 1],
      );
    });

    it('fails exactly the broken files, each for its reason', () => {
      const { files } = runs().standard;
      const failed = [...files].filter(
        ([path, { outcome }]) => outcome === 'failed' && path !== BROKEN_DICOMDIR,
      );
      assert.deepEqual(Object.fromEntries(failed.map(([path, { reason }]) => [path, reason])), FAILING);
    });

    it('makes DICOMDIRs anew or skips them, and skips empty files and files that hold no DICOM, and nothing else', () => {
      const { files } = runs().standard;
      for (const [path, isDicomdir] of catalogue()) {
        const { outcome, reason } = files.get(path)!;
        const expected = expectedReason(path, isDicomdir);
        if (path === BROKEN_DICOMDIR) assert.notEqual(outcome, 'written');
        else if (expected !== undefined) assert.equal(reason, expected, path);
        else assert.match(outcome, path in FAILING ? /failed/ : /written/, path);
      }
    });

    it('counts in the reasons what the report lists', () => {
      const { numbers, files } = runs().standard;
      assert.deepEqual(countReasons(files.values()), numbers.reasons);
    });

    it('gives the same output for one and for three workers', () => {
      const { standard, parallel } = runs();
      const expected = hashTree(standard.destination);
      assert.equal(Object.keys(expected).length, standard.numbers.written);
      assert.deepEqual(hashTree(parallel.destination), expected);
    });

    it('finds everything unchanged in a second run', () => {
      const { parallel, again } = runs();
      const { written, skipped, failed } = parallel.numbers;
      assert.deepEqual(pick(again.numbers), { written: 0, unchanged: written, skipped, failed });
    });
  });
}

function allRuns({ standard, parallel, again, bare }: CorpusRuns): readonly CorpusRun[] {
  return [standard, parallel, again, bare];
}

function pick({ written, unchanged, skipped, failed }: Numbers) {
  return { written, unchanged, skipped, failed };
}

function expectedReason(path: string, isDicomdir: boolean): string | undefined {
  if (isDicomdir) return isMadeAnew(path) ? 'dicomdir-made' : 'dicomdir';
  if (EMPTY.includes(path)) return 'empty';
  return NOT_DICOM.includes(path) ? 'not-dicom' : undefined;
}

/** The catalogued files, and whether each is a DICOMDIR. */
function catalogue(): readonly (readonly [string, boolean])[] {
  const [header = [], ...rows] = parseCsv(readFileSync(join(CORPUS, 'catalog.csv'), 'utf8'));
  const [file, dicomdir] = [header.indexOf('file'), header.indexOf('is_dicomdir')];
  assert.ok(file >= 0 && dicomdir >= 0 && rows.length > 900);
  return rows.map((row) => [row[file]!, row[dicomdir] === 'True']);
}

function countReasons(files: Iterable<{ readonly reason: string }>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of files) if (reason !== '') counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
