import assert from 'node:assert/strict';
import { BASIC_PROFILE } from '../../../../src/core/policy/ps315/basic-profile';
import { attributeRows, conceptRows, safePrivateRows } from '../../../../src/core/policy/ps315/rows';
import { skipBecause } from '../../../support/skipping';
import {
  copiedConcepts,
  copiedMethods,
  copiedPrivates,
  copiedRows,
  HAS_STANDARD,
  NO_STANDARD,
  readStandard,
  standardConcepts,
  standardPrivates,
  standardRows,
  SWITCH_OF_COLUMN,
} from './standard';

interface Method {
  readonly codeValue: string;
  readonly codeMeaning: string;
  readonly tableE11Column: string | null;
}

describe('tables of PS3.15 Annex E in the project', () => {
  it('have all rows', () => {
    assert.equal(copiedRows().length, 656);
    assert.equal(attributeRows().length, 655); // the row for private attributes has rules of its own
    assert.equal(conceptRows().length, 214);
    assert.equal(safePrivateRows().length, 479);
  });

  it('equal the tables of the standard', function () {
    if (!HAS_STANDARD) skipBecause(this, NO_STANDARD);
    assert.deepEqual(copiedRows().map(essence), standardRows().map(essence));
    assert.deepEqual(copiedConcepts(), standardConcepts());
    assert.deepEqual(privateTexts(copiedPrivates()), privateTexts(standardPrivates()));
    const { codes } = readStandard('cid7050.json') as { codes: Method[] };
    const methods = codes.map(({ codeValue, codeMeaning, tableE11Column: column }) => [
      codeValue,
      codeMeaning,
      column !== null && column in SWITCH_OF_COLUMN ? column : '',
    ]);
    assert.deepEqual(copiedMethods(), methods);
  });

  it('give each option its code of CID 7050', () => {
    const { switches, code } = BASIC_PROFILE;
    const [profile, , , ...options] = copiedMethods();
    assert.deepEqual([code?.value, code?.meaning], profile!.slice(0, 2));
    assert.equal(switches.length, 10);
    for (const [value, meaning, column] of options) {
      const entry = switches.find(({ id }) => id === SWITCH_OF_COLUMN[column!]);
      assert.deepEqual(entry?.code, { value, meaning }, column);
      assert.equal(entry?.onByDefault, false);
    }
  });

  it('let the two options for dates exclude each other', () => {
    const excluding = BASIC_PROFILE.switches.filter(({ excludes }) => excludes !== undefined);
    assert.deepEqual(
      excluding.map(({ id, excludes }) => [id, excludes]),
      [
        ['retain-full-dates', ['retain-modified-dates']],
        ['retain-modified-dates', ['retain-full-dates']],
      ],
    );
  });
});

function essence({ id, basicProfile: code, options }: ReturnType<typeof copiedRows>[number]): unknown {
  return { id, code, options: Object.entries(options).sort() };
}

function privateTexts(rows: ReturnType<typeof copiedPrivates>): readonly string[] {
  return rows
    .map((row) => [row.privateCreator, row.group, row.element, row.vr.slice(0, 2) || '--'].join('|'))
    .sort();
}
