import type { Mapping } from '../mapping/model';
import { compareTexts } from './tally';

/** What a person or thing was called, and what it is called now. */
export interface CrosswalkRow {
  readonly old: string;
  readonly new: string;
}

/** Patient IDs of those patients of the workbook that `occurs` in the outputs; without those who never had an ID. */
export function patientCrosswalk(
  { patients }: Mapping,
  occurs: (anonymisedId: string) => boolean,
): readonly CrosswalkRow[] {
  return sortedRows(
    patients
      .filter(({ patientId, anonymisedId }) => patientId !== '' && occurs(anonymisedId))
      .map(({ patientId, anonymisedId }) => ({ old: patientId, new: anonymisedId })),
  );
}

/** Study Instance UIDs that the workbook knows, of those whose new one `occurs` in the outputs. */
export function studyCrosswalk(
  { studies }: Mapping,
  occurs: (uid: string) => boolean,
): readonly CrosswalkRow[] {
  return sortedRows(
    studies
      .filter(
        ({ studyInstanceUid, newStudyInstanceUid }) => studyInstanceUid !== '' && occurs(newStudyInstanceUid),
      )
      .map(({ studyInstanceUid, newStudyInstanceUid }) => ({
        old: studyInstanceUid,
        new: newStudyInstanceUid,
      })),
  );
}

/** Each pair once, by the old text. */
export function sortedRows(rows: readonly CrosswalkRow[]): readonly CrosswalkRow[] {
  const distinct = new Map(rows.map((row) => [JSON.stringify([row.old, row.new]), row]));
  return [...distinct.values()].sort((a, b) => compareTexts(a.old, b.old) || compareTexts(a.new, b.new));
}

/** The table as RFC 4180 has it, line by line, line ends included. */
export function* crosswalkLines(rows: Iterable<CrosswalkRow>): Generator<string> {
  yield 'id_old,id_new\r\n';
  for (const row of rows) yield `${exactField(row.old)},${exactField(row.new)}\r\n`;
}

/**
 * The field exactly as it is: an ID with an apostrophe in front would be another ID to every program that reads the
 * table, so that nothing is put in front of what a spreadsheet takes for a formula. `hasFormula` tells of them, and the
 * mapping workbook has the same IDs in cells of text for people who want to look at them.
 */
function exactField(text: string): string {
  return /[",;\r\n\t]|^\s|\s$|^[=+\-@＝＋－＠']/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Whether a spreadsheet that opens the table as it is would take an ID for a formula. */
export function hasFormula(rows: readonly CrosswalkRow[]): boolean {
  return rows.some((row) => [row.old, row.new].some((text) => /^\s*[=+\-@＝＋－＠\t\r]/u.test(text)));
}
