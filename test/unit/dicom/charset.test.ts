import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDecoder, splitValues } from '../../../src/core/dicom/charset';
import { VR, vrName } from '../../../src/core/dicom/vr';
import { hex } from '../../support/hex';

function decode(terms: string, dump: string, vr: number = VR.PN): string {
  return createDecoder(terms)(hex(dump), vr);
}

describe('character sets: examples of PS3.5', () => {
  it('Annex H.3.1: ISO 2022 IR 87 beside the default repertoire', () => {
    const name = decode(
      '\\ISO 2022 IR 87',
      `"Yamada^Tarou=" 1B "$B;3ED" 1B "(B^" 1B "$BB@O:" 1B "(B="
       1B "$B$d$^$@" 1B "(B^" 1B "$B$?$m$&" 1B "(B"`,
    );
    assert.equal(name, 'Yamada^Tarou=山田^太郎=やまだ^たろう');
  });

  it('Annex H.3.2: ISO 2022 IR 13 first, half-width katakana in the first group', () => {
    const name = decode(
      'ISO 2022 IR 13\\ISO 2022 IR 87',
      `D4 CF C0 DE "^" C0 DB B3 "=" 1B "$B;3ED" 1B "(J^" 1B "$BB@O:" 1B "(J="
       1B "$B$d$^$@" 1B "(J^" 1B "$B$?$m$&" 1B "(J"`,
    );
    assert.equal(name, 'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう');
  });

  it('Annex I.2: ISO 2022 IR 149, designated anew after each delimiter', () => {
    const name = decode(
      '\\ISO 2022 IR 149',
      `"Hong^Gildong=" 1B "$)C" FB F3 "^" 1B "$)C" D1 CE D4 D7 "="
       1B "$)C" C8 AB "^" 1B "$)C" B1 E6 B5 BF`,
    );
    assert.equal(name, 'Hong^Gildong=洪^吉洞=홍^길동');
  });

  it('Annex I.3: ISO 2022 IR 149 in a text of several lines', () => {
    const text = decode(
      '\\ISO 2022 IR 149',
      `1B "$)CThe 1st line includes " B1 E6 B5 BF "." 0D 0A
       1B "$)CThe 2nd line includes " B1 E6 B5 BF ", too." 0D 0A "The 3rd line."`,
      VR.LT,
    );
    assert.equal(text, 'The 1st line includes 길동.\r\nThe 2nd line includes 길동, too.\r\nThe 3rd line.');
  });

  it('Annex J: ISO_IR 192 and GB18030', () => {
    const utf8 = decode('ISO_IR 192', '"Wang^XiaoDong=" E7 8E 8B "^" E5 B0 8F E6 9D B1 "="');
    assert.equal(utf8, 'Wang^XiaoDong=王^小東=');
    const gb18030 = decode('GB18030', '"Wang^XiaoDong=" CD F5 "^" D0 A1 B6 AB "="');
    assert.equal(gb18030, 'Wang^XiaoDong=王^小东=');
  });

  it('Annex K: ISO 2022 IR 58', () => {
    const name = decode('\\ISO 2022 IR 58', '"Zhang^XiaoDong=" 1B "$)A" D5 C5 "^" 1B "$)A" D0 A1 B6 AB "="');
    assert.equal(name, 'Zhang^XiaoDong=张^小东=');
  });
});

/** A word in each set of one byte a character, and the escape sequence that designates it in G1. */
const SINGLE_BYTE_SETS: readonly (readonly [
  registration: number,
  escape: string,
  dump: string,
  text: string,
])[] = [
  [100, '-A', '"Buc^J" E9 "r" F4 "me"', 'Buc^Jérôme'],
  [101, '-B', '"Wa" B3 EA "sa"', 'Wałęsa'],
  [109, '-C', 'D5 "or" F5', 'Ġorġ'],
  [110, '-D', '"J" E0 "nis " D3 BA "ni" F1 B9', 'Jānis Ķēniņš'],
  [144, '-L', 'BB EE DA 63 65 DC D1 79 70 D3', 'Люкceмбypг'],
  [127, '-G', 'E2 C8 C7 E6 EA', 'قباني'],
  [126, '-F', 'C4 E9 EF ED F5 F3 E9 EF F2', 'Διονυσιος'],
  [138, '-H', 'F9 F8 E5 EF', 'שרון'],
  [148, '-M', 'DD "stanbul, G" FC "l" FE "en"', 'İstanbul, Gülşen'],
  [166, '-T', 'CA C1 AA D2 C2', 'สมชาย'],
  [203, '-b', 'BC "uvre " A4', 'Œuvre €'],
];

