import assert from 'node:assert/strict';
import { makeVisible } from '../../../src/core/record/visible-text';

describe('text of a file on the screen', () => {
  it('shows what turns the direction of writing, and control characters, as escapes', () => {
    assert.equal(makeVisible('a\u202eb\u2066c\u0000d\u001be'), 'a\\u202eb\\u2066c\\u0000d\\u001be');
  });

  it('leaves letters of all scripts, line ends and tabs as they are', () => {
    const text = 'Müller 山田 \u05d0\u05d1\u200f\tA\r\nB <b>&amp;';
    assert.equal(makeVisible(text), text);
  });
});
