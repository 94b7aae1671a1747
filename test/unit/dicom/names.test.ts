import assert from 'node:assert/strict';
import {
  formatTag,
  isRetired,
  keywordOf,
  knownTags,
  nameOf,
  parseTag,
  tagOf,
  vmOf,
} from '../../../src/core/dicom/names';

const SMOKING_STATUS = 0x001021a0;
const NO_ATTRIBUTE = 0x00100009;

describe('names of attributes', () => {
  it('are the names, keywords and multiplicities of PS3.6', () => {
    assert.equal(nameOf(0x00100010), "Patient's Name");
    assert.equal(keywordOf(0x00100010), 'PatientName');
    assert.equal(vmOf(0x00100010), '1');
    assert.equal(nameOf(0x00181153), 'Exposure in µAs');
    assert.equal(nameOf(SMOKING_STATUS), 'Smoking Status');
    assert.equal(vmOf(0x00080008), '2-n');
  });

  it('are there for what every group or every private group has', () => {
    assert.deepEqual(
      [0x00100000, 0x00190010].map((tag) => [nameOf(tag), vmOf(tag), isRetired(tag), keywordOf(tag)]),
      [
        ['Group Length', '1', true, undefined],
        ['Private Creator', '1', false, undefined],
      ],
    );
  });

  it('are of tags and of nothing else', () => {
    assert.deepEqual(
      knownTags().filter((tag) => !Number.isInteger(tag)),
      [],
    );
    assert.equal(tagOf(''), undefined);
  });

  it('are found from the keyword, exactly as written', () => {
    assert.equal(tagOf('PatientID'), 0x00100020);
    assert.equal(tagOf('OverlayData'), 0x60003000);
    for (const keyword of ['', 'patientid', 'RETIRED_OtherPatientIDs', 'undefined', 'PatientAccountNumber']) {
      assert.equal(tagOf(keyword), undefined, keyword);
    }
  });

  it('lead back to the same attribute', () => {
    const tags = knownTags();
    assert.ok(tags.length > 5300);
    for (const tag of tags) {
      const keyword = keywordOf(tag);
      if (keyword !== undefined) assert.equal(tagOf(keyword), tag, keyword);
    }
  });

  it('say what is retired', () => {
    assert.ok(isRetired(0x00101000));
    assert.ok(!isRetired(0x00100020));
    assert.ok(!isRetired(NO_ATTRIBUTE));
  });

  it('hold for each repetition of a repeating group', () => {
    assert.equal(nameOf(0x60023000), 'Overlay Data');
    assert.equal(keywordOf(0x501e0005), 'CurveDimensions');
    assert.ok(isRetired(0x501e0005));
  });

  it('follow PS3.5 for group lengths and private creators, without a keyword', () => {
    assert.equal(nameOf(0x00080000), 'Group Length');
    assert.equal(nameOf(0x00020000), 'File Meta Information Group Length');
    assert.equal(nameOf(0x00090010), 'Private Creator');
    assert.equal(keywordOf(0x00090010), undefined);
  });

  it('are undefined for what PS3.6 does not name', () => {
    for (const tag of [NO_ATTRIBUTE, 0x00091001, 0x00080202, 0x60013000]) {
      assert.equal(nameOf(tag), undefined, formatTag(tag));
      assert.equal(keywordOf(tag), undefined, formatTag(tag));
    }
    assert.equal(vmOf(NO_ATTRIBUTE), undefined);
  });
});

describe('written tags', () => {
  it('have parentheses, a comma and capital hex digits', () => {
    assert.equal(formatTag(0x00100020), '(0010,0020)');
    assert.equal(formatTag(0xfffee0dd), '(FFFE,E0DD)');
    assert.equal(formatTag(0), '(0000,0000)');
  });

  it('are read back in the three usual spellings', () => {
    for (const text of ['(7FE0,0010)', '7fe0,0010', '7FE00010', ' (7fe0,0010) ']) {
      assert.equal(parseTag(text), 0x7fe00010, text);
    }
    assert.equal(parseTag('(FFFE,E0DD)'), 0xfffee0dd);
  });

  it('are refused when they are anything else', () => {
    for (const text of [
      '',
      '0010',
      '(0010,0020',
      '0010,0020)',
      '(00100020)',
      '0010 0020',
      '60XX3000',
      'PatientID',
    ]) {
      assert.equal(parseTag(text), undefined, text);
    }
  });
});
