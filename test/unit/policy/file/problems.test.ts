import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../../../src/core/errors';
import { DICOMANON_POLICY } from '../../../../src/core/policy/dicomanon';
import { compile, policyText, problemsOf } from './policy-files';

/** The lines of a policy file whose rules stand on a line each, from line 2 on. */
function withRules(...rules: readonly string[]): string {
  return `{ "name": "my", "extends": "DicomAnon", "rules": [\n${rules.join(',\n')}\n] }`;
}

/** Where `part` stands in a text, as "line:column". */
function placeOf(part: string, text: string): string {
  const lines = text.slice(0, text.indexOf(part)).split('\n');
  return `${lines.length}:${lines.at(-1)!.length + 1}`;
}

describe('mistakes in a policy file', () => {
  it('are told with file, line, column and remedy', () => {
    const text =
      '{\n  "name": "my",\n  "extends": "DicomAnon",\n  "rules": [\n    { "keyword": "PatientNme", "action": "X" }\n  ]\n}';
    assert.deepEqual(problemsOf(text), [
      'my.dicomanon.json:5:18: there is no attribute "PatientNme"; did you mean PatientName?',
    ]);
  });

  it('come as one error meant for people that holds them all', () => {
    const text = withRules('{ "keyword": "Nope1", "action": "X" }', '{ "keyword": "Nope2", "action": "X" }');
    assert.throws(
      () => compile({ 'my.dicomanon.json': text }),
      (error) =>
        error instanceof UserError &&
        error.code === 'policy-file' &&
        error.message.split('\n').length === 2 &&
        error.remedy !== '',
    );
  });

  it('are told all at once, in the order of the file, whichever kind they are of', () => {
    const text = withRules(
      '{ "keyword": "PatientNme", "action": "X" }',
      '{ "keyword": "PatientName", "action": "Q" }',
      '{ "keyword": "PatientName", "acton": "X" }',
      '{ "tag": "(0010,00)", "action": "X" }',
      '{ "vr": "PN", "action": "shift" }',
    ).replace('"rules"', '"options": { "privat": true }, "rules"');
    const problems = problemsOf(text);
    assert.deepEqual(
      problems.map((problem) => problem.split(': ')[0]!),
      ['1:54', '2:14', '3:39', '4:1', '4:29', '5:10', '6:25'].map((at) => `my.dicomanon.json:${at}`),
    );
    assert.match(problems[0]!, /has no option "privat"; did you mean private\?/);
    assert.match(problems[2]!, /no such action; use one of K, X, Z/);
    assert.match(problems[3]!, /"action" is missing; add it/);
    assert.match(problems[4]!, /no property "acton"; did you mean action\?/);
    assert.match(problems[5]!, /no tag; write it as in \(0010,0010\)/);
    assert.match(problems[6]!, /"shift" can't be done to such attributes \(VR PN\); use one of K, X/);
  });

  it('are found in every part of a rule', () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['5', /exactly one of keyword, tag/],
      ['{ "action": "X" }', /exactly one of/],
      ['{ "keyword": "PatientName", "vr": "PN", "action": "X" }', /exactly one of/],
      ['{ "keyword": [], "action": "X" }', /keyword/],
      ['{ "keyword": ["PatientName", "PatientNme"], "action": "X" }', /2:30: .*did you mean PatientName/],
      ['{ "keyword": "patientname", "action": "X" }', /did you mean PatientName/],
      ['{ "keyword": "Xyzzyplugh", "action": "X" }', /use a keyword of PS3\.6/],
      ['{ "tag": "(0009,1010)", "action": "X" }', /is private; select it by "private"/],
      ['{ "tag": "(0010,0000)", "action": "X" }', /no attribute of its own/],
      ['{ "tag": "(FFFE,E000)", "action": "X" }', /no attribute of its own/],
      ['{ "pattern": "5000,0010", "action": "X" }', /no pattern of tags/],
      ['{ "pattern": "50xx", "action": "X" }', /no pattern of tags/],
      ['{ "vr": "XX", "action": "X" }', /no such VR/],
      ['{ "private": false, "action": "X" }', /private attributes are chosen by/],
      [
        '{ "private": { "group": "0029", "element": "10" }, "action": "X" }',
        /private attributes are chosen by/,
      ],
      ['{ "private": { "creator": "A", "group": "0029" }, "action": "X" }', /go together/],
      ['{ "private": { "creator": "A", "group": "0028", "element": "10" }, "action": "X" }', /not private/],
      ['{ "private": { "creator": "A\\\\B" }, "action": "X" }', /private attributes are chosen by/],
      ['{ "path": "PatientName", "action": "X" }', /at least two steps/],
      ['{ "path": "RequestAttributesSequence > ", "action": "X" }', /step of the path is empty/],
      ['{ "path": "RequestAttributeSequence > *", "action": "X" }', /did you mean RequestAttributesSequence/],
      ['{ "path": "PatientName > *", "action": "X" }', /PatientName is no sequence/],
      [`{ "path": "${'RequestAttributesSequence > '.repeat(9)}*", "action": "X" }`, /too long to be shown/],
      ['{ "path": "(0029,1010) > *", "action": "X" }', /is private/],
      ['{ "keyword": "StudyDescription", "action": "replace" }', /"replace" needs a text; add "value"/],
      [
        '{ "keyword": "StudyDescription", "action": "X", "value": "a" }',
        /goes with the action "replace" only/,
      ],
      ['{ "keyword": "StudyDate", "action": "replace", "value": "today" }', /write a date such as 20000101/],
      ['{ "keyword": "StudyDescription", "action": "replace", "value": "Grüße" }', /characters of ASCII/],
      ['{ "keyword": "StudyDescription", "action": "replace", "value": "a\\\\b" }', /characters of ASCII/],
      [
        '{ "keyword": "RequestAttributesSequence", "action": "hash" }',
        /can't be done to RequestAttributesSequence/,
      ],
      ['{ "keyword": "Rows", "action": "replace", "value": "5" }', /can't be done to Rows/],
      ['{ "keyword": "TransferSyntaxUID", "action": "X" }', /needed in every file; use K/],
      ['{ "keyword": "SOPInstanceUID", "action": "Z" }', /needed in every file; use U or K/],
      ['{ "keyword": "PixelData", "action": "X" }', /needed in every file/],
      ['{ "keyword": "StudyDate", "action": "X", "why": 5 }', /text of up to 1000 characters/],
    ];
    for (const [rule, expected] of wrong) {
      const problems = problemsOf(withRules(rule));
      assert.equal(problems.length, 1, `${rule}: ${problems.join(' | ')}`);
      assert.match(problems[0]!, expected, rule);
      assert.match(problems[0]!, /^my\.dicomanon\.json:2:\d+: .+; .+/, rule);
    }
  });

  it('are found in every other part', () => {
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ name: 'ä' }, /a name has up to 48 letters/],
      [{ name: 5 }, /a name has up to 48 letters/],
      [{ name: 'dicomanon' }, /a built-in policy has this name/],
      [{ extends: 'Dicom' }, /neither a built-in policy nor a policy file; use "DicomAnon"/],
      [{ extends: 5 }, /neither a built-in policy/],
      [{ extends: './other.dicomanon.json' }, /there is no file "\.\/other\.dicomanon\.json"/],
      [{ options: [] }, /the options are an object/],
      [{ options: { dates: 1 } }, /on or off; write true or false/],
      [{ rules: {} }, /wrong kind/],
      [{ patientIds: null }, /all of "file", "from" and "to"/],
      [{ patientIds: { file: 'a.csv' } }, /all of "file", "from" and "to"/],
      [{ patientIds: { file: 'a.pdf', from: 'A', to: 'B' } }, /name a \.csv or \.xlsx file/],
      [{ patientIds: { prefix: 'a/b' } }, /a prefix has up to 32 letters/],
      [{ patientIds: { digits: 0 } }, /use 1 to 15/],
      [{ title: 'x'.repeat(200) }, /up to 120 characters/],
      [{ rule: [] }, /no property "rule"; did you mean rules\?/],
    ];
    for (const [change, expected] of wrong) {
      const problems = problemsOf(policyText(change));
      assert.ok(problems.length >= 1, JSON.stringify(change));
      assert.match(problems.join('\n'), expected, JSON.stringify(change));
    }
    for (const text of ['5', '[]', 'null', '"DicomAnon"']) assert.equal(problemsOf(text).length, 1, text);
    assert.match(problemsOf('{}').join('\n'), /"name" is missing[^]*"extends" is missing/);
  });

  it('are told at the part of the file that is wrong, with all that may stand there', () => {
    const rule = (text: string): string => withRules(text);
    const wrong: readonly (readonly [string, string, string])[] = [
      [
        policyText({ name: 'dicomanon' }),
        '"dicomanon"',
        'a built-in policy has this name; choose another one',
      ],
      [
        policyText({ extends: './other.dicomanon.json' }),
        '"./other',
        'there is no file "./other.dicomanon.json"; correct the path, which starts at this file',
      ],
      [
        policyText({ options: { zzzzzzzzzz: true } }),
        '"zzzzzzzzzz"',
        `DicomAnon has no option "zzzzzzzzzz"; it has ${DICOMANON_POLICY.switches.map(({ id }) => id).join(', ')}`,
      ],
      [
        policyText({
          extends: 'PS3.15 Basic Profile',
          options: { 'retain-full-dates': true, 'retain-modified-dates': true },
        }),
        '"retain-modified-dates"',
        `"retain-modified-dates" can't be on together with "retain-full-dates"; turn one of them off`,
      ],
      [
        policyText({ options: 'abc' }),
        '"abc"',
        'the options are an object; write them as in { "private": false }',
      ],
      [policyText({ rules: {} }), '{}', 'this is of the wrong kind; change it'],
      [
        policyText({ zzzzzzzzzz: 5 }),
        '"zzzzzzzzzz"',
        'there is no property "zzzzzzzzzz"; use one of $schema, name, title, description, extends, options, rules, patientIds, risks',
      ],
      [rule('{ "keyword": "PixelData", "action": "X" }'), '"X"', 'PixelData is needed in every file; use K'],
      [
        rule('{ "keyword": "StudyDate", "action": "replace", "value": "today" }'),
        '"today"',
        `this can't stand in StudyDate; write a date such as 20000101`,
      ],
      [
        rule('{ "path": "* > StudyDate", "action": "replace", "value": "today" }'),
        '"today"',
        `this can't stand in the attribute; write a date such as 20000101`,
      ],
      [
        rule('{ "vr": "DA", "action": "replace", "value": "today" }'),
        '"today"',
        `this can't stand in such attributes; write a date such as 20000101`,
      ],
      [
        rule('{ "path": "* > *", "action": "replace", "value": "Grüße" }'),
        '"Grüße"',
        `this can't stand in the attribute; write at most 64 characters of ASCII`,
      ],
      [
        rule('{ "path": "ContentSequence > * > PatientName", "action": "shift" }'),
        '"shift"',
        `"shift" can't be done to the attribute (VR PN); use one of K, X, Z, D, C, replace, hash, pseudonym`,
      ],
      [
        rule('{ "tag": "(0010,0010", "action": "X" }'),
        '"(0010,0010"',
        '"(0010,0010" is no tag; write it as in (0010,0010)',
      ],
      [
        rule('{ "private": { "creator": "A", "group": "0007", "element": "10" }, "action": "X" }'),
        '{ "creator"',
        'group 0007 is not private; private groups are odd, from 0009 on',
      ],
      [
        rule(`{ "path": "${'* > '.repeat(44)}Units", "action": "X" }`),
        '"* >',
        'the path is too long to be shown; begin it further down: it may begin at any depth',
      ],
      [
        rule(`{ "action": "X", "keyword": [${Array.from({ length: 501 }, () => '"Rows"').join()}] }`),
        '["Rows"',
        'there are more than 500 here; take some out',
      ],
    ];
    for (const [text, part, problem] of wrong)
      assert.deepEqual(problemsOf(text), [`my.dicomanon.json:${placeOf(part, text)}: ${problem}`]);
  });

  it('are told in the order of their columns where they share a line', () => {
    const text = withRules('{ "keyword": "Nope", "action": "X" }, { "action": "Q", "keyword": "Rows" }');
    assert.deepEqual(
      problemsOf(text).map((problem) => problem.split(':')[2]),
      ['14', '51'],
    );
    assert.deepEqual(
      problemsOf(policyText({ options: { a5: 1, '5a': 1 } })).map((problem) => problem.split(':')[2]),
      ['47', '52', '54', '59'],
    );
  });

  it('of options hide none of a rule, and those of one rule none of another', () => {
    const bad = { keyword: 'Nope', action: 'X' };
    const rules = [bad, ...Array.from({ length: 10 }, () => ({ keyword: 'Nope', action: 'Q' })), bad];
    const problems = problemsOf(policyText({ options: { 0: 1 }, rules }));
    assert.equal(problems.filter((problem) => problem.includes('no attribute "Nope"')).length, 2);
    const lines = withRules(...rules.map((each) => JSON.stringify(each)));
    const actions = problemsOf(lines).filter((problem) => problem.includes('no such action'));
    assert.deepEqual(
      actions.map((problem) => problem.split(':')[1]),
      ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12'],
    );
  });

  it('of JSON are told where they are', () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['', /:1:1: a value is missing/],
      ['{ "name": "my"\n  "extends": "DicomAnon" }', /:2:3: a comma is missing/],
      ['{ "name": my }', /:1:11: this is not JSON/],
      ['{ "name": "my', /a text is not closed/],
      ['{ "name": "my", "extends": "DicomAnon" ', /a closing brace is missing/],
      ['{ "name": "my", "extends": "DicomAnon" } 5', /after the end/],
      ['{ "name": "my", "extends": "DicomAnon" /* ', /a comment is not closed/],
    ];
    for (const [text, expected] of wrong) assert.match(problemsOf(text).join('\n'), expected, text);
  });

  it('are a key that stands there twice and a rule that a rule before it leaves without effect', () => {
    const twice = '{ "name": "my", "extends": "DicomAnon", "rules": [],\n "rules": [] }';
    assert.deepEqual(problemsOf(twice), [
      'my.dicomanon.json:2:2: "rules" stands here twice; remove one of the two',
    ]);
    const shadowed = withRules(
      '{ "keyword": "PatientSex", "action": "K" }',
      '{ "tag": "00100040", "action": "X" }',
    );
    assert.deepEqual(problemsOf(shadowed), [
      'my.dicomanon.json:3:10: line 2 decides on this already; remove one of the two',
    ]);
  });

  it('stand in the file that has them, also when another one extends it', () => {
    const base = policyText({ name: 'base', rules: [{ keyword: 'PatientNme', action: 'X' }] });
    const problems = problemsOf(
      policyText({ extends: 'base.dicomanon.json', rules: [{ vr: 'X', action: 'X' }] }),
      {
        'base.dicomanon.json': base,
      },
    );
    assert.deepEqual(
      problems.map((problem) => problem.split(':')[0]),
      ['my.dicomanon.json', 'base.dicomanon.json'],
    );
  });

  it('are policies that extend one another in a loop', () => {
    const loop = { 'b.dicomanon.json': policyText({ name: 'b', extends: 'my.dicomanon.json' }) };
    assert.match(
      problemsOf(policyText({ extends: 'b.dicomanon.json' }), loop).join('\n'),
      /b\.dicomanon\.json:1:\d+: .*in a loop/,
    );
    assert.match(problemsOf(policyText({ extends: 'my.dicomanon.json' })).join('\n'), /in a loop/);
  });

  it('count lines and columns as editors do, whatever ends a line', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `\uFEFF{${end}// 𝒳 a comment${end}"name": "my",${end}"extends": "Nope" }`;
      assert.match(problemsOf(text)[0]!, /^my\.dicomanon\.json:4:12: /, JSON.stringify(end));
    }
  });

  it('do not grow into an endless message', () => {
    const rules = Array.from({ length: 500 }, (_, at) => ({ keyword: `Nope${at}`, action: 'X' }));
    assert.throws(
      () => compile({ 'my.dicomanon.json': policyText({ rules }) }),
      (error) => error instanceof UserError && error.message.endsWith('… and 171 more'),
    );
  });
});

