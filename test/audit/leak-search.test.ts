import assert from 'node:assert/strict';
import { encodeText } from '../support/text-encodings';
import { LeakSearch } from '../../src/core/audit/leak-search';
import { phoneNeedles } from '../../src/core/audit/number-needles';
import { findTextLeaks } from '../../src/core/audit/text-leaks';
import { MEIER, TRACES } from './known-patient';

const search = new LeakSearch([MEIER]);

describe('What is known of a patient', () => {
  for (const [kind, text] of TRACES) {
    it(`is found as ${kind} in "${text}"`, () => {
      const kinds = findTextLeaks(search, text, 0, 'document').map((finding) => finding.kind);
      assert.ok(kinds.includes(kind as never), `found: ${kinds.join(', ') || 'nothing'}`);
    });
  }

  const NAMES: readonly (readonly [string, readonly string[]])[] = [
    ['Müßig', ['utf-8', 'utf-16le', 'iso-8859-1', 'iso-8859-2', 'iso-8859-9', 'iso-8859-15']],
    ['山田', ['utf-8', 'utf-16le', 'shift_jis', 'euc-jp', 'gb18030', 'iso-2022-jp']],
    ['やまだ', ['utf-8', 'utf-16le', 'shift_jis', 'euc-jp', 'iso-2022-jp']],
    ['Иванова', ['utf-8', 'utf-16le', 'iso-8859-5', 'gb18030']],
    ['길동', ['utf-8', 'utf-16le', 'euc-kr']],
    ['吉洞', ['utf-8', 'utf-16le', 'euc-kr', 'gb18030']],
    ['Meierhofer', ['utf-8', 'utf-16le', 'iso-8859-1']],
  ];
  for (const [name, encodings] of NAMES) {
    for (const encoding of encodings) {
      it(`is found as ${name} in ${encoding}`, function () {
        const encoded = encodeText(name, encoding);
        if (encoded === undefined) return this.skip();
        const bytes = Buffer.concat([Buffer.from('-- '), encoded, Buffer.from(' --')]);
        const hits = search.search(bytes, 0, bytes.length).filter(({ needle }) => needle.kind === 'name');
        assert.ok(
          hits.some(({ from }) => from <= 3 + 3),
          'found nothing',
        );
      });
    }
  }

  it('is not seen in what only resembles it', () => {
    const texts = [
      '2.25.337552311912345678901',
      '10755231190',
      'HEAD FIRST SUPINE',
      'LUNG 1.25mm',
      '20240307',
    ];
    for (const text of texts) assert.deepEqual(findTextLeaks(search, text, 0, 'document'), [], text);
  });

  it('is found for another patient than that of the file, but with less confidence', () => {
    const [finding] = findTextLeaks(search, 'MEIERHOFER', -1, 'document');
    assert.equal(finding?.confidence, 'medium');
    assert.equal(finding?.patient, 'ANON-0001');
  });

  it('of a phone number says more the longer it is', () => {
    const strengths = (phone: string) => new Set(phoneNeedles(phone).map(({ strength }) => strength));
    assert.deepEqual(strengths('555123'), new Set(['usual']));
    assert.deepEqual(strengths('5551234'), new Set(['strong']));
    assert.deepEqual(strengths('55512'), new Set());
  });
});
