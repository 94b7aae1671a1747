import assert from 'node:assert/strict';
import type { Action } from '../../../src/core/policy/action';
import { DICOMANON_POLICY } from '../../../src/core/policy/dicomanon';
import { fateOfBirthDate, fateOfDates, keepsBirthDate, keepsUids } from '../../../src/core/policy/fates';
import { choiceWith, defaultChoice, type Rule } from '../../../src/core/policy/policy';
import { byTag, choiceOf, rule } from '../../support/policies';

const dates = (da: Action, dt: Action): readonly Rule[] => [
  rule({ by: 'vr', vr: 'DA' }, da),
  rule({ by: 'vr', vr: 'DT' }, dt),
];

describe('the fate of dates', () => {
  it('is told by what the rules do to them', () => {
    const fate = (da: Action, dt: Action) => fateOfDates(choiceOf(dates(da, dt)));
    assert.equal(fate('K', 'K'), 'UNMODIFIED');
    for (const gone of ['X', 'Z', 'D'] as const) assert.equal(fate(gone, 'X'), 'REMOVED');
    for (const moved of ['shift', 'C', 'year'] as const) assert.equal(fate(moved, 'K'), 'MODIFIED');
    assert.equal(fate('K', 'X'), 'MODIFIED');
    assert.equal(fate('X', 'shift'), 'MODIFIED');
  });

  it('is not told by one date alone', () => {
    assert.equal(fateOfDates(choiceOf([byTag(0x00080020, 'K'), ...dates('X', 'X')])), 'MODIFIED');
    assert.equal(fateOfDates(choiceOf([])), 'UNMODIFIED');
  });

  it('follows the switches of the default policy', () => {
    assert.equal(fateOfDates(defaultChoice(DICOMANON_POLICY)), 'MODIFIED');
    assert.equal(fateOfDates(choiceWith(DICOMANON_POLICY, { dates: false })), 'UNMODIFIED');
  });
});

describe('the fate of birth dates', () => {
  it('is told by what the rules do to them', () => {
    const fates = { K: 'kept', year: 'year', shift: 'moved', X: 'removed', Z: 'removed' } as const;
    for (const [action, fate] of Object.entries(fates))
      assert.equal(fateOfBirthDate(choiceOf([byTag(0x00100030, action as Action)])), fate, action);
  });
});

describe('a policy', () => {
  it('keeps birth dates and UIDs, or not', () => {
    assert.equal(keepsBirthDate(defaultChoice(DICOMANON_POLICY)), false);
    assert.equal(keepsBirthDate(choiceWith(DICOMANON_POLICY, { 'birth-date': false })), true);
    assert.equal(keepsUids(defaultChoice(DICOMANON_POLICY)), false);
    assert.equal(keepsUids(choiceOf([rule({ by: 'vr', vr: 'UI' }, 'K')])), true);
    assert.equal(keepsUids(choiceOf([byTag(0x00080018, 'U')])), false);
  });
});
