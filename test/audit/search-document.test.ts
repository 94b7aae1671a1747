import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { defaultChoice } from '../../src/core/policy/policy';
import { DocumentSearcher } from '../../src/core/run/search-document';
import { dataset, dicomFile, element, type Element } from '../support/data-sets';
import { useTempFolder, writeTree } from '../support/temp-folder';

const ORIGINAL = dicomFile(
  dataset(element(0x00100010, 'PN', 'Meierhofer^Annegret'), element(0x00100020, 'LO', 'MRN-4819-2375')),
);

function copyWith(...elements: readonly Element[]): Uint8Array {
  const id = [element(0x00100010, 'PN', 'ANON-0001'), element(0x00100020, 'LO', 'ANON-0001')];
  return dicomFile(dataset(...id, ...elements));
}

function document(text: string): Element {
  return element(0x00420011, 'OB', Buffer.from(text));
}

describe('The search of a copied document', () => {
  const folder = useTempFolder();

  /** The kinds of what is found in a copy; null when it could not be read, undefined when it has no document. */
  async function kindsIn(copy: Uint8Array | undefined): Promise<readonly string[] | null | undefined> {
    writeTree(folder(), { 'original.dcm': ORIGINAL, ...(copy ? { 'copy.dcm': copy } : {}) });
    const [original, copied] = ['original.dcm', 'copy.dcm'].map((name) => join(folder(), name));
    const found = await new DocumentSearcher(defaultChoice(DICOMANON_POLICY)).search({
      ...{ original: original!, copy: copied!, anonymisedId: 'ANON-0001', folder: 0, position: 0 },
    });
    return found && found.map(({ kind }) => kind);
  }

  it('finds in it what the original tells of the patient', async () => {
    assert.deepEqual(await kindsIn(copyWith(document('<a>MRN-4819-2375</a>'))), ['id']);
    assert.deepEqual(await kindsIn(copyWith(document('<a>nothing to see</a>'))), []);
  });

  it('tells a copy without a document from one whose document is damaged', async () => {
    assert.equal(await kindsIn(copyWith()), undefined);
    assert.equal(await kindsIn(copyWith(document('<a><b></a>'))), null);
  });

  it('goes on where the copy is gone, or was cut short', async () => {
    assert.equal(await kindsIn(undefined), null);
    assert.equal(await kindsIn(copyWith().subarray(0, 300)), null);
  });
});
