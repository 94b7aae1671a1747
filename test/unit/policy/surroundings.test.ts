import assert from 'node:assert/strict';
import { Concepts } from '../../../src/core/policy/content-item';
import { privateCreatorAt, Surroundings } from '../../../src/core/policy/surroundings';
import { dataset, dicomFile, element, type Element, sequence } from '../../support/data-sets';
import { scanBytes, type Scanned } from '../../support/scanning';

const NAME = 0x0040a043;
const VALUE = 0x0040a160;

function fileOf(...elements: readonly Element[]): Scanned {
  return scanBytes(dicomFile(dataset(...elements)));
}

function rowOf({ table }: Scanned, tag: number): number {
  return table.tag.subarray(0, table.count).indexOf(tag);
}

function contentItem(name: readonly (readonly Element[])[]): Element {
  const text = element(VALUE, 'UT', 'text');
  return sequence(0x0040a730, [[element(0x0040a040, 'CS', 'TEXT'), sequence(NAME, name), text]]);
}

const named = (value: string): Element =>
  contentItem([[element(0x00080100, 'SH', value), element(0x00080102, 'SH', 'DCM')]]);

describe('the concept of a Content Item', () => {
  const at = (concepts: Concepts, file: Scanned) => concepts.at(file, rowOf(file, VALUE));

  it('is that of the file at hand', () => {
    const concepts = new Concepts();
    for (const value of ['1', '2'])
      assert.deepEqual(at(concepts, fileOf(named(value))), { code: value, scheme: 'DCM', valueType: 'TEXT' });
  });

  it('may be that of a data set which begins with it', () => {
    const name = sequence(NAME, [[element(0x00080100, 'SH', '1')]]);
    const file = scanBytes(dicomFile([name, element(VALUE, 'UT', 'text')], { meta: 'none' }));
    assert.equal(at(new Concepts(), file)?.code, '1');
  });

  it('is none of a Content Sequence, which belongs to the Item around it', () => {
    const inner = sequence(0x0040a730, [[element(0x0040a040, 'CS', 'TEXT')]]);
    const name = sequence(NAME, [[element(0x00080100, 'SH', '1')]]);
    const file = fileOf(name, inner);
    const concept = (tag: number) => new Surroundings(file, rowOf(file, tag), new Concepts()).concept();
    assert.equal(concept(NAME)?.code, '1');
    assert.equal(concept(0x0040a730), undefined);
  });

  it('is the same for every element of the Item', () => {
    const [concepts, file] = [new Concepts(), fileOf(named('1'))];
    assert.equal(concepts.at(file, rowOf(file, 0xfffee000)), at(concepts, file));
  });

  it('is none where the name is missing or empty', () => {
    assert.equal(at(new Concepts(), fileOf(contentItem([]))), undefined);
    assert.equal(at(new Concepts(), fileOf(element(VALUE, 'UT', 'text'))), undefined);
  });

  it('has no code where the name holds none', () => {
    assert.equal(at(new Concepts(), fileOf(contentItem([[]])))?.code, '');
  });
});

describe('the path of an element', () => {
  it('may begin with the first element of a file', () => {
    const file = scanBytes(dicomFile([contentItem([[]])], { meta: 'none' }));
    const fits = (...path: readonly number[]): boolean =>
      new Surroundings(file, rowOf(file, VALUE), new Concepts()).fit({ by: 'path', path });
    assert.deepEqual(
      [fits(0x0040a730, VALUE), fits(0x00081115, VALUE), fits(1, 0x0040a730, VALUE)],
      [true, false, false],
    );
  });
});

describe('the private creator of an element', () => {
  it('is that of its block', () => {
    const file = fileOf(element(0x00190010, 'LO', ' ACME'), element(0x0019100c, 'IS', '7'));
    assert.equal(privateCreatorAt(file, rowOf(file, 0x0019100c)), 'ACME');
  });

  it('is none where the number of the block is no creator', () => {
    const file = fileOf(element(0x0019000c, 'LO', 'ACME'), element(0x00190c0c, 'IS', '7'));
    assert.equal(privateCreatorAt(file, rowOf(file, 0x00190c0c)), '');
  });
});
