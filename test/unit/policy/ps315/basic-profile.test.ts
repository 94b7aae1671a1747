import assert from 'node:assert/strict';
import fc from 'fast-check';
import { vrOf } from '../../../../src/core/dicom/dictionary';
import { isClassUidAttribute } from '../../../../src/core/dicom/uid-attributes';
import { vrName, type VrName } from '../../../../src/core/dicom/vr';
import type { Rule } from '../../../../src/core/policy/policy';
import { policyNamed } from '../../../../src/core/policy/policies';
import { BASIC_PROFILE } from '../../../../src/core/policy/ps315/basic-profile';
import { skipBecause } from '../../../support/skipping';
import { decidingRule, type Place } from './first-match';
import {
  HAS_STANDARD,
  NO_STANDARD,
  readStandard,
  standardConcepts,
  standardPrivates,
  standardRows,
  SWITCH_OF_COLUMN,
  type StandardRow,
} from './standard';
import { type Columns, conceptAction, standardAction, unlistedAction } from './standard-actions';

const SEED = 20_261_122;
const POLICY = BASIC_PROFILE;
const COLUMNS = Object.keys(SWITCH_OF_COLUMN);
const NONE: Columns = new Set();
const DATE_COLUMNS = ['rtnLongFullDatesOpt', 'rtnLongModifDatesOpt'];

/** An attribute of each VR that Table E.1-1 does not list. */
const UNLISTED: Readonly<Partial<Record<VrName, number>>> = {
  AT: 0x00140202,
  CS: 0x30020041,
  DA: 0x00140102,
  DS: 0x30020010,
  DT: 0x00080404,
  LO: 0x30020003,
  LT: 0x00080108,
  OB: 0x0008041b,
  PN: 0x00140104,
  SH: 0x30020002,
  SQ: 0x30020030,
  ST: 0x30020004,
  TM: 0x00140103,
  UC: 0x00080119,
  UI: 0x0072007f,
  UR: 0x0008010e,
  US: 0x30020116,
  UT: 0x0008030e,
};

/** Codes of SNOMED CT in Table E.3.4-1, and those of SNOMED RT that older files have in their place (PS3.16). */
const SNOMED_RT: Readonly<Record<string, string>> = {
  '440252007': 'PA-30029',
  '398164008': 'DF-0070B',
  '398325003': 'DF-0068E',
  '371524004': 'R-42B89',
  '116224001': 'DD-60002',
  '271921002': 'F-00033',
  '363698007': 'G-C0E3',
  '160476009': 'F-02455',
  '398201009': 'G-D321',
  '397898000': 'G-D320',
};

/** No option, then each of the ten alone. */
const SINGLE: readonly Columns[] = [NONE, ...COLUMNS.map((column) => new Set([column]))];

/** Any options together, but not both of the dates. */
const anyColumns = fc
  .uniqueArray(fc.constantFrom(...COLUMNS))
  .filter((columns) => !DATE_COLUMNS.every((column) => columns.includes(column)))
  .map((columns): Columns => new Set(columns));

function actionOf(place: Place, on: Columns): string | undefined {
  return decidingRule(POLICY, switchesOf(on), place)?.action;
}

function switchesOf(on: Columns): ReadonlySet<string> {
  return new Set([...on].map((column) => SWITCH_OF_COLUMN[column]!));
}

/** The tags that a row of the table is about: for a repeating group its first, its last and one between. */
function tagsOf({ id }: StandardRow): readonly number[] {
  if (!id.includes('x')) return [Number.parseInt(id, 16)];
  return ['00', '08', '1E'].map((group) => Number.parseInt(id.replace('xx', group).replaceAll('x', '1'), 16));
}

function tableRows(): readonly StandardRow[] {
  return standardRows().filter(({ id }) => id !== 'private');
}

function assertTable(on: Columns): void {
  for (const row of tableRows()) {
    for (const tag of tagsOf(row)) {
      const vr = vrName(vrOf(tag));
      const expected = standardAction(row, vr, on);
      for (const inFile of [undefined, 'UN'] as const) {
        const place: Place = inFile === undefined ? { tag } : { tag, vr: inFile };
        assert.equal(actionOf(place, on), expected, `${row.id} ${vr} with ${[...on].join('+')}`);
      }
    }
  }
}

function assertConcepts(on: Columns): void {
  const withContent: Columns = new Set([...on, 'cleanStructContOpt']);
  for (const concept of standardConcepts()) {
    const { value: code, scheme, valueType } = concept;
    const place: Place = { tag: 0x0040a160, concept: { code, scheme, valueType } };
    assert.equal(actionOf(place, withContent), conceptAction(concept, withContent), `${scheme} ${code}`);
  }
}

