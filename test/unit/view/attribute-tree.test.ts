import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dataset, dicomFile, element, sequence } from '../../support/data-sets';
import { hex } from '../../support/hex';
import { find, readView } from './view-files';

const SHARED = '../shared/dicom';

describe('attributes as the tag view shows them', () => {
  it('have the name and keyword of the standard', async () => {
    const { attributes } = await readView(dicomFile(dataset()));
    const { name, keyword } = find(attributes, 0x00100010);
    assert.deepEqual([name, keyword], ["Patient's Name", 'PatientName']);
  });

  it('name private elements after the creator of their block', async () => {
    const { attributes } = await readView(
      dicomFile(
        dataset(
          element(0x00290010, 'LO', 'ACME 1.0'),
          element(0x00290011, 'LO', 'OTHER'),
          element(0x00291008, 'LO', 'a'),
          element(0x00291108, 'LO', 'b'),
          element(0x00291208, 'LO', 'c'),
        ),
      ),
    );
    const names = [0x00290010, 0x00291008, 0x00291108, 0x00291208].map((tag) => find(attributes, tag).name);
    assert.deepEqual(names, ['Private Creator', 'Private: ACME 1.0', 'Private: OTHER', 'Private attribute']);
  });

  it('decode text in the character set of the data set', async function () {
    if (!existsSync(SHARED)) this.skip();
    const names: Readonly<Record<string, string>> = {
      chrFren: 'Buc^Jérôme',
      chrGreek: 'Διονυσιος',
      chrH31: 'Yamada^Tarou=山田^太郎=やまだ^たろう',
      chrI2: 'Hong^Gildong=洪^吉洞=홍^길동',
      chrX1: 'Wang^XiaoDong=王^小東=',
      chrX2: 'Wang^XiaoDong=王^小东=',
    };
    for (const [file, name] of Object.entries(names)) {
      const { attributes } = await readView(readFileSync(`${SHARED}/charset/${file}.dcm`));
      assert.equal(find(attributes, 0x00100010).value, name, file);
    }
  });

  it('decode text in items with the character set of the item, or else of what encloses it', async () => {
    const latin = element(0x00100010, 'PN', hex('e9 20'));
    const greek = [element(0x00080005, 'CS', 'ISO_IR 126'), latin];
    const { attributes } = await readView(
      dicomFile([
        element(0x00080005, 'CS', 'ISO_IR 100'),
        sequence(0x00081110, [greek]),
        sequence(0x00081111, [[latin]]),
      ]),
    );
    const [inGreek, inLatin] = attributes.filter(({ vr }) => vr === 'SQ');
    assert.equal(inGreek?.items[0]?.attributes[1]?.value, 'ι');
    assert.equal(inLatin?.items[0]?.attributes[0]?.value, 'é');
  });

  it('show Specific Character Set as it stands in the file', async () => {
    const { attributes } = await readView(
      dicomFile(dataset(element(0x00080005, 'CS', ['', 'ISO 2022 IR 87']))),
    );
    assert.equal(find(attributes, 0x00080005).value, '\\ISO 2022 IR 87');
  });
});
