import assert from 'node:assert/strict';
import type { SwitchId } from '../../../src/core/policy/policy';
import { DICOMANON_POLICY } from '../../../src/core/policy/dicomanon';
import { dataset, dicomFile, element, fileMeta, sequence, type Element } from '../../support/data-sets';
import { rewrite, valuesOf } from '../../support/rewriting';
import { hex } from '../../support/hex';

const SIGNATURES = [
  sequence(0x04000500, [[element(0x04000510, 'UI', '1.2.840.10008.1.2')]]),
  sequence(0x04000551, [[]]),
  sequence(0x4ffe0001, [[element(0x04000005, 'US', 1)]]),
  sequence(0xfffafffa, [[element(0x04000005, 'US', 1)]]),
];

/** What each switch is about: elements, and what they hold while it is on; undefined when they are gone. */
const CASES: Readonly<
  Record<Exclude<SwitchId, 'file-meta' | 'mark'>, readonly [Element, string | undefined][]>
> = {
  private: [
    [element(0x00090010, 'LO', 'ACME'), undefined],
    [element(0x00091001, 'OB', [1, 2]), undefined],
    [sequence(0x00091002, [[element(0x00080100, 'SH', 'X')]], { vr: 'UN' }), undefined],
  ],
  'birth-date': [
    [element(0x00100030, 'DA', '19561103'), '19560101'],
    [element(0x00100032, 'TM', '1015'), ''],
    [element(0x00100033, 'LO', '13171103'), ''],
    [element(0x00100034, 'LO', '57170809'), ''],
  ],
  dates: [
    [element(0x00080020, 'DA', '20240229'), '20220331'],
    [element(0x0008002a, 'DT', '20240229101500'), '20220331101500'],
    [element(0x00400253, 'SH', 'PPS20240229 '), ''],
  ],
  'person-names': [
    [element(0x00102299, 'PN', 'Doe^Jim '), ''],
    [element(0x0040a075, 'PN', 'Roe^Jill'), 'ANONYMISED'],
  ],
  'free-text': [[element(0x0008103e, 'LO', 'Chest of Doe, Jane'), 'Chest of ANON-0001']],
  'study-id': [[element(0x00200010, 'SH', '4711'), 'a code']],
  signatures: SIGNATURES.map((each) => [each, undefined]),
  'command-groups': [
    [element(0x00000110, 'US', 7), undefined],
    [element(0x00041500, 'CS', ['DOE', 'JANE1']), undefined],
  ],
  trailing: [[element(0xfffcfffc, 'OB', Buffer.from('Doe^Jane')), undefined]],
};

function valueOf(given: Element, off: readonly SwitchId[], depth: number): string | undefined {
  assert.ok(given.kind !== 'raw');
  let inside: Element = given;
  for (let level = 0; level < depth; level++) inside = sequence(0x00081115, [[inside]]);
  const inOrder = given.tag < 0x00080000 && depth === 0 ? [given, ...dataset()] : dataset(inside);
  return valuesOf(rewrite(dicomFile(inOrder), { off }), given.tag)[0];
}

function bytesOf(given: Element): string {
  assert.ok(given.kind !== 'raw');
  const [value] = valuesOf(dicomFile(dataset(given)), given.tag);
  return value!;
}

describe('switches of the policy', () => {
  it('are the ones that the policy shows', () => {
    assert.deepEqual(
      DICOMANON_POLICY.switches.map(({ id }) => id).sort(),
      [...Object.keys(CASES), 'file-meta', 'mark'].sort(),
    );
  });

  for (const [id, cases] of Object.entries(CASES)) {
    for (const depth of [0, 1, 3]) {
      it(`"${id}" changes what it names at depth ${depth}, and keeps it when it is off`, () => {
        for (const [given, becomes] of cases) {
          const changed = valueOf(given, [], depth);
          if (becomes === 'a code') assert.match(changed!, /^[A-Z2-7]{8}$/);
          else assert.equal(changed, becomes);
          assert.equal(valueOf(given, [id], depth), bytesOf(given));
        }
      });
    }
  }

  it('"file-meta" leaves preamble and File Meta Information alone when it is off', () => {
    const preamble = hex('4D 4D 00 2A'.repeat(32));
    const elements = dataset(element(0x00080018, 'UI', '1.2.840.10008.5.1.4.34.5'));
    const meta = [...fileMeta(elements, '1.2.840.10008.1.2.1'), element(0x00020016, 'AE', 'CT_ROOM_3')];
    const file = dicomFile(elements, { preamble, meta });
    const end = Buffer.from(file).indexOf(hex('08 00 16 00'));
    assert.deepEqual(rewrite(file, { off: ['file-meta'] }).subarray(0, end), file.subarray(0, end));
    assert.notDeepEqual(rewrite(file).subarray(0, end), file.subarray(0, end));
  });

  it('"mark" writes no mark when it is off', () => {
    const file = dicomFile(dataset());
    for (const tag of [0x00120062, 0x00120063, 0x00280303]) {
      assert.equal(valuesOf(rewrite(file), tag).length, 1);
      assert.deepEqual(valuesOf(rewrite(file, { off: ['mark'] }), tag), []);
    }
  });
});
