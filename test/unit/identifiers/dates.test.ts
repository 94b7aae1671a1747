import assert from 'node:assert/strict';
import { found, withDates } from '../../support/finding-text';

const OTHER = { year: 2022, month: 3, day: 7 };

/** A text and what it becomes when its date, 31 January 2024 or 5 June 2024, becomes 7 March 2022. */
const FORMS: readonly (readonly [string, string])[] = [
  ['20240131', '20220307'],
  ['20240131120000', '20220307120000'],
  ['2024-01-31T12:00', '2022-03-07T12:00'],
  ['2024/01/31', '2022/03/07'],
  ['2024.01.31', '2022.03.07'],
  ['2024_01_31', '2022_03_07'],
  ['31.01.2024', '07.03.2022'],
  ['31.1.2024', '7.3.2022'],
  ['31/01/24', '07/03/22'],
  ['31-01-2024', '07-03-2022'],
  ['31.01.24', '07.03.22'],
  ['01/31/2024', '03/07/2022'],
  ['1/31/24', '3/7/22'],
  ['31 01 2024', '07 03 2022'],
  ['31 Jan 2024', '7 Mar 2022'],
  ['31-JAN-2024', '7-MAR-2022'],
  ['31JAN2024', '07MAR2022'],
  ["31 Jan '24", "7 Mar '22"],
  ['January 31st 2024', 'March 7th 2022'],
  ['January 31, 2024', 'March 7, 2022'],
  ['31st of January 2024', '7th of March 2022'],
  ['2024 Jan 31', '2022 Mar 7'],
  ['Wed Jan 31 11:14:42 EDT 2024', 'Wed Mar 7 11:14:42 EDT 2022'],
  ['January 2024', 'March 2022'],
  ['01/2024', '03/2022'],
  ['2024-01', '2022-03'],
  ['31. Januar 2024', '7. März 2022'],
  ['31. JANUAR 2024', '7. MÄRZ 2022'],
  ['le 31 janvier 2024', 'le 7 mars 2022'],
  ['1er février 2024', '7 mars 2022'],
  ['31 de enero de 2024', '7 de marzo de 2022'],
  ['il 31 gennaio 2024', 'il 7 marzo 2022'],
  ['31 de janeiro de 2024', '7 de março de 2022'],
  ['op 31 januari 2024', 'op 7 maart 2022'],
  ['31 января 2024 г.', '7 марта 2022 г.'],
  ['31 Ιανουαρίου 2024', '7 Μαρτίου 2022'],
  ['31 يناير 2024', '7 مارس 2022'],
  ['2024年1月31日', '2022年3月7日'],
  ['2024年01月31日', '2022年03月07日'],
  ['２０２４年１月３１日', '2022年3月7日'],
  ['2024년 1월 31일', '2022년 3월 7일'],
  ['令和6年1月31日', '令和4年3月7日'],
  ['平成30年6月5日', '令和4年3月7日'],
  ['31 Jan', '7 Mar'],
  ['January 31st', 'March 7th'],
  ['am 31.01.', 'am 07.03.'],
  ['vom 5.6.24', 'vom 7.3.22'],
  ['le 5 mars', 'le 7 mars'],
  ['since 3/2023', 'since 3/2022'],
  ['born 31 1 2024', 'born 7 3 2022'],
];

const NO_DATES: readonly string[] = [
  ...[
    'version 5.2.10',
    '12/15 points',
    '5.0 x 5.0 mm',
    'T1 2.5',
    '12345678',
    '20241331',
    '99999999',
    '1-200',
  ],
  ...['may 5 mm', 'SET 1', 'MAR 2', '31.02.2024', 'ratio 3/4', '1.2.24', '120000', '2 of 12', '0.5.10'],
];

describe('Dates in text', () => {
  for (const [text, expected] of FORMS) {
    it(`writes another date in the form of "${text}"`, () => assert.equal(withDates(text, OTHER), expected));
  }

  for (const text of NO_DATES) {
    it(`finds no date in "${text}"`, () => assert.deepEqual(found({}, text), []));
  }

  it('knows the birth date in any form, also without century, year or day', () => {
    const known = { birthDates: ['19600203'] };
    for (const text of [
      '19600203',
      '3.2.1960',
      '02/03/1960',
      '3 Feb 60',
      '3 February',
      'February 1960',
      '昭和35年2月3日',
    ]) {
      assert.deepEqual(found(known, text), [`birth-date: ${text}`]);
    }
  });

  it('are written with the ordinals of their days', () => {
    const ordinals = { 1: 'st', 2: 'nd', 3: 'rd', 4: 'th', 11: 'th', 12: 'th', 13: 'th', 22: 'nd', 31: 'st' };
    for (const [day, ordinal] of Object.entries(ordinals))
      assert.equal(
        withDates('January 30th 2024', { year: 2022, month: 3, day: Number(day) }),
        `March ${day}${ordinal} 2022`,
      );
    assert.equal(withDates('1er février 2024', { year: 2022, month: 3, day: 1 }), '1er mars 2022');
  });

  it('are found in the first year of an era, which has a name of its own', () => {
    assert.equal(withDates('令和元年6月5日', { year: 2018, month: 3, day: 7 }), '平成30年3月7日');
  });

  it('reads day and month as a known date has them', () => {
    assert.equal(withDates('02/03/2024', OTHER, { dates: ['20240203'] }), '03/07/2022');
    assert.equal(withDates('02/03/2024', OTHER, { dates: ['20240302'] }), '07/03/2022');
  });

  it('reads day and month as another date of the text, or its language, has them', () => {
    assert.equal(withDates('02/03/2024, 25/12/2023', OTHER), '07/03/2022, 07/03/2022');
    assert.equal(withDates('02/03/2024, 12/25/2023', OTHER), '03/07/2022, 03/07/2022');
    assert.equal(
      withDates('examen du 02/03/2024 avec injection', OTHER),
      'examen du 07/03/2022 avec injection',
    );
  });
});
