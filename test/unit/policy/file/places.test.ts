import assert from 'node:assert/strict';
import { PolicyFileError } from '../../../../src/core/policy/file/problem';
import { compile, compileRules, policyText, problemsOf } from './policy-files';

const MOST_CHARACTERS = 1_000_000;

/** Where the problems of a text are, as "line:column". */
function placesOf(text: string): readonly string[] {
  return problemsOf(text).map((problem) => problem.split(':').slice(1, 3).join(':'));
}

/** Rules that name `count` attributes of group 0018, 500 each, by tags that stand in no other rule. */
function rulesNaming(count: number): readonly object[] {
  const tags = Array.from({ length: count }, (_, at) => `0018${(0x1000 + at).toString(16)}`);
  return Array.from({ length: Math.ceil(count / 200) }, (_, at) => ({
    tag: tags.slice(at * 200, at * 200 + 200),
    action: 'X',
  }));
}

describe('the place of a mistake in a policy file', () => {
  it('is that of the file without the mark that says it is UTF-8, as editors show it', () => {
    assert.deepEqual(placesOf('\uFEFF5'), ['1:1']);
    assert.deepEqual(placesOf(`\uFEFF{ "name": "my", "extends": "Nope" }`), ['1:28']);
    assert.deepEqual(placesOf(`{ "title": "\uFEFF", "name": "my", "extends": "Nope" }`), ['1:42']);
  });

  it('is found on every line, at its first column, too', () => {
    for (let lines = 1; lines <= 9; lines++) {
      const extra = Array.from({ length: lines }, (_, at) => `"extra${at}": 5`).join(',\n');
      const expected = Array.from({ length: lines }, (_, at) => `${at + 2}:1`);
      assert.deepEqual(placesOf(`{ "name": "my", "extends": "DicomAnon",\n${extra} }`), expected);
    }
  });

  it('is that of the key when the key is wrong, and that of the value when the value is', () => {
    const options = (text: string): string =>
      `{ "name": "my", "extends": "DicomAnon", "options": { ${text} } }`;
    assert.deepEqual(placesOf(options('"nope": true')), ['1:54']);
    assert.deepEqual(placesOf(options('"private": 5')), ['1:65']);
    assert.ok(placesOf(options('"a/b": 5')).includes('1:61'));
    assert.ok(placesOf(options('"a~b": 5')).includes('1:61'));
    assert.ok(placesOf(options('"a~1b": 5')).includes('1:62'));
  });

  it('is that of what holds it when something is missing', () => {
    assert.deepEqual(placesOf('\n {}'), ['2:2', '2:2']);
    assert.deepEqual(
      placesOf('{ "name": "my", "extends": "DicomAnon", "rules": [\n { "keyword": "PatientSex" }] }'),
      ['2:2'],
    );
  });

  it('is that of the name in a list of names', () => {
    const text =
      '{ "name": "my", "extends": "DicomAnon", "rules": [{ "action": "X", "keyword":\n["Rows",\n"Nope"] }] }';
    assert.deepEqual(placesOf(text), ['3:1']);
  });

  it('is, for JSON that is none, where it goes wrong', () => {
    const wrong: Readonly<Record<string, string>> = {
      '{ "name": 1. }': 'this is not a number',
      '{ name: "my" }': 'a property name in double quotes is missing',
      '{ "name": }': 'a value is missing',
      '{ "name" "my" }': 'a colon is missing',
      '{ "name": "my" "extends": "DicomAnon" }': 'a comma is missing',
      '{ "name": "my"': 'a closing brace is missing',
      '{ "rules": [': 'a closing bracket is missing',
      '{} {}': 'there is something after the end of the policy',
      '{} /*': 'a comment is not closed',
      '{ "name": "my }': 'a text is not closed',
      '{ "name": "\\x" }': 'this is not JSON',
    };
    for (const [text, message] of Object.entries(wrong)) {
      const problems = problemsOf(`\n${text}`);
      assert.ok(
        problems.some(
          (problem) => problem.startsWith('my.dicomanon.json:2:') && problem.includes(`: ${message}; `),
        ),
        `${text}: ${problems.join(' | ')}`,
      );
      for (const problem of problems) assert.match(problem, /; correct the JSON/);
    }
  });

  it('is that of the second of two keys, in whichever part, and of the third', () => {
    const rule = '{ "keyword": "Rows", "action": "K",\n"action": "X" }';
    assert.deepEqual(placesOf(`{ "name": "my", "extends": "DicomAnon", "rules": [${rule}] }`), ['2:1']);
    assert.deepEqual(placesOf('{ "name": "a",\n"name": "b",\n"name": "c", "extends": "DicomAnon" }'), [
      '2:1',
      '3:1',
    ]);
  });

  it('is no place where the same key stands in two parts', () => {
    const rules = [
      { keyword: 'Rows', action: 'K' },
      { keyword: 'Columns', action: 'K' },
    ];
    assert.deepEqual(problemsOf(policyText({ rules })), []);
  });
});

describe('the limits of a policy file', () => {
  const padded = (length: number): string => policyText().padEnd(length);

  it('are a million characters', () => {
    assert.deepEqual(problemsOf(padded(MOST_CHARACTERS)), []);
    assert.match(problemsOf(padded(MOST_CHARACTERS + 1)).join(), /:1:1: .*more than 1 million characters/);
  });

  it('are 2000 rules as they stand there', () => {
    const many = (count: number): string => policyText({ rules: Array.from({ length: count }, () => 5) });
    assert.ok(!problemsOf(many(2000)).some((problem) => problem.includes('2000 rules')));
    assert.deepEqual(problemsOf(many(2001)), [
      'my.dicomanon.json:1:44: there are more than 2000 rules; select more by one rule',
    ]);
  });

  it('are 2000 rules that lists of names make', () => {
    const { rules } = compileRules(...rulesNaming(2000)).choice.policy;
    assert.equal(rules.filter(({ heading }) => heading === 'my').length, 2000);
    const over = problemsOf(policyText({ rules: rulesNaming(2002) }));
    assert.equal(over.length, 1);
    assert.match(over[0]!, /one rule more than the 2000/);
  });

  it('count the rule that follows from another one', () => {
    const rules = [...rulesNaming(1999), { keyword: 'SOPInstanceUID', action: 'K' }];
    assert.match(problemsOf(policyText({ rules })).join('\n'), /one rule more than the 2000/);
  });
});

describe('the message about a policy file', () => {
  const errorOf = (mistakes: number): PolicyFileError => {
    const extra = Object.fromEntries(Array.from({ length: mistakes }, (_, at) => [`extra${at}`, 5]));
    try {
      compile({ 'my.dicomanon.json': policyText(extra) });
    } catch (error) {
      if (error instanceof PolicyFileError) return error;
    }
    return assert.fail('the mistakes were not noticed');
  };

  it('tells 30 mistakes, and how many more there are', () => {
    assert.equal(errorOf(30).message.split('\n').length, 30);
    const lines = errorOf(31).message.split('\n');
    assert.equal(lines.length, 31);
    assert.equal(lines.at(-1), '… and 1 more');
    assert.equal(errorOf(31).problems.length, 31);
    assert.equal(errorOf(1).name, 'PolicyFileError');
  });
});
