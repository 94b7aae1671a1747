import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { pythonWithPydicom } from '../support/pydicom';
import { skipBecause } from '../support/skipping';
import { missing } from '../support/tools';
import type { Compared } from './comparison';
import { explanationOf } from './explained-words';
import { pathOf } from './elements';
import type { CorpusRuns } from './run';

const DEFLATED = '1.2.840.10008.1.2.1.99';
/** A UID of five components or more, as it stands in bytes. */
const UID = /[0-2](?:\.\d+){4,}/g;

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
        const left = [...new Set(textOf(copy).match(UID) ?? [])].filter((uid) => originals.has(uid));
        assert.deepEqual(left, [], path);
      }
    });

    it('hold no name, patient ID or date of their own original but in words that are explained', () => {
      const identifiers = new Map(compared().map((each) => [pathOf(each), each.identifiers]));
      const unexplained: string[] = [];
      for (const { path, copy } of runs().standard.pairs) {
        const text = textOf(copy).toLowerCase();
        for (const identifier of identifiers.get(path) ?? []) {
          if (!text.includes(identifier.toLowerCase())) continue;
          if (explanationOf(identifier, path) === undefined) unexplained.push(`${path}: ${identifier}`);
        }
      }
      assert.equal(unexplained.join('\n'), '');
    });
  });
}

/** The bytes of a file as text, a character a byte; a deflated data set inflated. */
function textOf(path: string): string {
  const bytes = readFileSync(path);
  const text = bytes.toString('latin1');
  if (!text.slice(0, 1024).includes(`${DEFLATED}\0`)) return text;
  const dataSet = 144 + bytes.readUInt32LE(140); // preamble, DICM, (0002,0000) with its value
  return text.slice(0, dataSet) + inflateRawSync(bytes.subarray(dataSet)).toString('latin1');
}
