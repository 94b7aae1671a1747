import assert from 'node:assert/strict';
import { BASIC_PROFILE } from '../../../../src/core/policy/ps315/basic-profile';
import { describePolicy, type PolicyRow } from '../../../../src/core/policy/describe';
import { decidingRule, type Place } from './first-match';
import { standardRows } from './standard';

const ALL_ON = BASIC_PROFILE.switches.map(({ id }) => id);

/** Attributes with a compound code of which no Type is known, or which are treated otherwise than by their Type. */
const WITHOUT_TYPE = ['00100020', '0040B020', '00189919', '3010004C', '3010004D'];

const ruleAt = (place: Place, ...on: readonly string[]) => decidingRule(BASIC_PROFILE, new Set(on), place)!;
const told = (tag: number, ...on: readonly string[]): string => ruleAt({ tag }, ...on).description;
const sourceOf = (tag: number, ...on: readonly string[]): string | undefined => ruleAt({ tag }, ...on).source;

/** What the table of the policy shows for an attribute while all its options are on. */
const shown = (name: string): readonly PolicyRow[] =>
  describePolicy({ policy: BASIC_PROFILE, on: ALL_ON }).filter((row) => row.name === name);

describe('what a reader is told of the Basic Profile', () => {
  it('is what becomes of an attribute, and nothing more where the table has one code', () => {
    assert.equal(told(0x00102160), 'Removed.');
    assert.equal(told(0x00080090), 'Emptied.');
    assert.equal(told(0x00120040), 'Replaced by a dummy value.');
    assert.equal(told(0x0020000d), 'Becomes a new UID, the same everywhere.');
    assert.equal(told(0x00100010), 'Becomes the anonymised ID.');
  });

  it('is the Type of every attribute that has a compound code, and the module that gives it', () => {
    const compound = standardRows().filter(({ basicProfile }) => basicProfile.includes('/'));
    assert.ok(compound.length > 40);
    for (const { id } of compound) {
      const typed = /: Type ([123]|[12]C) in [A-Z]\S/.test(told(Number.parseInt(id, 16)));
      assert.equal(typed, !WITHOUT_TYPE.includes(id), id);
    }
  });

  it('is what an option keeps, cleans and moves', () => {
    assert.equal(told(0x0020000d, 'retain-uids'), 'Kept: the option Retain UIDs is on.');
    assert.equal(
      told(0x00081030, 'clean-descriptors'),
      'Kept with what is known of the patient replaced: the option Clean Descriptors is on.',
    );
    assert.equal(
      told(0x00400555, 'clean-structured-content'),
      'Kept with its items treated: the option Clean Structured Content is on.',
    );
    const moved = 'the option Retain Modified Dates is on.';
    assert.equal(
      told(0x00080020, 'retain-modified-dates'),
      `Moved back by the patient's whole weeks: ${moved}`,
    );
    assert.equal(
      told(0x00080030, 'retain-modified-dates'),
      `Kept, because its date moves by whole weeks: ${moved}`,
    );
  });

  it('is the row of the table, as the standard writes tags', () => {
    const table = 'PS3.15 2026c Table E.1-1,';
    assert.equal(sourceOf(0x00100010), `${table} (0010,0010): Z`);
    assert.equal(sourceOf(0x001021b0), `${table} (0010,21B0): X`);
    assert.equal(sourceOf(0x00181000), `${table} (0018,1000): X/Z/D`);
    assert.equal(sourceOf(0x60023000), `${table} (60xx,3000): X`);
    assert.equal(sourceOf(0x50100020), `${table} (50xx,xxxx): X`);
    assert.equal(sourceOf(0x00081030, 'clean-descriptors'), `${table} (0008,1030): C with Clean Descriptors`);
    assert.equal(sourceOf(0x0020000d, 'retain-uids'), `${table} (0020,000D): K with Retain UIDs`);
  });

  it('is the concept of a content item, and its row', () => {
    const concept = { code: '121106', scheme: 'DCM', valueType: 'TEXT' };
    const place: Place = { tag: 0x0040a160, concept };
    const row = 'PS3.15 2026c Table E.3.4-1, (121106, DCM, "Comment")';
    assert.equal(ruleAt(place, 'clean-structured-content').source, `${row}: X`);
    assert.equal(
      ruleAt(place, 'clean-structured-content', 'clean-descriptors').source,
      `${row}: C with Clean Descriptors`,
    );
  });

  it('is which private attributes are safe, and their rows', () => {
    const safe = (creator: string, tag: number) => ruleAt({ tag, creator }, 'retain-safe-private');
    const table = 'PS3.15 2026c Table E.3.10-1,';
    const number = safe('Philips Imaging DD 001', 0x2001100e);
    assert.deepEqual(
      [number.description, number.source],
      ['Kept as safe.', `${table} (2001,xx0E) "Philips Imaging DD 001"`],
    );
    const items = safe('Philips Imaging DD 097', 0x20011001);
    assert.deepEqual(
      [items.description, items.source],
      ['Kept as safe, with its items treated.', `${table} (2001,xx01) "Philips Imaging DD 097"`],
    );
    assert.match(safe('Philips Imaging DD 097', 0x20011019).description, /patient and UIDs replaced/);
  });

  it('is a note where an attribute needs one, whichever option is on', () => {
    const age = shown('PatientAge');
    assert.ok(age.length > 1);
    for (const { note } of age) assert.match(note ?? '', /over 89/);
    const documents = shown('EncapsulatedDocument');
    assert.ok(documents.length > 0);
    for (const { note } of documents) assert.match(note ?? '', /page that says so/);
    for (const { note } of shown('PatientSex')) assert.equal(note, undefined);
  });

  it('is what the standard calls its options', () => {
    assert.deepEqual(
      BASIC_PROFILE.switches.map(({ title }) => title),
      [
        'Retain Safe Private',
        'Retain UIDs',
        'Retain Device Identity',
        'Retain Institution Identity',
        'Retain Patient Characteristics',
        'Retain Full Dates',
        'Retain Modified Dates',
        'Clean Descriptors',
        'Clean Structured Content',
        'Clean Graphics',
      ],
    );
  });

  it('is no name that is no attribute', () => {
    assert.deepEqual(BASIC_PROFILE.notAttributes, []);
  });
});
