import assert from 'node:assert/strict';
import type { TextPatient } from '../../../src/core/identifiers/free-text-cleaner';
import { ByteArena } from '../../../src/core/splice/byte-arena';
import { cleanValues, COMMENTS, fileWith, makeCleaner, PATIENT } from '../../support/cleaning';
import { dataset, dicomFile, element, sequence } from '../../support/data-sets';
import { hex, toHex } from '../../support/hex';
import { newUid } from '../../support/rewriting';
import { scanBytes } from '../../support/scanning';

/** Character set, name and text as dumps, and the cleaned text as a dump; trailing spaces are padding. */
const SETS: readonly (readonly [
  title: string,
  charset: string,
  name: string,
  text: string,
  cleaned: string,
])[] = [
  ['ASCII', '', '"Doe^Jane"', '"Seen: DOE, J. today"', '"Seen: ANON-0001. today "'],
  [
    'Latin-1',
    'ISO_IR 100',
    '"M" FC "ller^Eva"',
    '"f" FC "r Frau M" FC "ller, gr" FC DF "e"',
    '"f" FC "r Frau ANON-0001, gr" FC DF "e "',
  ],
  ['Latin-1 that is not declared', '', '"M" FC "ller^Eva"', '"f" FC "r M" FC "ller"', '"f" FC "r ANON-0001"'],
  [
    'UTF-8 that is not declared',
    '',
    '"M" C3 BC "ller^Eva"',
    '"f" C3 BC "r M" C3 BC "ller"',
    '"f" C3 BC "r ANON-0001"',
  ],
  [
    'Latin-1 declared as UTF-8',
    'ISO_IR 192',
    '"M" FC "ller^Eva"',
    '"f" FC "r M" FC "ller "',
    '"f" FC "r ANON-0001 "',
  ],
  [
    'UTF-8',
    'ISO_IR 192',
    'E5 B1 B1 E7 94 B0 "^" E5 A4 AA E9 83 8E',
    'E6 82 A3 E8 80 85 E5 B1 B1 E7 94 B0 E5 A4 AA E9 83 8E E6 A7 98',
    'E6 82 A3 E8 80 85 "ANON-0001" E6 A7 98 20',
  ],
  ['Cyrillic', 'ISO_IR 144', 'B8 D2 D0 DD DE D2', 'DE E2 " " B8 D2 D0 DD DE D2 D0', 'DE E2 " ANON-0001"'],
  ['Greek', 'ISO_IR 126', 'D0 DC F0 EF F2', 'EF " " D0 DC F0 EF F2 " "', 'EF " ANON-0001 "'],
  [
    'GB 18030',
    'GB18030',
    'CD F5 "^" D0 A1 B6 AB',
    'BB BC D5 DF CD F5 D0 A1 B6 AB 2C 20 81 30 81 30',
    'BB BC D5 DF "ANON-0001" 2C 20 81 30 81 30',
  ],
  [
    'GBK, a second byte of which is a backslash',
    'GBK',
    '90 5C "^" D0 A1 B6 AB',
    'CD F5 90 5C D0 A1 B6 AB',
    'CD F5 "ANON-0001"',
  ],
  [
    'katakana of one byte',
    'ISO_IR 13',
    'D4 CF C0 DE "^" C0 DB B3',
    'D4 CF C0 DE 20 C0 DB B3 20 "CT"',
    '"ANON-0001" 20 "CT"',
  ],
  [
    'Shift JIS, as programs write it',
    'ISO_IR 13',
    '8E 52 93 63 "^" 91 BE 98 59',
    '8E 52 93 63 91 BE 98 59 97 6C',
    '"ANON-0001" 97 6C 20',
  ],
  [
    'JIS X 0208: back to ASCII, then the set again',
    '\\ISO 2022 IR 87',
    '1B "$B;3ED" 1B "(B^" 1B "$BB@O:" 1B "(B"',
    '1B "$B;3EDB@O:MM" 1B "(B CT"',
    '1B "$B" 1B "(BANON-0001" 1B "$BMM" 1B "(B CT"',
  ],
  [
    'JIS X 0208: nothing designated twice before an escape sequence',
    '\\ISO 2022 IR 87',
    '1B "$B;3ED" 1B "(B^" 1B "$BB@O:" 1B "(B"',
    '"CT " 1B "$B;3EDB@O:" 1B "(B."',
    '"CT " 1B "$B" 1B "(BANON-0001" 1B "(B."',
  ],
  [
    'JIS X 0212',
    '\\ISO 2022 IR 87\\ISO 2022 IR 159',
    '1B "$(D" 30 21 30 22 1B "(B"',
    '1B "$(D" 30 21 30 22 1B "$BMM" 1B "(B"',
    '1B "$(D" 1B "(BANON-0001" 1B "$BMM" 1B "(B"',
  ],
  [
    'KS X 1001',
    '\\ISO 2022 IR 149',
    '1B "$)C" B1 E8 "^" 1B "$)C" C8 F1 C1 DF',
    '1B "$)C" B1 E8 C8 F1 C1 DF " " C8 AF C0 DA',
    '1B "$)CANON-0001 " C8 AF C0 DA',
  ],
  [
    'GB 2312',
    '\\ISO 2022 IR 58',
    '1B "$)A" CD F5 "^" 1B "$)A" D0 A1 B6 AB',
    '1B "$)A" BB BC D5 DF CD F5 D0 A1 B6 AB',
    '1B "$)A" BB BC D5 DF "ANON-0001 "',
  ],
  [
    'JIS X 0208 before KS X 1001, which leaves it designated',
    '\\ISO 2022 IR 87\\ISO 2022 IR 149',
    '1B "$B;3ED" 1B "(B^" 1B "$BB@O:" 1B "(B"',
    '1B "$B;3EDB@O:" 1B "$)C" "MM" B1 E8 1B "(B."',
    '1B "$B" 1B "(BANON-0001" 1B "$B" 1B "$)C" "MM" B1 E8 1B "(B."',
  ],
];

