import assert from 'node:assert/strict';
import type { MethodCode, Rule } from '../../../src/core/policy/policy';
import { dataset, dicomFile, element, type Element, sequence } from '../../support/data-sets';
import { choiceOf, rule, switchNamed } from '../../support/policies';
import { MARKS, rewrite, topLevelTags, valuesOf } from '../../support/rewriting';
import { scanBytes } from '../../support/scanning';

const CODES: readonly MethodCode[] = [
  { value: '113100', meaning: 'Basic Application Confidentiality Profile' },
  { value: '113105', meaning: 'Clean Descriptors Option' },
];
const ENCODINGS = ['explicit-le', 'implicit-le', 'explicit-be'] as const;

describe('0012,0064', () => {
  const marks = { ...MARKS, codes: CODES };

  for (const encoding of ENCODINGS) {
    it(`has an Item for each code, in its place, in ${encoding}`, () => {
      const output = rewrite(dicomFile(dataset(), { encoding, groupLengths: 'everywhere' }), { marks });
      assert.deepEqual(valuesOf(output, 0x00080100), ['113100', '113105']);
      assert.deepEqual(valuesOf(output, 0x00080102), ['DCM ', 'DCM ']);
      assert.deepEqual(valuesOf(output, 0x00080104), [
        'Basic Application Confidentiality Profile ',
        'Clean Descriptors Option',
      ]);
      const tags = topLevelTags(output);
      assert.deepEqual([...tags].sort(), tags);
      assert.ok(tags.includes('0012,0064'));
      assert.equal(scanBytes(output).layout.end, output.length);
    });
  }

  it('replaces what the file says: only what was performed now is sure', () => {
    const before = sequence(0x00120064, [
      [element(0x00080100, 'SH', '113110'), element(0x00080104, 'LO', 'Retain UIDs Option')],
      [element(0x00080100, 'SH', '113101')],
    ]);
    const output = rewrite(dicomFile(dataset(before)), { marks });
    assert.deepEqual(valuesOf(output, 0x00080100), ['113100', '113105']);
  });

  it('is left to the rules where nothing of the standard is performed', () => {
    assert.equal(valuesOf(rewrite(dicomFile(dataset())), 0x00120064).length, 0);
    const before = sequence(0x00120064, [[element(0x00080100, 'SH', '113100')]]);
    assert.deepEqual(valuesOf(rewrite(dicomFile(dataset(before))), 0x00080100), ['113100']);
  });
});

describe('0008,0300', () => {
  const SAFE_PRIVATE = switchNamed('safe', {
    code: { value: '113111', meaning: 'Retain Safe Private Option' },
  });
  const SWITCHES = [SAFE_PRIVATE, switchNamed('mark', { onByDefault: false })];
  const safe = (creator: string, group: number, number: number): Rule =>
    rule({ by: 'private-element', creator, group, element: number }, 'K', { switch: 'safe' });
  const PRIVATE = rule({ by: 'private' }, 'X');
  const block = (group: number, creator: string, ...numbers: readonly number[]): readonly Element[] => [
    element(group * 0x10000 + 0x10, 'LO', creator),
    ...numbers.map((number) => element(group * 0x10000 + 0x1000 + number, 'IS', '7')),
  ];
  const treated = (elements: readonly Element[], ...rules: readonly Rule[]): Uint8Array =>
    rewrite(dicomFile(dataset(...elements)), { choice: choiceOf([...rules, PRIVATE], SWITCHES) });

  it('names the blocks of which nothing but safe elements was kept', () => {
    const elements = [...block(0x0019, 'ACME', 1, 2), ...block(0x0021, 'OTHER', 1)];
    const output = treated(elements, safe('ACME', 0x0019, 1));
    assert.deepEqual(valuesOf(output, 0x00080301), ['\x19\0']);
    assert.deepEqual(valuesOf(output, 0x00080302), ['ACME']);
    assert.deepEqual(valuesOf(output, 0x00080303), ['SAFE']);
    assert.deepEqual(valuesOf(output, 0x00191001), ['7 ']);
    assert.deepEqual(valuesOf(output, 0x00191002), []);
    assert.deepEqual(topLevelTags(output)[topLevelTags(output).indexOf('0008,0060') + 1], '0008,0300');
  });

  it('has its numbers in the byte order of the file', () => {
    for (const [encoding, group] of [
      ['implicit-le', '\x19\0'],
      ['explicit-be', '\0\x19'],
    ] as const) {
      const file = dicomFile(dataset(...block(0x0019, 'ACME', 1)), { encoding });
      const output = rewrite(file, { choice: choiceOf([safe('ACME', 0x0019, 1), PRIVATE], SWITCHES) });
      assert.deepEqual(valuesOf(output, 0x00080301), [group]);
      assert.equal(scanBytes(output).layout.end, output.length);
    }
  });

  it('tells the blocks of one file apart', () => {
    const kept = rule({ by: 'tag', tag: 0x00211001 }, 'K');
    const elements = [...block(0x0019, 'ACME', 1), ...block(0x0021, 'OTHER', 1)];
    const output = treated(elements, kept, safe('ACME', 0x0019, 1));
    assert.deepEqual(valuesOf(output, 0x00080302), ['ACME']);
  });

  it('does not name a block of which something else was kept', () => {
    const kept = rule({ by: 'tag', tag: 0x00191002 }, 'K');
    const output = treated(block(0x0019, 'ACME', 1, 2), kept, safe('ACME', 0x0019, 1));
    assert.deepEqual(valuesOf(output, 0x00191002), ['7 ']);
    assert.deepEqual(valuesOf(output, 0x00080300), []);
  });

  it('does not count what was emptied', () => {
    const emptied = rule({ by: 'tag', tag: 0x00191002 }, 'Z');
    const output = treated(block(0x0019, 'ACME', 1, 2), emptied, safe('ACME', 0x0019, 1));
    assert.deepEqual(valuesOf(output, 0x00191002), ['']);
    assert.deepEqual(valuesOf(output, 0x00080302), ['ACME']);
  });

  it('names blocks within Items, but none that goes with them', () => {
    const inItem = sequence(0x00081115, [block(0x0019, 'ACME', 1)]);
    assert.equal(valuesOf(treated([inItem], safe('ACME', 0x0019, 1)), 0x00080303).length, 1);
    const gone = rule({ by: 'tag', tag: 0x00081115 }, 'X');
    assert.equal(valuesOf(treated([inItem], gone, safe('ACME', 0x0019, 1)), 0x00080303).length, 0);
  });

  it('is not written while the option is off', () => {
    const rules = [rule({ by: 'private-creator', creator: 'ACME' }, 'K'), PRIVATE];
    const output = rewrite(dicomFile(dataset(...block(0x0019, 'ACME', 1))), { choice: choiceOf(rules) });
    assert.deepEqual(valuesOf(output, 0x00191001), ['7 ']);
    assert.deepEqual(valuesOf(output, 0x00080300), []);
  });
});
