import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { elementsOf } from '../../../src/sample/attributes';
import { ATTRIBUTES } from '../../../src/sample/attribute-table';
import { encodeDataSet } from '../../../src/sample/dicom-writer';
import { hex, toHex } from '../../support/hex';
import { skipBecause } from '../../support/skipping';

interface DictionaryEntry {
  readonly keyword: string;
  readonly vr: string;
}

const DICTIONARY = '../shared/standard/ps36-tags-2026c.json';

describe('Sample attributes', () => {
  it('become elements in the order of their tags, at every depth', () => {
    const elements = elementsOf({
      PatientID: '7',
      ReferencedImageSequence: [{ ReferencedSOPInstanceUID: '1.3', ReferencedSOPClassUID: '1.2' }],
    });
    assert.equal(
      toHex(encodeDataSet(elements)),
      toHex(
        hex(`08 00 40 11 "SQ" 00 00 20 00 00 00  FE FF 00 E0 18 00 00 00
               08 00 50 11 "UI" 04 00 "1.2" 00  08 00 55 11 "UI" 04 00 "1.3" 00
             10 00 20 00 "LO" 02 00 "7 "`),
      ),
    );
  });

  it('have the tags and VRs of the data dictionary', function () {
    if (!existsSync(DICTIONARY)) return skipBecause(this, `${DICTIONARY} is not there`);
    const dictionary = JSON.parse(readFileSync(DICTIONARY, 'utf8')) as Record<string, DictionaryEntry>;
    for (const [keyword, [tag, vr]] of Object.entries(ATTRIBUTES)) {
      const entry = dictionary[tag.toString(16).toUpperCase().padStart(8, '0')];
      assert.equal(entry?.keyword, keyword);
      assert.ok(entry.vr.split(' or ').includes(vr), `${keyword} ${entry.vr}`);
    }
  });
});