describe('character sets: defined terms', () => {
  it('decodes the default repertoire for an absent, empty or ISO_IR 6 term', () => {
    for (const terms of ['', 'ISO_IR 6', '\\', []]) {
      assert.equal(createDecoder(terms)(hex('"Doe^Jane"'), VR.PN), 'Doe^Jane');
    }
  });

  for (const [registration, escape, dump, text] of SINGLE_BYTE_SETS) {
    it(`decodes ISO_IR ${registration} as a whole value, with code extension, and designated`, () => {
      assert.equal(decode(`ISO_IR ${registration}`, dump), text);
      assert.equal(decode(`ISO 2022 IR ${registration}`, dump), text);
      assert.equal(decode(`\\ISO 2022 IR ${registration}`, `1B "${escape}" ${dump}`, VR.LT), text);
    });
  }

  it('gives 80 to 9F of the sets of one byte as the control characters they are', () => {
    for (const [registration] of SINGLE_BYTE_SETS) {
      assert.equal(decode(`ISO_IR ${registration}`, '80 99 9F', VR.LT), '\x80\x99\x9f', `${registration}`);
    }
  });

  it('gives U+FFFD for positions that a set leaves free', () => {
    assert.equal(decode('ISO_IR 166', 'DB FF'), '\ufffd\ufffd');
    assert.equal(decode('ISO_IR 127', 'A1'), '\ufffd');
  });

  it('decodes ISO_IR 13, and what programs write instead of it: Shift JIS', () => {
    assert.equal(decode('ISO_IR 13', 'D4 CF C0 DE "^" C0 DB B3'), 'ﾔﾏﾀﾞ^ﾀﾛｳ');
    assert.equal(decode('ISO_IR 13', '8E 52 93 63 "^" 91 BE 98 59'), '山田^太郎');
  });

  it('decodes GBK', () => {
    assert.equal(decode('GBK', 'CD F5 "^" D0 A1 96 7C'), '王^小東');
  });

  it('decodes ISO 2022 IR 159 beside ISO 2022 IR 87', () => {
    const text = decode(
      '\\ISO 2022 IR 87\\ISO 2022 IR 159',
      '1B "$B;3" 1B "$(D0!" 1B "$BED" 1B "(B!"',
      VR.LO,
    );
    assert.equal(text, '山丂田!');
  });

  it('decodes two sets of one byte in one value', () => {
    const text = decode(
      'ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126',
      'E9 1B "-L" BB EE 1B "-F" C4 1B "-A" E9',
      VR.LO,
    );
    assert.equal(text, 'éЛюΔé');
  });

  it('decodes the last character of a row', () => {
    assert.equal(decode('\\ISO 2022 IR 87', '1B "$B0~" 1B "(B"'), '蔭');
  });

  it('decodes katakana of G1 between kanji of G0', () => {
    const text = decode('ISO 2022 IR 13\\ISO 2022 IR 87', '1B "$B;3" C0 DB 1B "(J" B3', VR.LO);
    assert.equal(text, '山ﾀﾛｳ');
  });
});

