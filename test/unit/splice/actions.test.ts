import assert from 'node:assert/strict';
import { VR, type VrName } from '../../../src/core/dicom/vr';
import type { Rule } from '../../../src/core/policy/policy';
import {
  dataset,
  dicomFile,
  element,
  type Element,
  encapsulated,
  inTagOrder,
  sequence,
  type Value,
} from '../../support/data-sets';
import { byTag, choiceOf, rule } from '../../support/policies';
import { KEY_BYTES, newUid, rewrite, topLevelTags, valuesOf } from '../../support/rewriting';
import { scanBytes } from '../../support/scanning';
import { createHmac } from 'node:crypto';

const ENCODINGS = ['explicit-le', 'implicit-le', 'explicit-be'] as const;
const DEPTHS = [0, 1, 3];
const BEFORE = element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2');
const AFTER = element(0x00880140, 'UI', '1.2.840.10008.5.1.4.1.1.2');

type Case = readonly [vr: VrName, tag: number, given: Value, becomes: string];

const zeros = (length: number): string => '\0'.repeat(length);

/** For each VR an attribute of PS3.6 with a value of two values where it takes several, and its dummy. */
const DUMMIES: readonly Case[] = [
  ['AE', 0x00080055, 'CT_ROOM', 'ANONYMISED'],
  ['AS', 0x00101010, '067Y', '000Y'],
  ['AT', 0x00280009, [0x00181063], zeros(4)],
  ['CS', 0x00080060, 'CT', 'ANONYMISED'],
  ['DA', 0x00080020, '20240229', '19000101'],
  ['DS', 0x00280030, ['0.5', '0.7'], '0\\0 '],
  ['DT', 0x0008002a, '20240229101500', '19000101000000'],
  ['FD', 0x00189073, [1.5], zeros(8)],
  ['FL', 0x00700022, [1, 2, 3], zeros(12)],
  ['IS', 0x00200013, '7', '0 '],
  ['LO', 0x00081030, 'Knee of Doe', 'ANONYMISED'],
  ['LT', 0x00104000, 'Doe said', 'ANONYMISED'],
  ['OB', 0x00420011, [1, 2, 3, 4], zeros(2)],
  ['OD', 0x00660022, [1.5, 2.5], zeros(16)],
  ['OF', 0x00660016, [1.5], zeros(4)],
  ['OL', 0x00660040, [7, 8], zeros(8)],
  ['OV', 0x7fe00001, [7], zeros(8)],
  ['OW', 0x60003000, [1, 2, 3], zeros(2)],
  ['PN', 0x00080090, 'Roe^Jill', 'ANONYMISED'],
  ['SH', 0x00080050, 'ACC-77', 'ANONYMISED'],
  ['SL', 0x00186020, [-7], zeros(4)],
  ['SS', 0x00189219, [-7], zeros(2)],
  ['ST', 0x00080081, 'Doe Street 1', 'ANONYMISED'],
  ['SV', 0x00720082, [-7], zeros(8)],
  ['TM', 0x00080030, '101500', '000000'],
  ['UC', 0x00080119, 'A code', 'ANONYMISED'],
  ['UL', 0x00186018, [7], zeros(4)],
  ['UR', 0x00081190, 'https://pacs.example/doe', 'about:blank '],
  ['US', 0x00280010, [512], zeros(2)],
  ['UT', 0x0040a160, 'Doe, Jane', 'ANONYMISED'],
  ['UV', 0x0008040c, [7], zeros(8)],
  ['UN', 0x00090000 + 0x1001, [1, 2, 3, 4], zeros(2)],
];

function nested(inside: Element, depth: number): Element {
  let around = inside;
  for (let level = 0; level < depth; level++)
    around = sequence(0x00081115, [[around], [element(0x00081150, 'UI', '1.2')]], {
      length: level % 2 === 0 ? 'defined' : 'undefined',
    });
  return around;
}

/** Rewrites an element at every depth in every encoding and compares its value; all else must still be read. */
function assertBecomes(given: Element, rules: readonly Rule[], becomes: string | undefined): void {
  assert.ok(given.kind !== 'raw');
  for (const encoding of ENCODINGS) {
    for (const depth of DEPTHS) {
      const elements = inTagOrder([BEFORE, nested(given, depth), AFTER]);
      const file = dicomFile(elements, { encoding, groupLengths: 'everywhere' });
      const output = rewrite(file, { choice: choiceOf(rules) });
      const where = `${encoding} depth ${depth}`;
      const expected = becomes === undefined ? [] : [becomes];
      assert.deepEqual(valuesOf(output, given.tag), expected, where);
      assert.equal(topLevelTags(output).includes('0088,0140'), true, where);
      assert.equal(scanBytes(output).layout.end, output.length, where);
    }
  }
}

