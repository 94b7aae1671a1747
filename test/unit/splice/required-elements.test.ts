import assert from 'node:assert/strict';
import { dicomFile, element, raw, sequence, type DicomFile, type Element } from '../../support/data-sets';
import { hex, toHex } from '../../support/hex';
import { KEEP_ALL, MARKS, rewrite, topLevelTags, valuesOf } from '../../support/rewriting';

const BARE = { meta: 'none' } as const;
const MARK_ONLY = { off: KEEP_ALL.filter((id) => id !== 'mark') };

const NAME = element(0x00100010, 'PN', 'ANON-0001');
const ID = element(0x00100020, 'LO', 'ANON-0001');
const MARKED = [
  element(0x00120062, 'CS', 'YES'),
  element(0x00120063, 'LO', MARKS.method),
  element(0x00280303, 'CS', 'MODIFIED'),
] as const;
const CLASS = element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2');
const ROWS = element(0x00280010, 'US', 2);

function assertRewritten(
  before: readonly Element[],
  after: readonly Element[],
  form: Omit<DicomFile, 'dataSet'> = BARE,
): void {
  assert.equal(toHex(rewrite(dicomFile(before, form), MARK_ONLY)), toHex(dicomFile(after, form)));
}

describe('elements that every output has', () => {
  for (const encoding of ['explicit-le', 'implicit-le', 'explicit-be'] as const) {
    it(`are put in by the order of tags, ${encoding}`, () => {
      const form = { ...BARE, encoding };
      const before = [CLASS, element(0x00100020, 'LO', '007'), ROWS, element(0x7fe00010, 'OW', [1])];
      const after = [CLASS, NAME, ID, MARKED[0], MARKED[1], ROWS, MARKED[2], element(0x7fe00010, 'OW', [1])];
      assertRewritten(before, after, form);
    });
  }

  it('go to the end of a data set that ends before them', () => {
    assertRewritten([CLASS], [CLASS, ...MARKED]);
    assertRewritten([CLASS, NAME], [CLASS, NAME, ID, ...MARKED]);
  });

  it('go in front of all elements where those come later', () => {
    assertRewritten([ROWS], [MARKED[0], MARKED[1], ROWS, MARKED[2]]);
  });

  it('go in front of bytes that are no element', () => {
    const stray = raw(hex('"behind"'));
    const pixels = element(0x7fe00010, 'OW', [1]);
    assertRewritten([CLASS, pixels, stray], [CLASS, ...MARKED, pixels, stray]);
  });

  it('take the place of those that the file has', () => {
    const old = [
      element(0x00120062, 'CS', 'NO'),
      element(0x00120063, 'LO', 'Other'),
      element(0x00280303, 'CS', 'X'),
    ];
    assertRewritten([CLASS, old[0]!, old[1]!, ROWS, old[2]!], [CLASS, MARKED[0], MARKED[1], ROWS, MARKED[2]]);
  });

  it('are there once, in files that repeat or misplace them', () => {
    const [name, id] = [element(0x00100010, 'PN', 'Doe^Jane'), element(0x00100020, 'LO', '007')];
    for (const before of [
      [CLASS, id, name, ROWS],
      [CLASS, name, name, id, id, ROWS],
      [ROWS, id, CLASS, name],
    ]) {
      const output = rewrite(dicomFile(before, BARE), MARK_ONLY);
      const tags = topLevelTags(output);
      for (const tag of ['0010,0010', '0010,0020', '0012,0062', '0012,0063', '0028,0303']) {
        assert.equal(tags.filter((each) => each === tag).length, 1, tag);
      }
      assert.deepEqual(
        [...valuesOf(output, 0x00100010), ...valuesOf(output, 0x00100020)],
        ['ANON-0001 ', 'ANON-0001 '],
      );
    }
  });

  it('are not put into a sequence that is the first of all', () => {
    const first = sequence(0x00081120, [[element(0x00081150, 'UI', '1.2.840.10008.1.1')]]);
    assertRewritten([first, ROWS], [first, MARKED[0], MARKED[1], ROWS, MARKED[2]]);
  });

  it('are both of the patient where a name is all that a file has', () => {
    assertRewritten([element(0x00100010, 'PN', 'Doe^Jane')], [NAME, ID, ...MARKED]);
  });

  it('leave alone what stands where the order of tags does not put it', () => {
    const late = [element(0x00080060, 'CS', 'CT'), element(0x00120010, 'LO', 'Sponsor')];
    assertRewritten([CLASS, ROWS, ...late], [CLASS, MARKED[0], MARKED[1], ROWS, ...late, MARKED[2]]);
  });

  it('say nothing of a patient where the file has none', () => {
    const tags = topLevelTags(rewrite(dicomFile([CLASS, ROWS], BARE), MARK_ONLY));
    assert.ok(!tags.includes('0010,0010') && !tags.includes('0010,0020'));
  });

  it('are the patient alone when marking is off', () => {
    const output = rewrite(dicomFile([CLASS, ID, ROWS], BARE), { off: KEEP_ALL });
    assert.deepEqual(topLevelTags(output), ['0008,0016', '0010,0010', '0010,0020', '0028,0010']);
  });

  it('are not put into items', () => {
    const nested = (name: string): Element => sequence(0x00081120, [[element(0x00100010, 'PN', name)]]);
    const after = [CLASS, nested('ANON-0001'), NAME, ID, ...MARKED];
    assertRewritten([CLASS, nested('Doe^Jane'), element(0x00100020, 'LO', '7')], after);
  });
});