describe('character sets: going back to the initial state', () => {
  const TERMS = 'ISO 2022 IR 100\\ISO 2022 IR 144';
  const OF_ISO_IR_144 = 'И';
  const OF_ISO_IR_100 = '¸';

  function decodeAfter(delimiter: string, vr: number): string {
    return decode(TERMS, `1B "-L" B8 ${delimiter} B8`, vr).at(-1)!;
  }

  it('happens at TAB, LF, FF and CR in every VR', () => {
    for (const vr of [VR.PN, VR.LO, VR.SH, VR.UC, VR.ST, VR.LT, VR.UT]) {
      for (const delimiter of ['09', '0A', '0C', '0D']) {
        assert.equal(decodeAfter(delimiter, vr), OF_ISO_IR_100, `${vrName(vr)} ${delimiter}`);
      }
    }
  });

  it('happens at the backslash where it separates values', () => {
    for (const vr of [VR.PN, VR.LO, VR.SH, VR.UC])
      assert.equal(decodeAfter('5C', vr), OF_ISO_IR_100, vrName(vr));
    for (const vr of [VR.ST, VR.LT, VR.UT]) assert.equal(decodeAfter('5C', vr), OF_ISO_IR_144, vrName(vr));
  });

  it('happens at ^ and = in person names only', () => {
    for (const delimiter of ['5E', '3D']) {
      assert.equal(decodeAfter(delimiter, VR.PN), OF_ISO_IR_100);
      assert.equal(decodeAfter(delimiter, VR.LO), OF_ISO_IR_144);
    }
  });

  it('does not happen at the second byte of a kanji that looks like a delimiter', () => {
    assert.equal(decode('\\ISO 2022 IR 87', '1B "$B" 30 5E 30 5C 30 3D 1B "(B"'), '緯移綾');
  });

  it('does not happen at the first byte of a kanji that looks like a delimiter', () => {
    assert.equal(decode('\\ISO 2022 IR 87', '1B "$B=P" 1B "(B"'), '出');
  });

  it('happens at a delimiter among letters while another set of one byte is designated', () => {
    assert.equal(decode('ISO 2022 IR 100\\ISO 2022 IR 126', '1B "-Fa^" E1'), 'a^á');
  });

  it('happens at a delimiter that stands alone among kanji', () => {
    assert.equal(decode('\\ISO 2022 IR 87', '1B "$B;3ED^" 1B "$BB@O:" 0D "A"'), '山田^太郎\rA');
  });
});

describe('character sets: values', () => {
  it('are split at backslashes', () => {
    const decoder = createDecoder('ISO_IR 192');
    assert.deepEqual(splitValues(hex('"A\\B " C3 A9 "\\"'), VR.LO, decoder), ['A', 'B é', '']);
  });

  it('are not split at a second byte 5C of GBK, GB18030 and Shift JIS', () => {
    for (const terms of ['GBK', 'GB18030']) {
      assert.deepEqual(splitValues(hex('8E 5C 5C 8E 5C'), VR.LO, createDecoder(terms)), ['嶾', '嶾'], terms);
    }
    assert.deepEqual(splitValues(hex('83 5C 5C 95 5C'), VR.PN, createDecoder('ISO_IR 13')), ['ソ', '表']);
  });

  it('are not split within kanji designated to G0', () => {
    const decoder = createDecoder('\\ISO 2022 IR 87');
    const name = hex('1B "$B" 30 5C 1B "(B" 5C 1B "$B" 30 5C 1B "(B"');
    assert.equal(splitValues(name, VR.PN, decoder).length, 2);
  });

  it('are one where the VR has no multiplicity', () => {
    for (const vr of [VR.LT, VR.ST, VR.UT, VR.UR]) {
      assert.deepEqual(splitValues(hex('"C:\\dir"'), vr, createDecoder('')), ['C:\\dir'], vrName(vr));
    }
  });
});

