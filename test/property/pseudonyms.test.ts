import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shiftDate, toFirstOfYear } from '../../src/core/pseudonym/date-shift';
import { foldText, pathIdentifiers } from '../../src/core/pseudonym/path-identifiers';
import { renameSegment } from '../../src/core/pseudonym/path-names';
import { ProjectKey } from '../../src/core/pseudonym/project-key';
import { UidMap } from '../../src/core/pseudonym/uid-map';
import { findUids } from '../../src/core/pseudonym/uid-text';
import { KEY_BYTES, newUid } from '../support/rewriting';

const SEED = 20_260_218;
const DAY = 24 * 60 * 60 * 1000;

const day = fc.integer({ min: Date.UTC(1850, 0, 1) / DAY, max: Date.UTC(2150, 0, 1) / DAY });
const weeks = fc.integer({ min: 1, max: 521 }).map((count) => 7 * count);

function dateText(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10).replaceAll('-', '');
}

function dayOf(text: string): number {
  return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8))) / DAY;
}

describe('dates at random', () => {
  it('keep weekday and interval', () => {
    fc.assert(
      fc.property(day, day, weeks, (one, other, offset) => {
        const [first, second] = [
          dayOf(shiftDate(dateText(one), offset)),
          dayOf(shiftDate(dateText(other), offset)),
        ];
        assert.equal(first, one - offset);
        assert.equal(second - first, other - one);
        assert.equal(new Date(first * DAY).getUTCDay(), new Date(one * DAY).getUTCDay());
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('never come out as they went in, and never throw, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789.-/+:T '), maxLength: 26 }),
        weeks,
        (text, offset) => {
          const moved = shiftDate(text, offset);
          // A year or a month can stay the same year or month when its first day moves by less.
          if (text !== '' && !/^\d{4}(\d{2})?([+-]\d{4})?$/.test(text)) assert.notEqual(moved, text);
          assert.match(toFirstOfYear(text), /^(\d{4}([.\-/]?)01\2?01|\d{4})?$/);
        },
      ),
      { seed: SEED, numRuns: 3000 },
    );
  });
});

describe('UIDs at random', () => {
  const components = fc.array(fc.integer({ min: 0, max: 99_999_999 }), { minLength: 5, maxLength: 9 });
  const uid = components.map((numbers) => `1.3.${numbers.join('.')}`);

  it('are mapped one to one, as HMAC says', () => {
    const map = new UidMap(new ProjectKey(KEY_BYTES));
    fc.assert(
      fc.property(fc.uniqueArray(uid, { maxLength: 20 }), (uids) => {
        const mapped = uids.map((each) => map.mapText(each));
        assert.deepEqual(
          mapped,
          uids.map((each) => newUid(each)),
        );
        assert.equal(new Set(mapped).size, uids.length);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('are found in any text that is no part of them', () => {
    const around = fc.string({ unit: fc.constantFrom(...'abc ,;:()_-/\u00e4'), maxLength: 9 });
    fc.assert(
      fc.property(around, uid, around, (before, each, after) => {
        const found: string[] = [];
        const text = before + each + after;
        findUids(Buffer.from(text, 'latin1'), 0, text.length, (from, to) => found.push(text.slice(from, to)));
        assert.deepEqual(found, [each]);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('path names at random', () => {
  const uids = new UidMap(new ProjectKey(KEY_BYTES));
  const word = fc.string({
    unit: fc.constantFrom(...'AbcDEfghijk\u00fc\u00df\u5c71'),
    minLength: 2,
    maxLength: 8,
  });
  const separator = fc.constantFrom('_', '-', ' ', '.', ',', '');
  const replacement = {
    anonymisedId: '#1',
    dateOffset: 700,
    keepBirthDate: false,
    accessionCode: (): string => '#2',
  };

  it('hold no name of the patient that stood there as words, in any case and order', () => {
    fc.assert(
      fc.property(word, word, separator, fc.boolean(), (family, given, between, isUpper) => {
        const known = { patientId: '', birthDates: [], accessionNumbers: [], studyDates: [] };
        const identifiers = pathIdentifiers({ ...known, names: [`${family}^${given}`] }, replacement);
        const name = `7_${given}${between}${family}_7`;
        const renamed = renameSegment(isUpper ? name.toUpperCase() : name, identifiers, uids);
        for (const part of [family, given]) assert.ok(!foldText(renamed).includes(foldText(part)), renamed);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('are as long and as many as they were where nothing identifies', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        assert.equal(renameSegment(name.replaceAll('.', ''), [], uids), name.replaceAll('.', ''));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