describe('a hostile policy file', () => {
  it('is refused when it is too large, has too many rules or is nested too deeply', () => {
    assert.match(problemsOf(`{ "name": "${'x'.repeat(10_000_000)}" }`)[0]!, /more than 1 million characters/);
    const rules = Array.from({ length: 100_000 }, () => 5);
    assert.match(problemsOf(policyText({ rules })).join('\n'), /more than 2000 rules/);
    const lists = Array.from({ length: 10 }, (_, list) => ({
      tag: Array.from(
        { length: 300 },
        (__, at) => `0018${(list * 300 + at + 0x1000).toString(16).padStart(4, '0')}`,
      ),
      action: 'X',
    }));
    assert.match(problemsOf(policyText({ rules: lists })).join('\n'), /one rule more than the 2000/);
    assert.match(problemsOf('['.repeat(400_000))[0]!, /nested too deeply/);
  });

  it('changes no prototype by its keys', () => {
    const hostile = [
      '{ "name": "my", "extends": "DicomAnon", "__proto__": { "polluted": true } }',
      '{ "name": "my", "extends": "DicomAnon", "options": { "__proto__": true, "constructor": true } }',
      '{ "name": "my", "extends": "DicomAnon", "rules": [{ "__proto__": { "keyword": "Rows" }, "action": "K" }] }',
      '{ "name": "my", "extends": "__proto__", "patientIds": { "constructor": { "prototype": 1 } } }',
      '{ "name": "my", "extends": "DicomAnon", "rules": [{ "keyword": "__proto__", "action": "constructor" }] }',
      '{ "name": "my", "extends": "DicomAnon", "rules": [{ "vr": "constructor", "action": "toString" }] }',
      '{ "name": "my", "extends": "DicomAnon", "rules": [{ "keyword": "constructor", "action": "X" }] }',
    ];
    for (const text of hostile) assert.ok(problemsOf(text).length > 0, text);
    assert.equal('polluted' in {}, false);
  });

  it('is compiled or refused with problems, whatever it holds', () => {
    const key = fc.constantFrom(
      'name',
      'extends',
      'options',
      'rules',
      'patientIds',
      'keyword',
      'action',
      'private',
      'file',
    );
    const leaf = fc.oneof(
      fc.constantFrom('DicomAnon', 'X', 'PatientName', 'a.csv', true, null, 0),
      fc.string(),
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, value), (content) => {
        for (const problem of problemsOf(JSON.stringify(content))) assert.match(problem, /:\d+:\d+: .+; .+/s);
      }),
      { seed: 20260501, numRuns: 3000 },
    );
  });
});
