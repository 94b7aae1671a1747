import assert from 'node:assert/strict';
import { VR } from '../../../src/core/dicom/vr';
import { parseSubject } from '../../../src/core/policy/subject';

const UNKNOWN = 'unknown-attribute';

describe('the element that a person names', () => {
  it('is that of a keyword or a tag, with the VR of the dictionary', () => {
    const name = { tag: 0x00100010, vr: VR.PN, path: [0x00100010], creator: undefined };
    for (const text of ['PatientName', '(0010,0010)', '0010,0010', ' PatientName ', '00100010'])
      assert.deepEqual(parseSubject(text), name, text);
  });

  it('is found by the sequences around it', () => {
    const { tag, path } = parseSubject('RequestAttributesSequence>  (0040,1001)');
    assert.equal(tag, 0x00401001);
    assert.deepEqual(path, [0x00400275, 0x00401001]);
  });

  it('is private with the creator of its block, whatever that holds', () => {
    const { tag, vr, creator } = parseSubject(' (0029,1010)[SIEMENS CSA [1] HEADER] ');
    assert.deepEqual([tag, vr, creator], [0x00291010, 0, 'SIEMENS CSA [1] HEADER']);
    assert.equal(parseSubject('(0029,1010)[]').creator, '');
  });

  it('is quoted as it was written when there is none, with what may have been meant', () => {
    const refused = (text: string, message: RegExp, remedy: RegExp): void =>
      assert.throws(() => parseSubject(text), { code: UNKNOWN, message, remedy }, text);
    refused('PatientNme', /"PatientNme"/, /^Did you mean PatientName\?$/);
    refused('Rows > PatientNme', /"PatientNme"/, /^Did you mean PatientName\?$/);
    refused('Xyzzyplugh', /"Xyzzyplugh"/, /such as PatientName.*such as \(0010,0010\)/);
    refused('(0029,1010)[ACME', /"\(0029,1010\)\[ACME"/, /such as \(0010,0010\)/);
    refused('(0029,1010)[ACME] more', /"\(0029,1010\)\[ACME\] more"/, /such as \(0010,0010\)/);
  });
});
