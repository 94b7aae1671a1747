import type { ProjectKey } from './project-key';

const WEEK = 7;
/** Whole weeks within 3,650 days. */
const WEEKS = 521;

/**
 * By how many days the dates of a patient move back: 7 to 3,647, whole weeks, so that weekdays stay. The same for every
 * date of the patient in every run, so that intervals stay exact.
 */
export function dateOffset(key: ProjectKey, patient: string): number {
  return WEEK * (1 + Number(key.digest('date', patient).readBigUInt64BE() % BigInt(WEEKS)));
}

/** A day with or without separators, as scanners write it, and what follows: time and zone of a DT (PS3.5 §6.2). */
const DAY = /^(\d{4})([.\-/]?)(\d{2})\2(\d{2})(\d*(?:\.\d+)?(?:[+-]\d{4})?)$/;
/** A year or a month of the centuries that have patients; six other digits are a day without its century. */
const PARTIAL = /^((?:1[89]|2[01])\d{2})(\d{2})?([+-]\d{4})?$/;

/**
 * One value of VR DA or DT, moved `days` back in the form that it has; time of day and time zone stay. '' when the text
 * is no date: what can't be moved can't be kept. A DT of a year or a month is moved as its first day.
 */
export function shiftDate(text: string, days: number): string {
  const day = DAY.exec(text);
  if (day) {
    const [, year, separator, month, date, rest] = day as unknown as string[];
    const moved = movedDay(Number(year), Number(month), Number(date), days);
    return moved ? `${moved.join(separator)}${rest}` : '';
  }
  const partial = PARTIAL.exec(text);
  if (!partial) return '';
  const [, year, month, zone = ''] = partial;
  const moved = movedDay(Number(year), Number(month ?? 1), 1, days);
  return moved ? moved.slice(0, month ? 2 : 1).join('') + zone : '';
}

/** A birth date reduced to 1 January of its year, in the form that it has; '' when the text is no date. */
export function toFirstOfYear(text: string): string {
  const day = DAY.exec(text);
  if (!day) return /^\d{4}$/.test(text) ? text : '';
  const [, year, separator] = day as unknown as string[];
  return `${year}${separator}01${separator}01`;
}

function movedDay(year: number, month: number, day: number, days: number): string[] | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return undefined; // of two digits none is a whole year too many
  date.setUTCDate(day - days);
  const moved = date.getUTCFullYear();
  if (moved < 0) return undefined;
  return [pad(moved, 4), pad(date.getUTCMonth() + 1, 2), pad(date.getUTCDate(), 2)];
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
