import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { makeSampleExport } from '../../src/sample/export';
import { compareWithPydicom, type Compared } from '../corpus/comparison';
import { anonymise } from '../corpus/run';
import { pythonWithPydicom } from '../support/pydicom';
import { skipBecause } from '../support/skipping';
import { createTempFolder, removeFolder } from '../support/temp-folder';
import { missing } from '../support/tools';

const PROFILE = ['--policy', 'PS3.15 Basic Profile'];

/** Options of the command line, and the modalities whose references must lead somewhere under them. */
const POLICIES: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  'the default policy': [[], ['RTSTRUCT', 'SEG', 'PR', 'SR', 'KO']],
  'the Basic Profile': [PROFILE, ['RTSTRUCT', 'SEG', 'PR']],
  'the Basic Profile with the content of reports': [
    [...PROFILE, '--option', 'clean-structured-content'],
    ['RTSTRUCT', 'SEG', 'PR', 'SR', 'KO'],
  ],
  'the Basic Profile with UIDs': [
    [...PROFILE, '--option', 'retain-uids'],
    ['RTSTRUCT', 'SEG', 'PR'],
  ],
};

describe('references within the synthetic export', function () {
  this.timeout(60_000);
  let folder = '';

  before(async function () {
    if (pythonWithPydicom() === undefined) skipBecause(this, missing('python3').reason);
    folder = createTempFolder();
    await makeSampleExport(join(folder, 'source'), { seed: 1 });
  });

  after(() => {
    if (folder !== '') removeFolder(folder);
  });

  Object.entries(POLICIES).forEach(([name, [options, modalities]], at) => {
    it(`lead to the same files as before, under ${name}`, async () => {
      const source = join(folder, 'source');
      const { pairs } = anonymise(folder, `copy-${at}`, join(folder, `${at}.xlsx`), options, source);
      const compared = await compareWithPydicom(pairs, []);
      assert.equal(compared.length, pairs.length);
      const followed = followReferences(compared);
      for (const modality of modalities) assert.ok(followed.has(modality), `${modality} refers to nothing`);
    });
  });
});

/** The modalities of objects with a reference to a file of the export; asserts that each leads to its copy. */
function followReferences(compared: readonly Compared[]): ReadonlySet<string> {
  const renewed = new Map(compared.map(({ instance }) => instance));
  const followed = new Set<string>();
  for (const { modality, references, original } of compared) {
    for (const [place, old, found] of references) {
      const target = renewed.get(old);
      if (target === undefined) continue;
      assert.equal(found, target, `${original} ${place}`);
      followed.add(modality);
    }
  }
  return followed;
}
