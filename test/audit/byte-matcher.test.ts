import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteMatcher, foldPattern, SHORTEST_PATTERN } from '../../src/core/audit/byte-matcher';

const SEED = 20260301;

/** Patterns of an earlier matcher, of which nothing may be left. */
const EARLIER = ['aabC', 'abc', '11aab', 'son', 'MRN-4'];

function findAll(patterns: readonly string[], text: string, from = 0, to = text.length): string[] {
  const folded = fold(patterns);
  const matchers = [
    new ByteMatcher(folded),
    new ByteMatcher(folded, new ByteMatcher(fold(EARLIER)).release()),
  ];
  const [first, ...others] = matchers.flatMap((matcher) =>
    [0, 1].map((address) => {
      const bytes = Buffer.alloc(address + text.length).subarray(address);
      bytes.write(text, 'latin1');
      const found: string[] = [];
      matcher.find(bytes, from, to, {
        pattern: (pattern, at) => found.push(`${pattern}@${at}`),
        uid: (start, end) => found.push(`uid ${start}-${end}`),
      });
      return found.sort();
    }),
  );
  for (const other of others)
    assert.deepEqual(
      other,
      first,
      'depends on the address of the bytes, or on the memory of another matcher',
    );
  return first!;
}

function fold(patterns: readonly string[]) {
  return patterns.map((pattern) => foldPattern(Buffer.from(pattern, 'latin1')));
}

describe('ByteMatcher', () => {
  it('finds patterns of any length where they start, letters in either case', () => {
    assert.deepEqual(findAll(['MEIER', 'abc', 'MRN-48-1923'], 'xMeierABCmrn-48-1923'), ['0@1', '1@6', '2@9']);
  });

  it('finds patterns that share their first bytes, overlap and repeat', () => {
    assert.deepEqual(findAll(['smith', 'smithson', 'smithsonian'], 'smithsonsmith'), ['0@0', '0@8', '1@0']);
  });

  it('finds the first and the last bytes of what it searches, and nothing beyond', () => {
    assert.deepEqual(findAll(['abcdefg', 'xyz'], '..abcdefg..xyz', 2, 13), ['0@2']);
    assert.deepEqual(findAll(['abcdefg', 'xyz'], 'abcdefgxyz'), ['0@0', '1@7']);
  });

  it('leaves out patterns that are too short to say anything', () => {
    assert.deepEqual(findAll(['li', '', 'lin'], 'li lin'), ['2@3']);
  });

  it('tells of what looks like a UID, whatever stands around it', () => {
    const root = '1.2.840.113619.2';
    assert.deepEqual(findAll([], `MR${root}`), ['uid 2-18']);
    assert.deepEqual(findAll([], `\\${root}.dcm`), ['uid 1-17']);
    assert.deepEqual(findAll([], `2.25.${'7'.repeat(20)} 0.4.0.127`), ['uid 0-25', 'uid 26-35']);
    assert.deepEqual(findAll([], `x${root}`, 2), ['uid 3-17'].slice(1));
    assert.deepEqual(findAll([], `${root}x`, 0, 7), []);
  });

  it('takes numbers, versions and addresses for no UIDs', () => {
    for (const text of ['0.625\\-1.25\\2.5', '1.2.3', '31.2.840.1.5', '9.1.2.3.4', '1..2.3.4', '2.25.123456'])
      assert.deepEqual(findAll([], text), [], text);
  });

  it('agrees with a plain search', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', 'C', '1', '\xe9'),
      minLength: 0,
      maxLength: 9,
    });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '\xe9', '\xc9'), maxLength: 200 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), text, (patterns, haystack) => {
        assert.deepEqual(findAll(patterns, haystack), plainSearch(patterns, haystack));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

function plainSearch(patterns: readonly string[], text: string): string[] {
  const found: string[] = [];
  const folded = foldAscii(text);
  patterns.forEach((pattern, index) => {
    if (pattern.length < SHORTEST_PATTERN) return;
    for (
      let at = folded.indexOf(foldAscii(pattern));
      at >= 0;
      at = folded.indexOf(foldAscii(pattern), at + 1)
    )
      found.push(`${index}@${at}`);
  });
  return found.sort();
}

function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
