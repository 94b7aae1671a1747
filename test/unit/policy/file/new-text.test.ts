import assert from 'node:assert/strict';
import type { VrName } from '../../../../src/core/dicom/vr';
import { expectedText } from '../../../../src/core/policy/file/new-text';

interface Texts {
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

/** Texts that may stand in a value of each VR, and texts that may not (PS3.5 §6.2). */
const TEXTS: Readonly<Partial<Record<VrName, Texts>>> = {
  AE: oneLine(16),
  AS: {
    good: ['045Y', '001D', '010W', '006M'],
    bad: ['45Y', '0045Y', '045', '045y', '04AY', 'a045Y', '045YY', '045X'],
  },
  CS: { good: ['A_1 Z9', 'A'.repeat(16)], bad: ['A'.repeat(17), 'a', 'Aa', 'aA', 'A-B', 'Ä'] },
  DA: {
    good: ['20000101', '19991231', '20001130', '20000929', '20000219'],
    bad: [
      '2000010',
      '200001011',
      '20001301',
      '20000001',
      '20000132',
      '20000100',
      '20000140',
      'x20000101',
      'a',
    ],
  },
  DS: {
    good: ['1', '-1.5', '+.5', '1.', '12.25', '1e5', '1E-10', '.25e+3', '-123456789.12345'],
    bad: ['a', '.', '1.2.3', 'e5', '1e', '--1', '1 ', ' 1', '1e5x', 'x1', '1ee5', '-1234567890.12345'],
  },
  DT: {
    good: [
      '2000',
      '200001',
      '20000131',
      '2000123123',
      '200001011200',
      '20000101120060',
      '20000101120000.1',
      '20000101120000.123456+0100',
      '2000-0500',
    ],
    bad: [
      '200',
      '20000',
      '200013',
      '20000132',
      '2000010124',
      '2000010112000000',
      '2000.5',
      '200001011200.5',
      '20000101120000.',
      '20000101120000.1234567',
      '2000+01',
      '2000*0100',
      '2000+01000',
      'x2000',
      '2000x',
    ],
  },
  IS: {
    good: ['0', '-12', '+12345678901'],
    bad: ['123456789012', '1.5', 'a', '1a', 'a1', '--1', '-', '*1'],
  },
  LO: oneLine(64),
  LT: lines(10240),
  PN: oneLine(64),
  SH: oneLine(16),
  ST: lines(1024),
  TM: {
    good: ['12', '0959', '1959', '2359', '120060', '235959.1', '000000.123456'],
    bad: [
      '1',
      '24',
      '30',
      '123',
      '1260',
      '12000',
      '120061',
      '12.5',
      '1200.5',
      '120000.',
      '120000.1234567',
      '1200000',
      'a12',
      '12a',
    ],
  },
  UC: { good: ['A [1] ~'.repeat(100)], bad: ['a\\b', 'é', 'aé', 'éa', '\n'] },
  UI: {
    good: ['0.0', '1.2', '1.2.840.10008', `1.${'2'.repeat(62)}`],
    bad: ['1', '1.', '.1', '1..2', '01.2', '1.02', '1.2a', 'a1.2', '1,2', `1.${'2'.repeat(63)}`],
  },
  UR: { good: ['https://example.org/~a?b=[1]'], bad: ['a b', 'é', 'aé', 'éa', 'a\\b', 'a\nb'] },
  UT: { good: ['a\\b\r\n~'.repeat(4000)], bad: ['é', 'aé', 'éa', '\t'] },
};

/** What goes for text without a backslash, which would divide values. */
function oneLine(most: number): Texts {
  return {
    good: [' A [1] ~', 'x'.repeat(most)],
    bad: ['a\\b', 'é', 'aé', 'éa', 'a\nb', '\u007f', 'x'.repeat(most + 1)],
  };
}

function lines(most: number): Texts {
  return { good: ['a\\b\r\n~', 'x'.repeat(most)], bad: ['é', 'aé', 'éa', 'a\tb', 'x'.repeat(most + 1)] };
}

describe('a fixed text for a value', () => {
  for (const [vr, { good, bad }] of Object.entries(TEXTS)) {
    it(`of VR ${vr} is held to the form of its VR`, () => {
      for (const text of ['', ...good]) assert.equal(expectedText(text, vr as VrName), undefined, text);
      for (const text of bad) assert.ok(expectedText(text, vr as VrName), text);
    });
  }

  it('is held to what any short text may be where the VR is not known', () => {
    const { good, bad } = oneLine(64);
    for (const text of ['', ...good]) assert.equal(expectedText(text, undefined), undefined, text);
    for (const text of bad) assert.equal(expectedText(text, undefined), 'at most 64 characters of ASCII');
  });

  it('that is too long is told how long it may be', () => {
    const tooLong = 'x'.repeat(20_000);
    assert.equal(expectedText(tooLong, 'SH'), 'at most 16 characters of ASCII');
    assert.equal(expectedText(tooLong, 'ST'), 'at most 1024 characters of ASCII');
    assert.equal(expectedText(tooLong, 'LT'), 'at most 10240 characters of ASCII');
  });
});
