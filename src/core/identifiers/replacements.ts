import type { CalendarDate, Finding } from './finding';

/** What stands in place of a finding: text, a date written in the same form, or undefined where it stays. */
export type Replacement = string | CalendarDate | undefined;

/** What a patient's texts are cleaned with. Plain data. */
export interface TextPseudonym {
  /** In place of names and IDs; ASCII. */
  readonly anonymisedId: string;
  /** Days by which dates move back; undefined when dates stay. */
  readonly dateOffset: number | undefined;
  /** The birth date stays; by default it becomes 1 January of its year. */
  readonly keepBirthDate?: boolean;
}

/** In place of other people, accession numbers, phones and places. */
export const NEUTRAL = 'ANONYMISED';

/** A date that may be meant in two ways and would be moved wrongly in one of them. */
const UNCLEAR_DATE = 'DATE';

/** What becomes of a finding by default. */
export function replacementFor(finding: Finding, pseudonym: TextPseudonym): Replacement {
  switch (finding.kind) {
    case 'name':
    case 'id':
      return pseudonym.anonymisedId;
    case 'birth-date':
      return pseudonym.keepBirthDate === true ? undefined : { year: finding.date!.year, month: 1, day: 1 };
    case 'date':
      return movedDate(finding, pseudonym.dateOffset);
    case 'person':
    case 'accession':
    case 'phone':
    case 'address':
    case 'institution':
      return NEUTRAL;
  }
}

function movedDate({ date }: Finding, offset: number | undefined): Replacement {
  if (offset === undefined || date === undefined) return undefined;
  return date.isAmbiguous ? UNCLEAR_DATE : moveBack(date, offset);
}

/** A year of no leap day, for dates that say no year. */
const ANY_YEAR = 2023;

/** A date `days` before; of a month without a day its first. */
function moveBack({ year, month, day }: CalendarDate, days: number): CalendarDate {
  const moved = new Date(Date.UTC(year || ANY_YEAR, month - 1, day || 1));
  moved.setUTCDate(moved.getUTCDate() - days);
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
  };
}
