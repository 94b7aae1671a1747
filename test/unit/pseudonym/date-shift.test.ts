import assert from 'node:assert/strict';
import { dateOffset, shiftDate, toFirstOfYear } from '../../../src/core/pseudonym/date-shift';
import { ProjectKey } from '../../../src/core/pseudonym/project-key';
import { KEY_BYTES } from '../../support/rewriting';

describe('date offset of a patient', () => {
  const key = new ProjectKey(KEY_BYTES);
  const offsets = Array.from({ length: 3000 }, (_, index) => dateOffset(key, `MRN-${index}`));

  it('is whole weeks, from one to ten years', () => {
    for (const offset of offsets) assert.ok(offset % 7 === 0 && offset >= 7 && offset <= 3650);
    assert.ok(Math.max(...offsets) > 3600 && Math.min(...offsets) < 50);
    assert.ok(new Set(offsets).size > 500);
  });

  it('is the same each time, and another with another key', () => {
    assert.equal(dateOffset(new ProjectKey(KEY_BYTES), 'MRN-1'), offsets[1]);
    const other = new ProjectKey(KEY_BYTES.toReversed());
    assert.notDeepEqual(
      offsets.slice(0, 9).map((_, index) => dateOffset(other, `MRN-${index}`)),
      offsets.slice(0, 9),
    );
  });
});

describe('shifted date', () => {
  const shifts = (days: number, cases: Readonly<Record<string, string>>): void => {
    for (const [date, moved] of Object.entries(cases)) assert.equal(shiftDate(date, days), moved, date);
  };

  it('lies so many days before', () => {
    shifts(7, {
      '20240308': '20240301',
      '20240306': '20240228',
      '20240101': '20231225',
      '00010110': '00010103',
      '00010101': '00001225',
    });
    shifts(3647, { '20240229': '20140306' });
  });

  it('knows leap days', () => {
    shifts(7, {
      '20240307': '20240229',
      '20230307': '20230228',
      '20000307': '20000229',
      '19000307': '19000228',
    });
    shifts(1, { '20240229': '20240228', '20240301': '20240229' });
  });

  it('keeps the form that the date has', () => {
    shifts(7, { '2024.03.08': '2024.03.01', '2024-03-08': '2024-03-01', '2024/03/08': '2024/03/01' });
  });

  it('keeps time of day and zone', () => {
    shifts(7, {
      '20240308101500': '20240301101500',
      '20240308101500.123456+0100': '20240301101500.123456+0100',
      '2024030810': '2024030110',
      '20240308-0500': '20240301-0500',
    });
  });

  it('takes a year or a month for its first day', () => {
    shifts(7, {
      '2024': '2023',
      '1956': '1955',
      '189903': '189902',
      '202403': '202402',
      '2024-0500': '2023-0500',
      '202401+0100': '202312+0100',
    });
  });

  it('is nothing where there was no date, because what can not be moved can not be kept', () => {
    const none = [
      '',
      'unknown',
      '20230229',
      '20241301',
      '20240100',
      '20240132',
      '202413',
      '1756',
      '2256',
      '20200101-20200201',
    ];
    for (const text of [...none, '2024.0308', '1/2/2024', '08.03.2024', '*', '20240308T101500']) {
      assert.equal(shiftDate(text, 7), '', text);
    }
  });

  it('is nothing where it would lie before the year 0', () => {
    assert.equal(shiftDate('00000103', 7), '');
  });
});

describe('a date of a month that there is not', () => {
  it('is none', () => {
    for (const text of ['20231305', '20230005', '20230230']) assert.equal(shiftDate(text, 7), '', text);
  });
});

describe('birth date reduced to its year', () => {
  it('is 1 January in the form that it has', () => {
    const cases = {
      '19561103': '19560101',
      '1956.11.03': '1956.01.01',
      '1956-11-03': '1956-01-01',
      '1956': '1956',
    };
    for (const [date, reduced] of Object.entries(cases)) assert.equal(toFirstOfYear(date), reduced);
  });

  it('loses time and zone', () => {
    assert.equal(toFirstOfYear('19561103101500+0100'), '19560101');
  });

  it('is nothing where there was no date', () => {
    for (const text of ['', 'unknown', '56', '195611', '3.11.1956', '19561103 approx.']) {
      assert.equal(toFirstOfYear(text), '', text);
    }
  });
});