describe('a dummy', () => {
  for (const [vr, tag, given, becomes] of DUMMIES) {
    it(`of VR ${vr} is a value of that VR, at every depth in every encoding`, () => {
      assertBecomes(element(tag, vr, given), [byTag(tag, 'D')], becomes);
    });
  }

  it('is there for every VR', () => {
    const missing = Object.keys(VR).filter((name) => !DUMMIES.some(([vr]) => vr === name));
    assert.deepEqual(missing, ['SQ', 'UI']);
  });

  it('of a UID is its new UID', () => {
    const mapped = newUid('1.2.826.0.1.3');
    assertBecomes(
      element(0x0020000d, 'UI', '1.2.826.0.1.3'),
      [byTag(0x0020000d, 'D')],
      mapped + '\0'.repeat(mapped.length % 2),
    );
  });

  it('of a UID in UN is its new UID, whatever names it', () => {
    const mapped = newUid('1.2.826.0.1.3');
    const given = dicomFile([BEFORE, element(0x0020000d, 'UN', '1.2.826.0.1.3\0')]);
    const output = rewrite(given, { choice: choiceOf([rule({ by: 'vr', vr: 'UN' }, 'D')]) });
    assert.deepEqual(valuesOf(output, 0x0020000d), [mapped + '\0'.repeat(mapped.length % 2)]);
  });

  it('of numbers that do not come out even is a single one', () => {
    const odd = element(0x00189073, 'FD', new Uint8Array(12).fill(1));
    assertBecomes(odd, [byTag(0x00189073, 'D')], zeros(8));
  });

  it('leaves an empty value empty', () => {
    for (const [vr, tag] of DUMMIES) assertBecomes(element(tag, vr, ''), [byTag(tag, 'D')], '');
  });

  it('keeps the VR of the file', () => {
    const output = rewrite(
      dicomFile(dataset(element(0x00280010, 'SS', [7]), element(0x00081030, 'UN', [65]))),
      {
        choice: choiceOf([byTag(0x00280010, 'D'), byTag(0x00081030, 'D')]),
      },
    );
    const { table } = scanBytes(output);
    const vrOfTag = (tag: number) => table.vr[table.tag.indexOf(tag)];
    assert.equal(vrOfTag(0x00280010), VR.SS);
    assert.equal(vrOfTag(0x00081030), VR.UN);
    assert.deepEqual(valuesOf(output, 0x00081030), ['ANONYMISED']);
  });

  it('of text too long to be held in memory, in a VR of no text, is an empty value', () => {
    const long = element(0x00081030, 'OW', new Uint8Array(100_000).fill(0x41));
    const output = rewrite(dicomFile(dataset(long)), { choice: choiceOf([byTag(0x00081030, 'D')]) });
    assert.deepEqual(valuesOf(output, 0x00081030), ['']);
  });

  it('of a document is one of its type, wherever that stands', () => {
    const type = element(0x00420012, 'LO', 'application/pdf');
    const document = element(0x00420011, 'OB', Buffer.from('%PDF of Doe'));
    for (const elements of [
      [type, document],
      [BEFORE, sequence(0x00081115, [[document, type]])],
    ]) {
      const output = rewrite(dicomFile(elements, { meta: 'none' }), {
        choice: choiceOf([byTag(0x00420011, 'D')]),
      });
      assert.match(valuesOf(output, 0x00420011)[0]!, /^%PDF-1\.4\n.*removed by de-identification/su);
    }
  });

  it('takes the place of values that are too long to be held in memory', () => {
    const long = element(0x00420011, 'OB', Buffer.alloc(100_000, 1));
    assertBecomes(long, [byTag(0x00420011, 'D')], zeros(2));
  });
});

