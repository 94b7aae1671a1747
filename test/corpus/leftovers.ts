import { strict as assert } from 'node:assert';
import { pythonWithPydicom } from '../support/pydicom';
import { skipBecause } from '../support/skipping';
import { missing } from '../support/tools';
import type { Compared } from './comparison';
import { explanationOf } from './explained-words';
import { pathOf } from './elements';
import { fileText } from './file-text';
import type { CorpusRuns } from './run';

/** A UID of five components or more, as it stands in bytes. */
const UID = /[0-2](?:\.\d+){4,}/g;
/** 39 digits, in which any short number may occur. */
const NEW_UID = /2\.25\.\d+/g;

/** Tests that search the bytes of the copies, without reading them as DICOM. */
export function describeLeftovers(runs: () => CorpusRuns, compared: () => readonly Compared[]): void {
  describe('bytes of the copies', () => {
    before(function () {
      if (pythonWithPydicom() === undefined) skipBecause(this, missing('python3').reason);
    });

    it('hold no UID of any original but those of classes and registers', () => {
      const originals = new Set(compared().flatMap(({ uids }) => Object.keys(uids)));
      assert.ok(originals.size > 1000);
      for (const { path, copy } of runs().standard.pairs) {
        const left = [...new Set(fileText(copy).match(UID) ?? [])].filter((uid) => originals.has(uid));
        assert.deepEqual(left, [], path);
      }
    });

    it('hold no name, patient ID or date of their own original but in words that are explained', () => {
      const identifiers = new Map(compared().map((each) => [pathOf(each), each.identifiers]));
      const unexplained: string[] = [];
      for (const { path, copy } of runs().standard.pairs) {
        const text = fileText(copy).replace(NEW_UID, 'UID').toLowerCase();
        for (const identifier of identifiers.get(path) ?? []) {
          if (!text.includes(identifier.toLowerCase())) continue;
          if (explanationOf(identifier, path) === undefined) unexplained.push(`${path}: ${identifier}`);
        }
      }
      assert.equal(unexplained.join('\n'), '');
    });
  });
}
