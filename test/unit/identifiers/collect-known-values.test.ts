import assert from 'node:assert/strict';
import { CharacterSetScopes } from '../../../src/core/identifiers/character-set-scopes';
import { collectKnownValues, KnownValueCollector } from '../../../src/core/identifiers/collect-known-values';
import { dataset, dicomFile, type Element, element, sequence } from '../../support/data-sets';
import { hex } from '../../support/hex';
import { type Scanned, scanBytes } from '../../support/scanning';

function scan(...elements: readonly Element[]): Scanned {
  return scanBytes(dicomFile(dataset(...elements)));
}

describe('What a file tells of its patient', () => {
  it('is read from its attributes at every depth, by what they mean', () => {
    const { window, table, layout } = scan(
      element(0x00080080, 'LO', 'Example Hospital'),
      element(0x00080090, 'PN', 'Roe^Richard'),
      element(0x0008002a, 'DT', '20240301120000.5'),
      element(0x00101001, 'PN', 'Smith^Jane\\Jones^Jane'),
      element(0x00101040, 'LO', '5 Example Road'),
      element(0x00102154, 'SH', '+49 171 2345678'),
      element(0x00200010, 'SH', '7'),
      sequence(0x00101002, [[element(0x00100020, 'LO', 'OTHER-1')]]),
      sequence(0x00400275, [[element(0x00400009, 'SH', 'STEP-12345')]]),
    );
    assert.deepEqual(collectKnownValues(window, table, layout, { names: ['Alias'] }), {
      names: ['Alias', 'Doe^Jane', 'Smith^Jane', 'Jones^Jane'],
      people: ['Roe^Richard'],
      ids: ['MRN-48-1923', 'OTHER-1', 'STEP-12345'],
      accessions: ['ACC-1'],
      birthDates: ['19561103'],
      dates: ['20240229', '20240301'],
      phones: ['+49 171 2345678'],
      addresses: ['5 Example Road'],
      institutions: ['Example Hospital'],
    });
  });

  it('is decoded in the character set of the file', () => {
    const { window, table, layout } = scan(
      element(0x00080005, 'CS', '\\ISO 2022 IR 87'),
      element(0x00100010, 'PN', hex('"Yamada^Tarou=" 1B "$B;3ED" 1B "(B^" 1B "$BB@O:" 1B "(B"')),
    );
    assert.deepEqual(collectKnownValues(window, table, layout).names, ['Yamada^Tarou=山田^太郎']);
  });

  it('is the same object for files that say the same, whatever else differs', () => {
    const collector = new KnownValueCollector();
    const scopes = new CharacterSetScopes();
    const collect = (file: Scanned) => {
      scopes.prepare(file);
      return collector.collect(file, scopes);
    };
    const first = collect(scan(element(0x00200013, 'IS', '1')));
    const other = collect(scan(element(0x00100020, 'LO', 'OTHER')));
    assert.equal(collect(scan(element(0x00200013, 'IS', '2'))), first);
    assert.equal(collect(scan(element(0x00100020, 'LO', 'OTHER'))), other);
    assert.notEqual(other, first);
    assert.notEqual(collect(scan(element(0x00080005, 'CS', 'ISO_IR 192'))), first);
  });
});