describe('a dummy sequence', () => {
  const NAME = element(0x00080090, 'PN', 'Roe^Jill');
  const ITEM = [
    element(0x00080100, 'SH', 'ROE7'),
    element(0x00080102, 'SH', '99HOSPITAL'),
    element(0x00080104, 'LO', 'Roe, Jill'),
    element(0x0008010c, 'UI', '1.2.840.10008.6.1.1'),
    sequence(0x00081115, [[NAME], [NAME]]),
    element(0x00280010, 'US', [7]),
    element(0x0040a040, 'CS', 'TEXT'),
    element(0x0040a30a, 'DS', '72'),
  ];
  const given = sequence(0x00401101, [ITEM, ITEM]);
  const treated = (...rules: readonly Rule[]): Uint8Array =>
    rewrite(dicomFile(dataset(given, AFTER)), { choice: choiceOf([byTag(0x00401101, 'D'), ...rules]) });

  it('keeps one Item, in which texts and measures are dummies, too', () => {
    const output = treated();
    for (const tag of [0x00080100, 0x00080102, 0x00080104, 0x00080090])
      assert.deepEqual(valuesOf(output, tag), ['ANONYMISED']);
    assert.deepEqual(valuesOf(output, 0x0040a30a), ['0 ']);
    assert.equal(Buffer.from(output).includes('Roe'), false);
  });

  it('keeps what says how it is built', () => {
    const output = treated();
    assert.deepEqual(valuesOf(output, 0x0040a040), ['TEXT']);
    assert.deepEqual(valuesOf(output, 0x0008010c), ['1.2.840.10008.6.1.1\0']);
    assert.equal(valuesOf(output, 0x00280010)[1], '\x07\0');
  });

  it('follows the rules for what they remove, empty or replace', () => {
    const output = treated(byTag(0x00080104, 'X'), byTag(0x00080100, 'Z'), byTag(0x00080102, 'K'));
    assert.deepEqual(valuesOf(output, 0x00080104), []);
    assert.deepEqual(valuesOf(output, 0x00080100), ['']);
    assert.deepEqual(valuesOf(output, 0x00080102), ['ANONYMISED']);
  });

  it('has dummies for what would be cleaned or moved elsewhere', () => {
    const inside = [element(0x00080020, 'DA', '20240229'), element(0x00081030, 'LO', 'Knee of Doe')];
    const rules = [byTag(0x00401101, 'D'), byTag(0x00081030, 'C'), byTag(0x00080020, 'shift')];
    const output = rewrite(dicomFile([BEFORE, sequence(0x00401101, [inside])]), { choice: choiceOf(rules) });
    assert.deepEqual(valuesOf(output, 0x00081030), ['ANONYMISED']);
    assert.deepEqual(valuesOf(output, 0x00080020), ['19000101']);
  });

  it('loses private elements', () => {
    const inside = [element(0x00090010, 'LO', 'ACME'), element(0x00091001, 'LO', 'Roe')];
    const output = rewrite(dicomFile(dataset(sequence(0x00401101, [inside]))), {
      choice: choiceOf([byTag(0x00401101, 'D')]),
    });
    assert.deepEqual(valuesOf(output, 0x00091001), []);
    assert.deepEqual(valuesOf(output, 0x00090010), []);
    assert.equal(valuesOf(output, 0x00401101).length, 1);
  });

  it('ends where the sequence ends', () => {
    const output = rewrite(
      dicomFile(dataset(given, element(0x00401400, 'LT', 'Next'), element(0x00510010, 'LO', 'ACME'))),
      {
        choice: choiceOf([byTag(0x00401101, 'D')]),
      },
    );
    assert.deepEqual(valuesOf(output, 0x00401400), ['Next']);
    assert.deepEqual(valuesOf(output, 0x00510010), ['ACME']);
  });

  it('is not what the first element of a file stands in', () => {
    const first = element(0x00081030, 'LO', 'Knee');
    const output = rewrite(dicomFile([first], { meta: 'none' }), { choice: choiceOf([]) });
    assert.deepEqual(valuesOf(output, 0x00081030), ['Knee']);
  });

  it('without Items stays as it is', () => {
    assertBecomes(sequence(0x00401101, []), [byTag(0x00401101, 'D')], '');
  });
});

describe('removing, emptying, keeping and cleaning', () => {
  it('work for every VR', () => {
    for (const [vr, tag, given] of DUMMIES) {
      assertBecomes(element(tag, vr, given), [byTag(tag, 'X')], undefined);
      assertBecomes(element(tag, vr, given), [byTag(tag, 'Z')], '');
    }
  });

  it('leave alone what they keep, whatever comes after', () => {
    for (const [vr, tag, given] of DUMMIES) {
      const file = dicomFile(dataset(element(tag, vr, given)));
      assert.deepEqual(
        rewrite(file, { choice: choiceOf([byTag(tag, 'K'), byTag(tag, 'X'), byTag(0x00100010, 'K')]) }),
        rewrite(file, { choice: choiceOf([]) }),
      );
    }
  });

  it('keep a sequence that is cleaned and treat its Items', () => {
    const given = sequence(0x00081115, [
      [element(0x00080050, 'SH', 'ACC')],
      [element(0x00080050, 'SH', 'ACD')],
    ]);
    for (const action of ['K', 'C', 'U'] as const) {
      const output = rewrite(dicomFile(dataset(given)), {
        choice: choiceOf([byTag(0x00081115, action), byTag(0x00080050, 'Z')]),
      });
      assert.deepEqual(valuesOf(output, 0x00080050), ['', '', '']);
    }
  });

  it('move dates and leave times when they clean', () => {
    assertBecomes(element(0x00080020, 'DA', '20240229'), [byTag(0x00080020, 'C')], '20220331');
    assertBecomes(element(0x0008002a, 'DT', '20240229101500'), [byTag(0x0008002a, 'C')], '20220331101500');
    assertBecomes(element(0x00080030, 'TM', '101500'), [byTag(0x00080030, 'C')], '101500');
    assertBecomes(element(0x00080030, 'TM', '101500'), [rule({ by: 'vr', vr: 'TM' }, 'C')], '101500');
  });
});

