import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatTagList } from '../../../src/core/view/tag-list';
import { dataset, dicomFile, element, sequence, type Element } from '../../support/data-sets';
import { readView } from './view-files';

async function listOf(...parts: readonly Element[]): Promise<string> {
  return formatTagList((await readView(dicomFile(dataset(...parts)))).attributes);
}

describe('the tag list', () => {
  it('has one line for each attribute and item, indented by depth', async () => {
    const list = await listOf(sequence(0x00081110, [[element(0x00081155, 'UI', '1.2.3')], []]));
    assert.match(list, /^\(0010,0010\) PN PatientName +Doe\^Jane$/m);
    const nested = list.split('\n').filter((line) => /0008,1110|0008,1155|Item/.test(line));
    assert.deepEqual(nested, [
      '(0008,1110) SQ ReferencedStudySequence 2 items',
      '  Item 1',
      '    (0008,1155) UI ReferencedSOPInstanceUID 1.2.3',
      '  Item 2',
    ]);
  });

  it('is empty without attributes, and names what has no keyword', async () => {
    assert.equal(formatTagList([]), '');
    const list = await listOf(element(0x0018fff0, 'CS', 'A'), element(0x00190010, 'LO', 'ACME'));
    assert.match(list, /^\(0018,FFF0\) CS Unknown attribute +A$/m);
    assert.match(list, /^\(0019,0010\) LO Private Creator +ACME$/m);
  });

  it('keeps every line but that of the attribute which differs', async () => {
    const [one, other] = await Promise.all([
      listOf(element(0x00100010, 'PN', 'Doe^Jane')),
      listOf(element(0x00100010, 'PN', 'A much longer name than the other^With^Parts')),
    ]);
    const lines = one.split('\n');
    const different = other.split('\n').filter((line, index) => line !== lines[index]);
    assert.equal(different.length, 1);
    assert.match(different[0] ?? '', /PatientName/);
  });

  it('stays one line for each attribute whatever the values hold', async () => {
    const lines = (await listOf(element(0x00104000, 'LT', 'x'))).split('\n').length;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 50 }), async (text) => {
        const value = Buffer.from(`${text}\r\n\u202e\u2028`, 'utf8');
        const list = await listOf(element(0x00080005, 'CS', 'ISO_IR 192'), element(0x00104000, 'LT', value));
        assert.equal(list.split(/[\r\n\u2028\u2029]/).length, lines + 1);
      }),
      { seed: 20240229, numRuns: 100 },
    );
  });
});
