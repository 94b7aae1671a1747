import { strict as assert } from 'node:assert';
import { skipBecause } from '../support/skipping';
import { missingReason } from '../support/tools';
import { ACCEPTED_ERRORS } from './expected';
import { inParallel, runToEnd } from './parallel';
import { type CorpusRuns, type FilePair, sampleOf } from './run';

/** Images of one folder that are validated: the others have the same errors. */
const SAMPLE = 3;

/** dciodvfy that stops here has not validated anything. */
const GAVE_UP = /Information Object Not found|Dicom dataset read failed|Tags out of order/;

/** Tests with dciodvfy, which knows what each kind of object must have. */
export function describeValidation(runs: () => CorpusRuns): void {
  describe('dciodvfy', () => {
    it('finds no error in a copy that it does not find in the original, but those that the policy causes', async function () {
      const reason = missingReason('dciodvfy');
      if (reason !== undefined) skipBecause(this, reason);
      const found = await inParallel(sampleOf(runs().standard.pairs, SAMPLE), newErrors);
      const errors = found.flat();
      const unexpected = errors.filter(
        ({ error }) => !ACCEPTED_ERRORS.some((accepted) => accepted.error.test(error)),
      );
      assert.deepEqual(unexpected, []);
      const unused = ACCEPTED_ERRORS.filter(
        (accepted) => !errors.some(({ error }) => accepted.error.test(error)),
      );
      assert.deepEqual(unused, [], 'accepted errors that no longer occur');
    });
  });
}

/** The errors that dciodvfy finds in a copy only; none where it cannot judge the original. */
export async function newErrors({
  path,
  original,
  copy,
}: FilePair): Promise<readonly { path: string; error: string }[]> {
  const before = await validate(original);
  if (before === undefined) return [];
  const after = await validate(copy);
  assert.ok(after, `${path}: dciodvfy gave up on the copy`);
  return [...after].filter((error) => !before.has(error)).map((error) => ({ path, error }));
}

/** The errors in a file, without the values that they quote; undefined when dciodvfy crashed or gave up. */
async function validate(path: string): Promise<ReadonlySet<string> | undefined> {
  const { signal, stdout, stderr } = await runToEnd('dciodvfy', [path]);
  const messages = stdout + stderr;
  if (signal !== null || GAVE_UP.test(messages)) return undefined;
  return new Set(
    messages
      .split('\n')
      .filter((line) => line.startsWith('Error'))
      .map(withoutValues),
  );
}

function withoutValues(error: string): string {
  return error
    .replace(/UID [\d.]+$/, 'UID')
    .replace(/\b\d[\d.]{10,}\d\b/g, 'UID')
    .replace(/ = <[^>]*>|<UID>| ='.*'.*$/g, '')
    .replace(/\[[^\]]*\]/g, '[]')
    .replace(/\s+/g, ' ')
    .trim();
}
