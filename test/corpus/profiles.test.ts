import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { pythonWithPydicom } from '../support/pydicom';
import { skipBecause } from '../support/skipping';
import { createTempFolder, removeFolder } from '../support/temp-folder';
import { missing, missingReason } from '../support/tools';
import { compareWithPydicom, type Compared } from './comparison';
import { pathOf, REFERRING } from './elements';
import { PROFILE_ERRORS } from './expected';
import { inParallel } from './parallel';
import { unreadable } from './readers';
import { anonymise, type CorpusRun, corpusIsThere, NO_CORPUS, sampleOf } from './run';
import { newErrors } from './validation';

const POLICY = ['--policy', 'PS3.15 Basic Profile'];
const RETAINING = [
  ...['safe-private', 'uids', 'device', 'institution', 'patient-characteristics', 'full-dates'],
].map((name) => `retain-${name}`);
const CLEANING = ['clean-descriptors', 'clean-structured-content', 'clean-graphics', 'retain-modified-dates'];

/** Ways to perform the profile, and its options. */
const PROFILES: Readonly<Record<string, readonly string[]>> = {
  'no option': [],
  'all that retain': RETAINING,
  'all that clean, and modified dates': CLEANING,
};

/** Files of one folder that are read and validated: the others have the same faults. */
const SAMPLE = 3;
/** Fewer references than these mean that something is not looked at. */
const REFERENCES = 20;

for (const [name, options] of Object.entries(PROFILES)) {
  describe(`the corpus of real files under the Basic Profile, with ${name}`, function () {
    this.timeout(300_000);
    let folder = '';
    let run: CorpusRun;
    let compared: readonly Compared[] | undefined;

    before(async function () {
      if (!corpusIsThere()) skipBecause(this, NO_CORPUS);
      folder = createTempFolder();
      const turned = options.flatMap((option) => ['--option', option]);
      run = anonymise(folder, 'profile', join(folder, 'workbook.xlsx'), [...POLICY, ...turned]);
      if (pythonWithPydicom() !== undefined)
        compared = await compareWithPydicom(sampleOf(run.pairs, SAMPLE), []);
    });

    after(() => {
      if (folder !== '') removeFolder(folder);
    });

    it('writes what the default policy writes', () => {
      const { found, written, skipped, failed } = run.numbers;
      assert.equal(found, written + skipped + failed);
      assert.ok(run.pairs.length > 800, `${run.pairs.length} copies`);
    });

    it('is read by dcmdump wherever the original is', function () {
      const reason = missingReason('dcmdump');
      if (reason !== undefined) skipBecause(this, reason);
      const before = unreadable(run.pairs.map(({ original }) => original));
      const after = unreadable(run.pairs.map(({ copy }) => copy));
      const worse = run.pairs.filter(({ original, copy }) => after.has(copy) && !before.has(original));
      assert.deepEqual(
        worse.map(({ path }) => path),
        [],
      );
    });

    it('is read by pydicom, with all pixel data the same', function () {
      if (!compared) skipBecause(this, missing('python3').reason);
      const broken = compared.filter(({ pixels, unreadable: why }) => !pixels && why === undefined);
      assert.deepEqual(broken.map(pathOf), []);
      const read = compared.filter(({ pixels }) => pixels !== undefined);
      for (const each of read) assert.deepEqual(each.pixels[1], each.pixels[0], pathOf(each));
      assert.ok(read.length > 250, `${read.length} files`);
    });

    it('keeps the references of RT, SR, SEG and PR objects that stay', function () {
      if (!compared) skipBecause(this, missing('python3').reason);
      const read = compared.filter(({ instance }) => instance !== undefined);
      const renewed = new Map(read.map(({ instance }) => instance));
      let followed = 0;
      for (const each of read.filter(({ modality }) => REFERRING.has(modality))) {
        for (const [place, old, found] of each.references) {
          const target = renewed.get(old);
          if (target === undefined) continue;
          assert.equal(found, target, `${pathOf(each)} ${place}`);
          followed++;
        }
      }
      assert.ok(followed >= REFERENCES, `${followed} references lead to files of the corpus`);
    });

    it('has no error for dciodvfy that the original had not, but those that are explained', async function () {
      const reason = missingReason('dciodvfy');
      if (reason !== undefined) skipBecause(this, reason);
      const found = await inParallel(sampleOf(run.pairs, SAMPLE), newErrors);
      const unexpected = found
        .flat()
        .filter(({ error }) => !PROFILE_ERRORS.some((accepted) => accepted.error.test(error)));
      assert.deepEqual(unexpected.map(({ path, error }) => `${path}: ${error}`).sort(), []);
    });
  });
}