function texts(...args: Parameters<typeof fileWith>): readonly string[] {
  return cleanValues(fileWith(...args), COMMENTS).map((value) => value.toString('latin1').trimEnd());
}

describe('Cleaning free text', () => {
  it('finds a name right behind malformed bytes', () => {
    const file = fileWith(hex('"CT " 81 30 "A" D5 C5 C8 FD " "'), 'GB18030', hex('D5 C5 "^" C8 FD'));
    const [value] = cleanValues(file, COMMENTS);
    assert.equal(toHex(value!), toHex(hex('"CT " 81 30 "AANON-0001  "')));
  });

  for (const [title, charset, name, text, cleaned] of SETS) {
    it(`replaces no more than the name's bytes: ${title}`, () => {
      const [value] = cleanValues(fileWith(hex(text), charset, hex(name)), COMMENTS);
      assert.equal(toHex(value!).replace(/(?: 20)+$/, ''), toHex(hex(cleaned)).replace(/(?: 20)+$/, ''));
    });
  }

  it('leaves text as it is that holds nothing', () => {
    assert.deepEqual(texts('CT abdomen, 5.0 mm', '', 'Doe^Jane'), ['CT abdomen, 5.0 mm']);
  });

  it('writes dates in the same form and the birth date as 1 January', () => {
    assert.deepEqual(texts('3 Nov 1956, 29.02.2024 and 2024-03-01', '', 'Doe^Jane'), [
      '1 Jan 1956, 31.03.2022 and 2022-04-01',
    ]);
  });

  it('writes month names in the letters of the character set, else as a number', () => {
    assert.deepEqual(texts(Buffer.from('am 28. Februar 2026', 'latin1'), 'ISO_IR 100', 'Doe^Jane'), [
      'am 30. März 2024',
    ]);
    assert.deepEqual(texts('am 28. Februar 2026', 'ISO_IR 192', 'Doe^Jane'), ['am 30. MÃ¤rz 2024']);
    assert.deepEqual(texts('am 28. Februar 2026', 'ISO_IR 126', 'Doe^Jane'), ['am 30. Marz 2024']);
  });

  it('puts a word in place of a date that may be meant in two ways', () => {
    assert.deepEqual(texts('on 02/03/2021', '', 'Doe^Jane'), ['on DATE']);
  });

  it('moves dates that say no year or no day, and says neither', () => {
    assert.deepEqual(texts('am 31.01. und 31 Jan, seit January 2024', '', 'Doe^Jane'), [
      'am 02.03. und 2 Mar, seit January 2022',
    ]);
  });

  it("leaves dates where the patient's are kept", () => {
    const patient: TextPatient = { anonymisedId: 'ANON-0001', dateOffset: undefined, keepBirthDate: true };
    const file = fileWith('Doe, 3 Nov 1956, 29.02.2024', '', 'Doe^Jane');
    assert.equal(
      cleanValues(file, COMMENTS, patient)[0]!.toString().trimEnd(),
      'ANON-0001, 3 Nov 1956, 29.02.2024',
    );
  });

  it('replaces UIDs, and nothing inside them', () => {
    const uid = '1.2.826.0.20240131.48.1923.7';
    assert.deepEqual(texts(`see ${uid}, 1.2.840.10008.1.2`, '', 'Doe^Jane'), [
      `see ${newUid(uid)}, 1.2.840.10008.1.2`,
    ]);
  });

  it('takes letters for no digits whose last byte is one', () => {
    const text = '\u0131.\u0132.\u0133.\u0134.\u0135.\u0136';
    assert.deepEqual(texts(Buffer.from(`${text} Doe`), 'ISO_IR 192', 'Doe^Anna'), [
      Buffer.from(`${text} ANON-0001`).toString('latin1'),
    ]);
  });

  it('puts nothing in place of a name where the patient has no anonymised ID', () => {
    const patient: TextPatient = { ...PATIENT, anonymisedId: '' };
    assert.equal(
      cleanValues(fileWith('by Doe, left', '', 'Doe^Jane'), COMMENTS, patient)[0]!
        .toString()
        .trimEnd(),
      'by , left',
    );
  });

  it('stays the same when it is cleaned again', () => {
    const [once] = texts('Doe, Jane (MRN-48-1923) by Roe', '', 'Doe^Jane');
    assert.deepEqual(texts(once!, '', 'Doe^Jane'), [once]);
  });

  it('leaves a replacement out that makes a value longer than its VR allows, and keeps the rest', () => {
    assert.deepEqual(texts('Knee left of Doe', '', 'Doe^Jane', 'SH'), ['Knee left of']);
    assert.deepEqual(texts('Knee of Doe\\Doe', '', 'Doe^Jane', 'SH'), ['Knee of \\ANON-0001']);
    assert.deepEqual(texts('Knee left of Doe', '', 'Doe^Jane', 'LO'), ['Knee left of ANON-0001']);
  });

  it('never cuts a UID, whatever the VR', () => {
    assert.deepEqual(texts('Doe 1.2.3.4.5.67', '', 'Doe^Jane', 'SH'), [` ${newUid('1.2.3.4.5.67')}`]);
  });

  it('takes the character set of the Item, of the Item around it, or of the file', () => {
    const comment = element(COMMENTS, 'LT', hex('"Fr. M" FC "ller"'));
    const declared = (charset: string) => element(0x00080005, 'CS', charset);
    const file = scanBytes(
      dicomFile(
        dataset(
          declared('ISO_IR 100'),
          element(0x00100010, 'PN', hex('"M" FC "ller^Eva"')),
          comment,
          sequence(0x00321064, [
            [
              declared('ISO_IR 144'),
              element(COMMENTS, 'LT', hex('"Fr. M" FC "ller"')),
              sequence(0x00400260, [[comment]]),
            ],
            [comment],
          ]),
        ),
      ),
    );
    assert.deepEqual(
      cleanValues(file, COMMENTS).map((value) => value.toString('latin1').trimEnd()),
      ['Fr. ANON-0001', 'Fr. Müller', 'Fr. Müller', 'Fr. ANON-0001'],
    );
  });

  it('knows what is said at any depth, and of what is known besides', () => {
    const file = fileWith(
      'MRN 777-1234 for Roe, tel 089-123456, Alias',
      '',
      'Doe^Jane',
      'LT',
      sequence(0x00101002, [[element(0x00100020, 'LO', '7771234')]]),
      sequence(0x00321064, [[element(0x00080090, 'PN', 'Roe^Richard')]]),
    );
    const patient = { ...PATIENT, known: { names: ['Alias'] } };
    assert.equal(
      cleanValues(file, COMMENTS, patient)[0]!.toString().trimEnd(),
      'MRN ANON-0001 for ANONYMISED, tel ANONYMISED, ANON-0001',
    );
  });

  it('looks for names in no binary value', () => {
    assert.deepEqual(texts(hex('00 01 "Doe" 00 02 00'), '', 'Doe^Jane', 'UN'), ['\0\x01Doe\0\x02\0']);
    assert.deepEqual(texts('by Doe', '', 'Doe^Jane', 'UN'), ['by ANON-0001']);
  });

  it('leaves private creators, which name a block', () => {
    const file = fileWith('x', '', 'Siemenson^Ann', 'LT', element(0x00290010, 'LO', 'SIEMENSON MR'));
    assert.equal(cleanValues(file, 0x00290010)[0]!.toString(), 'SIEMENSON MR');
  });

  it('tells files of two patients apart that come by turns', () => {
    const cleaner = makeCleaner();
    const [doe, roe] = [fileWith('Doe or Roe', '', 'Doe^Jane'), fileWith('Doe or Roe', '', 'Roe^Jim')];
    const clean = (file: typeof doe, anonymisedId: string): string =>
      cleanValues(file, COMMENTS, { ...PATIENT, anonymisedId }, cleaner)[0]!.toString();
    for (let round = 0; round < 3; round++) {
      assert.equal(clean(doe, 'ANON-0001'), 'ANON-0001 or Roe');
      assert.equal(clean(roe, 'ANON-0002'), 'Doe or ANON-0002');
    }
  });

  it('appends to what the sink holds already, and nothing when the value stays', () => {
    const cleaner = makeCleaner();
    const file = fileWith('by Doe', '', 'Doe^Jane', 'LT', element(0x00181030, 'LO', 'Protocol'));
    cleaner.prepare({ ...file, patient: PATIENT });
    const arena = new ByteArena();
    arena.latin1('head ');
    const row = [...file.table.tag].indexOf(COMMENTS);
    const from = file.table.held[row]!;
    assert.equal(cleaner.clean(file.window.bytes, from, from + 6, row, arena), true);
    const other = [...file.table.tag].indexOf(0x00181030);
    assert.equal(
      cleaner.clean(file.window.bytes, file.table.held[other]!, file.table.held[other]! + 8, other, arena),
      false,
    );
    assert.equal(arena.bytes.toString('latin1', 0, arena.used), 'head by ANON-0001');
  });
});