describe('a code', () => {
  const codeOf = (text: string): string =>
    createHmac('sha256', KEY_BYTES).update(`hash${text}`).digest('hex').slice(0, 16).toUpperCase();

  it('is made of the value and the key, in every VR of words', () => {
    for (const [vr, tag] of DUMMIES.filter(([, , , dummy]) => dummy === 'ANONYMISED'))
      assertBecomes(element(tag, vr, 'ACC-77'), [byTag(tag, 'hash')], codeOf('ACC-77'));
  });

  it('does not depend on padding', () => {
    assertBecomes(element(0x00080050, 'SH', ' ACC-7 '), [byTag(0x00080050, 'hash')], codeOf('ACC-7'));
  });

  it('leaves an empty value empty, and is a dummy where it does not fit', () => {
    assertBecomes(element(0x00080050, 'SH', ''), [byTag(0x00080050, 'hash')], '');
    assertBecomes(element(0x00280010, 'US', [7]), [byTag(0x00280010, 'hash')], zeros(2));
    assertBecomes(element(0x00080020, 'DA', '20240229'), [byTag(0x00080020, 'hash')], '19000101');
  });
});

describe('a given text', () => {
  const replaced = (vr: VrName, tag: number, given: Value, value: string, becomes: string): void =>
    assertBecomes(element(tag, vr, given), [byTag(tag, 'replace', { value })], becomes);

  it('replaces text, also an empty one', () => {
    replaced('LO', 0x00081030, 'Knee of Doe', 'Knee', 'Knee');
    replaced('LO', 0x00081030, '', 'Knee', 'Knee');
    replaced('DA', 0x00080020, '20240229', '20000101', '20000101');
    replaced('UN', 0x00091001, [1, 2], 'odd', 'odd\0');
  });

  it('empties where it is empty, and sequences and pixels always', () => {
    replaced('LO', 0x00081030, 'Knee', '', '');
    replaced('US', 0x00280010, [7], '', '');
    const given = sequence(0x00081115, [[element(0x00080050, 'SH', 'ACC')]]);
    assertBecomes(given, [byTag(0x00081115, 'replace', { value: 'x' })], '');
    assertBecomes(given, [byTag(0x00081115, 'hash')], '');
    const pixels = encapsulated([Uint8Array.from([1, 2, 3, 4])]);
    for (const how of [byTag(0x7fe00010, 'D'), byTag(0x7fe00010, 'replace', { value: 'x' })]) {
      const output = rewrite(dicomFile(dataset(pixels)), { choice: choiceOf([how]) });
      assert.deepEqual(valuesOf(output, 0x7fe00010), ['']);
    }
  });

  it('is written as numbers in binary VRs, in the byte order of the file', () => {
    for (const [encoding, bytes] of [
      ['explicit-le', '\x02\x01'],
      ['explicit-be', '\x01\x02'],
    ] as const) {
      const choice = choiceOf([byTag(0x00280002, 'replace', { value: '258' })]);
      const output = rewrite(dicomFile(dataset(element(0x00280002, 'US', 7)), { encoding }), { choice });
      assert.deepEqual(valuesOf(output, 0x00280002), [bytes]);
    }
    const choice = choiceOf([byTag(0x00700022, 'replace', { value: '1\\x' })]);
    const output = rewrite(dicomFile(dataset(element(0x00700022, 'FL', [7]))), { choice });
    assert.deepEqual(valuesOf(output, 0x00700022), ['\0\0\x80\x3f\0\0\0\0']);
    for (const [vr, tag, bytes] of [
      ['FD', 0x00189073, '\0\0\0\0\0\0\0\xc0'],
      ['SL', 0x00186020, '\xfe\xff\xff\xff'],
      ['SS', 0x00189219, '\xfe\xff'],
      ['UL', 0x00186018, '\xfe\xff\xff\xff'],
    ] as const) {
      const file = dicomFile([BEFORE, element(tag, vr, [7])]);
      const given = choiceOf([byTag(tag, 'replace', { value: '-2' })]);
      assert.deepEqual(valuesOf(rewrite(file, { choice: given }), tag), [bytes], vr);
    }
  });
});
