import assert from 'node:assert/strict';
import { marksOf } from '../../src/core/policy/marks';
import { choiceWith, type PolicyChoice } from '../../src/core/policy/policy';
import { BASIC_PROFILE } from '../../src/core/policy/ps315/basic-profile';
import { rewrite } from '../support/rewriting';
import { SWITCH_OF_COLUMN } from '../unit/policy/ps315/standard';
import { LEFT, type Place, profilePlaces } from './profile-places';

const COLUMNS = Object.keys(SWITCH_OF_COLUMN);
const CLEANING = ['cleanDescOpt', 'cleanStructContOpt', 'cleanGraphOpt', 'rtnLongModifDatesOpt'];
const EVERYTHING = COLUMNS.filter((column) => column !== 'rtnLongFullDatesOpt');
/** New UIDs are 39 digits: four of them may be any year. */
const NEW_UID = /2\.25\.\d+/g;

function choiceFor(columns: readonly string[]): PolicyChoice {
  return choiceWith(
    BASIC_PROFILE,
    Object.fromEntries(columns.map((column) => [SWITCH_OF_COLUMN[column]!, true])),
  );
}

function leftIn(bytes: Uint8Array): readonly string[] {
  return Buffer.from(bytes).toString('latin1').replace(NEW_UID, 'UID').match(LEFT) ?? [];
}

describe('canaries under the Basic Profile', function () {
  this.timeout(60_000);
  let places: readonly Place[] = [];

  before(() => {
    places = profilePlaces();
  });

  it('are in the source, in every place', () => {
    assert.ok(places.length > 400, `${places.length} places`);
    for (const { name, file } of places) assert.ok(leftIn(file).length > 3, name);
  });

  const combinations = [[], ...COLUMNS.map((column) => [column]), CLEANING, EVERYTHING];
  for (const columns of combinations) {
    const options = columns.map((column) => SWITCH_OF_COLUMN[column]).join(', ') || 'no option';
    it(`are in no byte of any copy, with ${options}`, () => {
      const choice = choiceFor(columns);
      const marks = marksOf(choice, '1', 'abcdefgh');
      const left = places
        .filter(({ keptBy }) => !keptBy.some((column) => columns.includes(column)))
        .map(({ name, file }) => [name, ...leftIn(rewrite(file, { choice, marks }))])
        .filter(([, ...found]) => found.length > 0);
      assert.deepEqual(
        left.map((each) => each.join(' ')),
        [],
      );
    });
  }
});
