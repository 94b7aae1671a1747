import assert from 'node:assert/strict';
import { findUids } from '../../../src/core/pseudonym/uid-text';

function uidsIn(text: string, from = 0, to = text.length): readonly string[] {
  const found: string[] = [];
  findUids(Buffer.from(text, 'latin1'), from, to, (start, end) => found.push(text.slice(start, end)));
  return found;
}

const UID = '1.2.840.113619.2.55.3';

describe('UIDs quoted in text', () => {
  it('are found whatever stands around them', () => {
    for (const text of [
      UID,
      `see ${UID}, p. 3`,
      `MR${UID}`,
      `MR.${UID}.dcm`,
      `(${UID})`,
      `${UID}.`,
      `\\${UID}\0`,
    ]) {
      assert.deepEqual(uidsIn(text), [UID], text);
    }
  });

  it('are found one after the other', () => {
    assert.deepEqual(uidsIn(`${UID}\\2.16.840.1.1.7 and ${UID}`), [UID, '2.16.840.1.1.7', UID]);
    assert.deepEqual(uidsIn(`${UID}..0.4.0.127.0.15`), [UID, '0.4.0.127.0.15']);
  });

  it('are found behind a number and a dot', () => {
    assert.deepEqual(uidsIn(`IM.0007.${UID}.dcm`), [UID]);
    assert.deepEqual(uidsIn(`5.${UID}`), [UID]);
    assert.deepEqual(uidsIn(`20240229.${UID}`), [UID]);
  });

  it('are found with five components and ten characters at least', () => {
    assert.deepEqual(uidsIn('1.2.3.4.56'), ['1.2.3.4.56']);
    assert.deepEqual(uidsIn('1.2.3.4.5'), []);
    assert.deepEqual(uidsIn('1.2.840.113619. The next'), []);
  });

  it('begin with a component, not within one', () => {
    assert.deepEqual(uidsIn('10.2.840.113619.2.55.3'), ['2.840.113619.2.55.3']);
  });

  it('are found when they are a UUID', () => {
    const uuid = '2.25.329800735698586629295641978511506172918';
    assert.deepEqual(uidsIn(`id=${uuid};`), [uuid]);
    assert.deepEqual(uidsIn('room 2.25.3'), []);
  });

  it('are not found in long numbers that only begin like a UUID', () => {
    const number = '329800735698586629295641978511506172918';
    for (const root of ['1.25.', '0.25.', '2.15.', '2.26.', '2.251', '2.2.5'])
      assert.deepEqual(uidsIn(`${root}${number}`), [], root);
    assert.deepEqual(uidsIn('2.25.12345678901234567890'), []);
    assert.deepEqual(uidsIn('this was measured in room 2.25.34567'), []);
    assert.deepEqual(uidsIn('2.25.123456789012345678901'), ['2.25.123456789012345678901']);
  });

  it('are not found in versions, addresses, dates and numbers', () => {
    for (const text of [
      '1.2.3.4',
      '10.0.0.12',
      '192.168.1.100',
      '29.02.2024 10.15',
      '3.14159265358979',
      'syngo 4.5.6.7.8.9',
    ]) {
      assert.deepEqual(uidsIn(text), [], text);
    }
  });

  it('are looked for in the given part only', () => {
    const text = `${UID} ${UID}`;
    assert.deepEqual(uidsIn(text, 0, 10), []);
    assert.deepEqual(uidsIn(text, UID.length), [UID]);
    assert.deepEqual(uidsIn('1.2.840.113619.255', 0, 17), ['1.2.840.113619.25']);
    assert.deepEqual(uidsIn('1.2.840.113619.2.55', 0, 17), ['1.2.840.113619.2']);
  });

  it('are found in long runs of digits and dots without delay', () => {
    const run = '5.'.repeat(500_000);
    assert.deepEqual(uidsIn(run), []);
    assert.deepEqual(uidsIn(`1.${'7'.repeat(500_000)}`), []);
    assert.equal(uidsIn(`1.${run}3`)[0]?.length, run.length + 3);
    assert.deepEqual(uidsIn('1..'.repeat(300_000)), []);
  });
});