describe('PS3.15 Basic Profile', () => {
  for (const on of SINGLE) {
    const options = [...on].map((column) => SWITCH_OF_COLUMN[column]).join() || 'no option';
    it(`treats every row of Table E.1-1 as the standard says, with ${options}`, () => assertTable(on));
    it(`treats every concept of Table E.3.4-1 as the standard says, with ${options}`, () =>
      assertConcepts(on));
  }

  it('treats every row and concept as the standard says, with any options together', () => {
    fc.assert(
      fc.property(anyColumns, (on) => {
        assertTable(on);
        assertConcepts(on);
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('treats attributes that the table does not list by their VR, with any options together', function () {
    if (!HAS_STANDARD) skipBecause(this, NO_STANDARD);
    const listed = new Set(tableRows().flatMap(tagsOf));
    const dictionary = readStandard('ps36-tags-2026c.json') as Record<string, unknown>;
    const tags = Object.keys(dictionary)
      .map((id) => Number.parseInt(id, 16))
      .filter((tag) => !listed.has(tag) && !isTreatedApart(tag));
    assert.ok(tags.length > 4000);
    fc.assert(
      fc.property(anyColumns, (on) => {
        for (const tag of tags) {
          const vr = vrName(vrOf(tag));
          const expected = isClassUidAttribute(tag) ? 'K' : unlistedAction(vr, on);
          assert.equal(actionOf({ tag }, on), expected, `${tag.toString(16)} ${vr}`);
        }
      }),
      { seed: SEED, numRuns: 5 },
    );
  });

  it('treats an attribute of each VR that the table does not list as that VR asks, with each option', () => {
    for (const on of SINGLE) {
      for (const [vr, tag] of Object.entries(UNLISTED)) {
        assert.equal(vrName(vrOf(tag)), vr);
        assert.equal(actionOf({ tag }, on), unlistedAction(vr, on), `${vr} with ${[...on].join()}`);
      }
      assert.equal(actionOf({ tag: 0x30020116, vr: 'UN' }, on), 'C');
      assert.equal(actionOf({ tag: 0x00080016 }, on), 'K');
    }
  });

  it('cleans what one option keeps and another one cleans', () => {
    const device = new Set(['rtnDevIdOpt']);
    const calibrated: Place = { tag: 0x00181200 };
    assert.equal(actionOf(calibrated, device), 'K');
    assert.equal(actionOf(calibrated, new Set([...device, 'rtnLongModifDatesOpt'])), 'shift');
    const concept = { code: '121122', scheme: 'DCM', valueType: 'TEXT' };
    const equipment: Place = { tag: 0x0040a160, concept };
    assert.equal(actionOf(equipment, new Set([...device, 'cleanStructContOpt'])), 'K');
    assert.equal(actionOf(equipment, new Set([...device, 'cleanStructContOpt', 'cleanDescOpt'])), 'C');
  });

  it('removes private attributes that the table does not call safe, whatever the options', () => {
    fc.assert(
      fc.property(anyColumns, fc.integer({ min: 0x10, max: 0xff }), (on, element) => {
        for (const creator of ['ACME 1.0', 'philips imaging dd 001', '']) {
          assert.equal(actionOf({ tag: 0x20011000 | element, creator, vr: 'UI' }, on), 'X');
        }
      }),
      { seed: SEED },
    );
  });

  for (const block of [0x10, 0xe1]) {
    it(`keeps every safe private attribute in block ${block.toString(16)} with its option only`, () => {
      const on: Columns = new Set(['rtnSafePrivOpt']);
      for (const { privateCreator: creator, group, element, vr } of standardPrivates()) {
        const tag = ((Number.parseInt(group, 16) << 16) | (block << 8) | Number.parseInt(element, 16)) >>> 0;
        const place: Place = { tag, creator, vr: (vr.slice(0, 2) || 'UN') as VrName };
        const kept = ['LO', 'LT', 'SH', 'ST', 'UI'].includes(vr) ? 'C' : 'K';
        assert.equal(actionOf(place, on), kept, `${creator} ${group} ${element}`);
        assert.equal(actionOf(place, NONE), 'X');
        assert.equal(actionOf({ ...place, creator: `${creator}X` }, on), 'X');
      }
    });
  }

  it('treats retired SNOMED codes like the ones that took their place', () => {
    const on = switchesOf(new Set(['cleanStructContOpt']));
    const retired = standardConcepts().filter(({ value }) => value in SNOMED_RT);
    assert.equal(new Set(retired.map(({ value }) => value)).size, Object.keys(SNOMED_RT).length);
    for (const { value, scheme, valueType } of retired) {
      const ruleOf = (code: string, by: string): Rule =>
        decidingRule(POLICY, on, { tag: 0x0040a160, concept: { code, scheme: by, valueType } })!;
      const { listedAs, action } = ruleOf(value, scheme);
      assert.notEqual(listedAs, undefined);
      for (const older of ['SRT', 'SNM3', '99SDM']) {
        const rule = ruleOf(SNOMED_RT[value]!, older);
        assert.deepEqual([rule.listedAs, rule.action], [listedAs, action], `${older} ${value}`);
      }
    }
  });

  it('keeps content items that no table lists, and cleans their text', () => {
    const concept = { code: '121050', scheme: 'DCM', valueType: 'TEXT' };
    const on: Columns = new Set(['cleanStructContOpt']);
    assert.equal(actionOf({ tag: 0x0040a160, concept }, on), 'C');
    assert.equal(actionOf({ tag: 0x0040a123, concept: { ...concept, valueType: 'PNAME' } }, on), 'D');
    assert.equal(actionOf({ tag: 0x0040a124, concept: { ...concept, valueType: 'UIDREF' } }, on), 'U');
  });

  it('removes what no dictionary knows, commands, directory records and seals', () => {
    const removed = [
      0x00091001, 0x00090010, 0x00281fff, 0x12345678, 0x00041220, 0x00000110, 0x04000120, 0x04000500,
      0x04000561, 0x4ffe0001, 0xfffafffa, 0xfffcfffc, 0x00020016, 0x00020100, 0x00020102, 0x60000010,
      0x60021500, 0x00080300,
    ];
    for (const on of SINGLE) {
      for (const tag of removed) assert.equal(actionOf({ tag }, on), 'X', tag.toString(16));
    }
  });

  it('empties in the Referenced Request of a report what must stand there', () => {
    for (const tag of [0x00081110, 0x00401001]) {
      assert.equal(actionOf({ tag }, NONE), 'X');
      assert.equal(actionOf({ tag, inside: [0x0040a370] }, NONE), 'Z');
      assert.equal(actionOf({ tag, inside: [0x0040a370, 0x00400275] }, NONE), 'X');
    }
    const keepUids: Columns = new Set(['rtnUIDsOpt']);
    assert.equal(actionOf({ tag: 0x00081110, inside: [0x0040a370] }, keepUids), 'K');
  });

  it('describes each rule in a sentence, under a heading, with the row that it comes from', () => {
    const switches = new Set(POLICY.switches.map(({ id }) => id));
    for (const { heading, description, source, switch: on } of POLICY.rules) {
      assert.notEqual(heading, '');
      assert.match(description, /^[A-Z].*\.$/);
      assert.match(source ?? '', /^PS3\.15 2026c (Table )?E\.\d/);
      assert.ok(on === undefined || switches.has(on), on);
    }
  });

  it('says once what becomes of an attribute with an option, and has nothing empty in its rules', () => {
    const said = new Set<string>();
    for (const rule of POLICY.rules) {
      const about = JSON.stringify([rule.selector, rule.switch]);
      assert.ok(!said.has(about), about);
      said.add(about);
      assert.ok(!Object.values(rule).includes(undefined), about);
    }
  });

  it('shows its rules under headings that begin with the patient and end with the rest', () => {
    const headings = [...new Set(POLICY.rules.map(({ heading }) => heading))];
    assert.deepEqual(headings.slice(0, 4), ['Patient', 'People', 'Institution', 'Device']);
    assert.equal(headings.at(-1), 'What the table does not list');
  });

  it('lets the concept of a content item decide before the attribute that holds its value', () => {
    const concept = { code: '111060', scheme: 'DCM', valueType: 'DATE' };
    for (const tag of [0x0040a120, 0x0040a121, 0x0040a122, 0x0040a123, 0x0040a124, 0x0040a13a, 0x30060024]) {
      const on = new Set(['clean-structured-content']);
      assert.equal(decidingRule(POLICY, on, { tag, concept })?.listedAs, 'Study Date');
      assert.equal(decidingRule(POLICY, on, { tag })?.listedAs, undefined);
    }
  });

  it('names the Type for which it chose from a compound code', () => {
    const description = (tag: number): string => decidingRule(POLICY, new Set(), { tag })!.description;
    assert.equal(description(0x00181000), 'Replaced by a dummy value: Type 1 in Enhanced General Equipment.');
    assert.equal(description(0x00400555), 'Emptied: Type 2 in Acquisition Context.');
    assert.equal(description(0x00081072), 'Removed: Type 3 in General Series.');
    assert.equal(description(0x00189919), 'Replaced by a dummy value: some object may require a value.');
  });

  it('makes its rules once, and goes to workers as plain data', () => {
    assert.equal(POLICY.rules, POLICY.rules);
    assert.deepEqual(structuredClone(POLICY), POLICY);
    assert.equal(policyNamed(POLICY.name), POLICY);
  });
});

/** Attributes outside the table for which the standard's text, not their VR, says what becomes of them. */
function isTreatedApart(tag: number): boolean {
  const group = tag >>> 16;
  const named = [
    0x00020012, 0x00020013, 0x00020016, 0x00020017, 0x00020018, 0x00020026, 0x00020027, 0x00020028,
  ];
  const apart = [
    0x00020035, 0x00020036, 0x00020100, 0x00020102, 0x00080300, 0x04000120, 0x04000500, 0x04000520,
    0x4ffe0001, 0x00420015,
  ];
  const isGraphic = group >>> 8 === 0x50 || group >>> 8 === 0x60;
  return group === 0 || group === 4 || isGraphic || vrOf(tag) === 0 || [...named, ...apart].includes(tag);
}