describe('elements with an unfit VR', () => {
  const CLASS_BYTES = '08 00 16 00 "UI" 1A 00 "1.2.840.10008.5.1.4.1.1.2" 00';
  const NAME_BYTES = '10 00 10 00 "PN" 0A 00 "ANON-0001 "';
  const ID_BYTES = '10 00 20 00 "LO" 0A 00 "ANON-0001 "';
  const ROWS_BYTES = '28 00 10 00 "US" 02 00 02 00';

  function assertDump(given: string, becomes: string): void {
    const file = (dump: string): Uint8Array =>
      dicomFile([raw(hex(`${CLASS_BYTES} ${dump} ${ROWS_BYTES}`))], BARE);
    assert.equal(toHex(rewrite(file(given), { off: KEEP_ALL })), toHex(file(becomes)));
  }

  const assertName = (given: string, becomes: string): void => assertDump(given, `${becomes} ${ID_BYTES}`);

  it('get a name in a VR that can hold it', () => {
    assertName('10 00 10 00 "US" 04 00 "Doe "', NAME_BYTES);
    assertName('10 00 10 00 "ZZ" 04 00 "Doe "', NAME_BYTES);
  });

  it('keep OB and UN', () => {
    assertName(
      '10 00 10 00 "OB" 00 00 04 00 00 00 "Doe "',
      '10 00 10 00 "OB" 00 00 0A 00 00 00 "ANON-0001" 00',
    );
    assertName(
      '10 00 10 00 "UN" 00 00 04 00 00 00 "Doe "',
      '10 00 10 00 "UN" 00 00 0A 00 00 00 "ANON-0001 "',
    );
  });

  it('keep Implicit VR amid Explicit VR', () => {
    assertName('10 00 10 00 04 00 00 00 "Doe "', '10 00 10 00 0A 00 00 00 "ANON-0001 "');
  });

  it('are emptied as UN when their VR is of no standard, because none could tell the length of their header', () => {
    const around = (comments: string): string => `${NAME_BYTES} ${ID_BYTES} ${comments}`;
    assertDump(around('10 00 00 40 "ZZ" 04 00 "Text"'), around('10 00 00 40 "UN" 00 00 00 00 00 00'));
  });

  it('stay byte for byte where they are empty already', () => {
    const around = `${NAME_BYTES} ${ID_BYTES} 10 00 00 40 "ZZ" 00 00`;
    assertDump(around, around);
  });

  it('are a sequence in the place of a name, which goes with all it holds', () => {
    const inside = 'FE FF 00 E0 0C 00 00 00  10 00 10 00 "PN" 04 00 "Doe "';
    assertName(`10 00 10 00 "SQ" 00 00 14 00 00 00 ${inside}`, NAME_BYTES);
  });
});