describe('character sets: leniency', () => {
  it('understands misspelt terms', () => {
    const spellings = [
      'ISO-IR 100',
      'ISO_IR100',
      'ISO IR 100',
      'iso_ir_100',
      ' ISO_IR 100 ',
      'latin1',
      'ISO 8859-1',
    ];
    for (const term of [...spellings, 'ISO2022 IR 100', 'ISO-2022-IR-100', '2022 IR 100', 'IR 100']) {
      assert.equal(decode(term, 'C3 A9'), 'Ã©', term);
    }
    for (const term of ['ISO_IR_192', 'UTF-8', 'utf8', 'ISO IR 192', 'ISO 2022 IR 192'.toLowerCase()]) {
      assert.equal(decode(term, 'C3 A9'), 'é', term);
    }
    assert.equal(decode('ISO_IR 58', 'D5 C5'), '张');
    assert.equal(decode('gb2312', 'D5 C5'), '张');
  });

  it('takes unknown terms, and undeclared bytes, for UTF-8 if valid, else Latin-1', () => {
    for (const term of ['KLINGON', 'ISO_IR 9999', 'ISO_IR 6', '', '__proto__']) {
      assert.equal(decode(term, '"M" C3 BC "ller"'), 'Müller', term);
      assert.equal(decode(term, '"M" FC "ller"'), 'Müller', term);
    }
  });

  it('takes a term without code extension wherever it stands', () => {
    assert.equal(decode('\\ISO_IR 192', 'E7 8E 8B'), '王');
    assert.equal(decode('ISO_IR 100\\GB18030', 'CD F5'), '王');
  });

  it('follows escape sequences that are not declared', () => {
    assert.equal(decode('ISO_IR 100', '1B "$B;3ED" 1B "(B^" E9'), '山田^é');
    assert.equal(decode('', '1B "$)C" B1 E6 B5 BF', VR.LO), '길동');
  });

  it('keeps escape sequences that are none of DICOM', () => {
    assert.equal(decode('ISO_IR 100', '"A" 1B "[1mB" 1B'), 'A\x1b[1mB\x1b');
  });

  it('keeps names apart that are cut off or no UTF-8, though declared as such', () => {
    assert.equal(decode('ISO_IR 192', 'E5 B1 B1 E7 94'), '山ç\x94');
    assert.equal(decode('ISO_IR 192', '"M" FC "ller"'), 'Müller');
    assert.notEqual(decode('ISO_IR 192', '"M" FC "ller"'), decode('ISO_IR 192', '"M" E4 "ller"'));
  });

  it('keeps what is UTF-8 of a name that is cut off, characters of any length', () => {
    for (const term of ['ISO_IR 192', 'UTF-8'])
      assert.equal(decode(term, 'C3 A9 E4 B8 AD F0 9F 98 80 "^" F0 9F'), 'é中😀^ð\x9f');
  });

  it('decodes a byte just beyond ASCII in the set that is declared', () => {
    assert.equal(decode('GB18030', '80'), '€');
  });

  it('takes no list of terms for the default repertoire', () => {
    assert.equal(createDecoder([])(hex('"Doe" E9'), VR.PN), 'Doeé');
  });

  it('takes for an escape sequence only what an escape begins', () => {
    assert.equal(decode('ISO_IR 100', '"M" FC "ller (Berlin) -B"', VR.LO), 'Müller (Berlin) -B');
  });

  it('decodes VRs outside Specific Character Set without it', () => {
    assert.equal(decode('ISO_IR 144', 'BB EE', VR.CS), '»î');
    assert.equal(decode('ISO_IR 144', 'BB EE', VR.SH), 'Лю');
  });

  it('never throws, whatever the bytes, terms and VR', () => {
    const terms = [
      '',
      'ISO_IR 192',
      'GB18030',
      'ISO_IR 13',
      'ISO_IR 166',
      '\\ISO 2022 IR 87',
      '\\ISO 2022 IR 149',
      '?',
    ];
    const escapes = ['$B', '$(D', '$)C', '$)A', ')I', '-L', '(B', '(J', '$', ''];
    const bytes = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 255 }).map((byte) => Buffer.of(byte)),
        fc.constantFrom(...escapes).map((escape) => Buffer.from(`\x1b${escape}`, 'latin1')),
      ),
    );
    const vrs = fc.constantFrom(VR.PN, VR.LO, VR.UT, VR.UI);
    fc.assert(
      fc.property(fc.constantFrom(...terms), bytes, vrs, (term, parts, vr) => {
        const text = createDecoder(term)(Buffer.concat(parts), vr);
        return typeof text === 'string' && text.length <= Buffer.concat(parts).length;
      }),
      { seed: 20260, numRuns: 500 },
    );
  });
});
