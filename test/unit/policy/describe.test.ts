import assert from 'node:assert/strict';
import {
  describePolicy,
  policyMarkdown,
  rowOfRule,
  subjectOf,
  tagOf,
} from '../../../src/core/policy/describe';
import type { Selector } from '../../../src/core/policy/policy';
import { choiceWith, defaultChoice } from '../../../src/core/policy/policy';
import { byTag, policyOf, rule, switchNamed } from '../../support/policies';

/** For each kind of selector what it is called, and which tags it names. */
const NAMES: readonly (readonly [Selector, string, string])[] = [
  [{ by: 'tag', tag: 0x00100010 }, 'PatientName', '(0010,0010)'],
  [{ by: 'tag', tag: 0x00111010 }, '(0011,1010)', '(0011,1010)'],
  [{ by: 'pattern', tag: 0x60003000, mask: 0xff00ffff }, 'OverlayData', '(60xx,3000)'],
  [{ by: 'pattern', tag: 0x50000000, mask: 0xff000000 }, 'Attributes (50xx,xxxx)', '(50xx,xxxx)'],
  [{ by: 'group', group: 0x0004 }, 'Group 0004', '(0004,eeee)'],
  [{ by: 'private' }, 'Private attributes', '(odd,eeee)'],
  [{ by: 'private-element', creator: 'ACME', group: 0x19, element: 0x0c }, 'ACME (0019,xx0C)', '(0019,xx0C)'],
  [{ by: 'private-creator', creator: 'ACME' }, 'Private attributes of ACME', '(odd,xxee)'],
  [{ by: 'vr', vr: 'PN' }, 'All others of VR PN', 'PN'],
  [{ by: 'class-uid' }, 'Class UIDs', 'UI'],
  [{ by: 'unknown' }, 'Unknown attributes', '(even,eeee)'],
  [{ by: 'path', path: [0x00400275, '*'] }, 'RequestAttributesSequence > *', '(gggg,eeee)'],
  [
    { by: 'path', path: [0x00400275, 0x00400009] },
    'RequestAttributesSequence > ScheduledProcedureStepID',
    '(0040,0009)',
  ],
  [
    { by: 'path', path: [0x00400275, 0x00400008, 0x00080100] },
    'RequestAttributesSequence > ScheduledProtocolCodeSequence > CodeValue',
    '(0008,0100)',
  ],
  [{ by: 'pattern', tag: 0x00100010, mask: 0xffff00ff }, 'Attributes (0010,xx10)', '(0010,xx10)'],
  [
    { by: 'concept', code: '121008', scheme: 'DCM', valueType: 'PNAME' },
    'Content item (121008, DCM) PNAME',
    '',
  ],
  [{ by: 'concept', code: '121008', scheme: 'DCM', valueType: '' }, 'Content item (121008, DCM)', ''],
  [{ by: 'any' }, 'All others', '(gggg,eeee)'],
];

describe('a selector', () => {
  it('has a name and a tag for people', () => {
    for (const [selector, subject, tag] of NAMES) {
      assert.equal(subjectOf(selector), subject);
      assert.equal(tagOf(selector), tag);
    }
  });
});

describe('the table of a policy', () => {
  const policy = policyOf(
    [
      byTag(0x00100010, 'Z', { source: 'PS3.15 2026c Table E.1-1, (0010,0010): Z', description: 'Emptied.' }),
      byTag(0x00080020, 'K', { switch: 'full-dates', description: 'Kept.', heading: 'Dates' }),
      rule({ by: 'private' }, 'X', { switch: 'private', description: 'Removed.' }),
    ],
    [switchNamed('private'), switchNamed('full-dates', { onByDefault: false })],
  );

  it('gives the row of the standard that a rule comes from', () => {
    const [row] = describePolicy(defaultChoice(policy));
    assert.equal(row?.source, 'PS3.15 2026c Table E.1-1, (0010,0010): Z');
    assert.equal(row?.action, 'Z');
    assert.equal(row?.on, true);
  });

  it('has in each row what its rule has, and no more', () => {
    const bare = { heading: 'Test', name: 'PatientName', tag: '(0010,0010)', action: 'Z', description: '' };
    const row = rowOfRule(byTag(0x00100010, 'Z'), []);
    assert.deepEqual(row, { ...bare, on: true });
    const more = { note: 'why', source: 'Table', switch: 'names' };
    assert.deepEqual(rowOfRule(byTag(0x00100010, 'Z', more), []), { ...bare, ...more, on: false });
  });

  it('names what is no attribute under its heading, with why', () => {
    const notAttributes = [{ listedAs: 'PatientHouse', heading: 'Test', note: 'none such' }];
    const rows = describePolicy(defaultChoice({ ...policyOf([byTag(0x00100010, 'Z')]), notAttributes }));
    assert.deepEqual(rows.slice(1), [
      {
        heading: 'Test',
        name: 'PatientHouse',
        tag: '',
        action: undefined,
        description: 'No such attribute.',
        note: 'none such',
        on: true,
      },
    ]);
  });

  it('says which rules hold', () => {
    const on = (turned: Readonly<Record<string, boolean>>) =>
      Object.fromEntries(describePolicy(choiceWith(policy, turned)).map((row) => [row.name, row.on]));
    assert.deepEqual(on({}), { PatientName: true, 'Private attributes': true, StudyDate: false });
    assert.deepEqual(on({ private: false, 'full-dates': true }), {
      PatientName: true,
      'Private attributes': false,
      StudyDate: true,
    });
  });

  it('can be had as Markdown, with what can be turned off and on below', () => {
    const text = policyMarkdown(policy);
    assert.match(text, /^#### Test\n\n\| Attribute \| Tag \| What becomes of it \| Source \|\n/);
    assert.match(text, /\| PatientName \| \(0010,0010\) \| Emptied\. \| PS3\.15 .*: Z \|/);
    assert.match(text, /\| StudyDate \| \(0008,0020\) \| Kept\. \| {2}\|/);
    assert.match(text, /Parts that can be turned off:\n\n- \*\*private\*\*: Does private\./);
    assert.match(text, /Options that can be turned on:\n\n- \*\*full-dates\*\*: Does full-dates\.$/);
    assert.doesNotMatch(policyMarkdown(policyOf([], [])), /turned/);
  });

  it('has no column for sources where no rule has one, and no cell that ends early', () => {
    const creator = rule({ by: 'private-creator', creator: 'A|B' }, 'X', { description: 'Removed.' });
    const text = policyMarkdown(policyOf([creator], []));
    assert.match(text, /\| Attribute \| Tag \| What becomes of it \|\n/);
    assert.ok(text.includes('| Private attributes of A\\|B | (odd,xxee) | Removed. |'));
  });
});
