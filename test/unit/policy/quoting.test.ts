import assert from 'node:assert/strict';
import { shorten } from '../../../src/core/policy/shorten';
import { nearest, nearestKeyword } from '../../../src/core/policy/suggestion';

describe('what is quoted of a file', () => {
  it('is all of a short text', () => {
    assert.equal(shorten('Grüße, 山田'), 'Grüße, 山田');
    assert.equal(shorten('x'.repeat(60)), 'x'.repeat(60));
  });

  it('ends with an ellipsis when it is cut', () => {
    assert.equal(shorten(`${'x'.repeat(60)}y`), `${'x'.repeat(60)}…`);
  });

  it('holds nothing that begins a line or turns the text round', () => {
    for (const character of ['\0', '\n', '\x1f', '\x7f', '\x9f', '\u2028', '\u202e', '\u2066', '\u2069'])
      assert.equal(shorten(`a${character}b${character}`), 'a·b·', JSON.stringify(character));
  });
});

describe('the name that somebody most likely meant', () => {
  it('is the nearest one, whatever the case', () => {
    assert.equal(nearest('DATE', ['private', 'dates', 'names']), 'dates');
    assert.equal(nearest('patientNAME', ['PatientID', 'PatientName']), 'PatientName');
    assert.equal(nearestKeyword('patientweigth'), 'PatientWeight');
  });

  it('is two letters away at most, or one in four of a longer name', () => {
    assert.equal(nearest('abcd', ['abxy']), 'abxy');
    assert.equal(nearest('abcd', ['axyz']), undefined);
    assert.equal(nearest('abcdefghijkl', ['abcdefghixyz']), 'abcdefghixyz');
    assert.equal(nearest('abcdefghijkl', ['abcdefghwxyz']), undefined);
  });

  it('is none where there is nothing to choose from, or nobody could have mistyped so much', () => {
    assert.equal(nearest('private', []), undefined);
    assert.equal(nearest('x'.repeat(160), ['x'.repeat(160)]), 'x'.repeat(160));
    assert.equal(nearest('x'.repeat(161), ['x'.repeat(161)]), undefined);
  });
});
