import assert from 'node:assert/strict';
import { found } from '../../support/finding-text';

type Row = readonly [known: string, text: string, ...found: string[]];

const IDS: readonly Row[] = [
  ['12345678', 'MRN 12345678.', '12345678'],
  ['12345678', 'MRN12345678', '12345678'],
  ['12345678', '1234-5678 and 12 34 56 78', '1234-5678', '12 34 56 78'],
  ['12345678', '0012345678', '0012345678'],
  ['0012345678', 'ID 12345678', '12345678'],
  ['PAT-0012345', 'pat0012345, PAT/12345, PAT_0012345', 'pat0012345', 'PAT/12345', 'PAT_0012345'],
  ['PAT-0012345', 'no. 0012345', '0012345'],
  ['AB12', 'AB-12', 'AB-12'],
  ['4711', '4711', '4711'],
  ['007', 'ID 007 and ID: 7', '007', '7'],
  ['12345', '１２３４５', '１２３４５'],
  ['SMITH01', 'study of smith01', 'smith01'],
];

const NO_IDS: readonly Row[] = [
  ['12345678', '123456789'],
  ['12345678', '912345678'],
  ['12345678', '12345679'],
  ['007', 'slice 7 of 12, series 007'],
  ['1', 'T1, 1 mm, 1'],
  ['4711', '4711 mm'],
  ['2024', 'in 2024'],
  ['12345', '1.12345'],
  ['000', 'ID 000'],
  ['Anonymous', 'anonymous'],
];

const PHONES: readonly Row[] = [
  ['+49 171 2345678', '+49 171 2345678', '+49 171 2345678'],
  ['+49 171 2345678', '0171/2345678', '0171/2345678'],
  ['+49 171 2345678', '+49 (0) 171-23 45 678', '+49 (0) 171-23 45 678'],
  ['+49 171 2345678', '00491712345678', '00491712345678'],
  ['0171 2345678', '+491712345678', '+491712345678'],
  ['(212) 555-0187', '212.555.0187', '212.555.0187'],
  ['(212) 555-0187', '+1 212 555 0187', '+1 212 555 0187'],
  ['(212) 555-0187', 'call 555-0187', '555-0187'],
  ['(212) 555-0187 ext 12', '212 555 0187', '212 555 0187'],
];

describe('Numbers in text', () => {
  for (const [id, text, ...words] of IDS) {
    it(`finds the ID ${id} in "${text}"`, () =>
      assert.deepEqual(
        found({ ids: [id] }, text),
        words.map((word) => `id: ${word}`),
      ));
  }

  for (const [id, text] of NO_IDS) {
    it(`takes nothing in "${text}" for the ID ${id}`, () => assert.deepEqual(found({ ids: [id] }, text), []));
  }

  for (const [phone, text, ...words] of PHONES) {
    it(`finds the phone number ${phone} in "${text}"`, () =>
      assert.deepEqual(
        found({ phones: [phone] }, text),
        words.map((word) => `phone: ${word}`),
      ));
  }

  it('finds a phone number that a label announces, known or not', () => {
    assert.deepEqual(found({}, 'Tel.: 089 / 123456-0, room 12'), ['phone: 089 / 123456-0']);
  });

  it('tells accession numbers from IDs', () => {
    assert.deepEqual(found({ ids: ['11112222'], accessions: ['A-20240099'] }, 'A20240099 of 11112222'), [
      'accession: A20240099',
      'id: 11112222',
    ]);
  });

  it('takes a known number for itself, not for a date', () => {
    assert.deepEqual(found({ ids: ['20240131'] }, '20240131'), ['id: 20240131']);
  });
});

describe('Places in text', () => {
  const known = {
    addresses: ['Hauptstraße 5, 80331 München', '12 Baker Street^London^NW1 6XE'],
    institutions: ["St. Mary's Hospital"],
  };

  for (const [text, ...words] of [
    ['wohnt Hauptstr. 5 in München', 'address: Hauptstr. 5', 'address: München'],
    ['at 12 Baker St., London', 'address: 12 Baker St., London'],
    ['HAUPTSTRASSE', 'address: HAUPTSTRASSE'],
    ['80331', 'address: 80331'],
    ['referred to St Marys Hospital', 'institution: St Marys Hospital'],
    ['5 mm, 5 slices, hospital course'],
  ] as const) {
    it(`finds ${words.length} in "${text}"`, () => assert.deepEqual(found(known, text), words));
  }
});
