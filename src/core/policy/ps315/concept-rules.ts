import type { Action } from '../action';
import type { Rule } from '../policy';
import { cleaningFirst } from './attribute-rules';
import { HEADING } from './headings';
import { cleaned, kept, movedDate, type OptionEffect } from './option-action';
import { optionTitle, switchOf } from './options';
import type { ProfileAction } from './profile-action';
import { type ConceptRow, conceptRows, EDITION, type OptionAction } from './rows';
import { VR } from '../../dicom/vr';

/** VR of the value of a Content Item by its Value Type (PS3.3 §C.17.3); SQ where it is a sequence. */
const VALUE_VR: Readonly<Record<string, number>> = {
  TEXT: VR.UT,
  PNAME: VR.PN,
  DATE: VR.DA,
  TIME: VR.TM,
  DATETIME: VR.DT,
  UIDREF: VR.UI,
};

/** Value Types that refer to other instances: new UIDs are the dummy values that keep the references. */
const REFERENCES: ReadonlySet<string> = new Set(['UIDREF', 'IMAGE', 'COMPOSITE', 'WAVEFORM']);

/**
 * Codes of SNOMED RT for the concepts that the table names by SNOMED CT; older files have them, under three names of the
 * scheme (E.3.4 Note 3, PS3.16 Annex on SNOMED).
 */
const RETIRED_CODES: Readonly<Record<string, string>> = {
  '440252007': 'PA-30029',
  '398164008': 'DF-0070B',
  '398325003': 'DF-0068E',
  '371524004': 'R-42B89',
  '116224001': 'DD-60002',
  '271921002': 'F-00033',
  '363698007': 'G-C0E3',
  '160476009': 'F-02455',
  '398201009': 'G-D321',
  '397898000': 'G-D320',
};
const RETIRED_SCHEMES = ['SRT', 'SNM3', '99SDM'] as const;

/** Subject Name and Subject ID (PS3.16 DCM 121029, 121030). */
const SUBJECT: ReadonlySet<string> = new Set(['121029', '121030']);

/**
 * The rules for the concepts of PS3.15 Table E.3.4-1 in Content Items. Those of the retain and clean options go before
 * that of the profile, which holds while Clean Structured Content is on; without it the content goes as a whole.
 */
export function conceptRules(): readonly Rule[] {
  return conceptRows()
    .flatMap(withRetiredCodes)
    .flatMap((row) => [
      ...cleaningFirst(row.options).map((option) => optionRule(row, option)),
      {
        ...base(row),
        ...conceptAction(row),
        switch: switchOf('s'),
        source: sourceOf(row, row.code),
      },
    ]);
}

function withRetiredCodes(row: ConceptRow): readonly ConceptRow[] {
  const value = row.scheme === 'SCT' ? RETIRED_CODES[row.value] : undefined;
  if (value === undefined) return [row];
  return [row, ...RETIRED_SCHEMES.map((scheme) => ({ ...row, value, scheme }))];
}

function base({
  value,
  scheme,
  valueType,
  meaning,
}: ConceptRow): Pick<Rule, 'selector' | 'heading' | 'listedAs'> {
  return {
    selector: { by: 'concept', code: value, scheme, valueType },
    heading: HEADING.content,
    listedAs: meaning,
  };
}

/** Compound codes take the last choice: the templates that make a Content Item mandatory are not told apart. */
function conceptAction({ value, valueType, code }: ConceptRow): ProfileAction {
  if (SUBJECT.has(value)) return { action: 'pseudonym', description: 'Becomes the anonymised ID.' };
  const choice = code.split('/').at(-1) as Action;
  if (choice === 'X') return { action: 'X', description: 'The content item is removed.' };
  return REFERENCES.has(valueType)
    ? { action: 'U', description: 'The reference is kept with new UIDs.' }
    : { action: 'D', description: 'The value is replaced by a dummy.' };
}

function optionRule(row: ConceptRow, option: OptionAction): Rule {
  const source = sourceOf(row, `${option.code} with ${optionTitle(option.column)}`);
  return { ...base(row), ...optionEffect(row, option), switch: switchOf(option.column), source };
}

/** Every option cleans something of a concept: the table moves the dates of dates only. */
function optionEffect({ valueType }: ConceptRow, { column, code }: OptionAction): OptionEffect {
  if (code === 'K') return kept(column);
  const vr = VALUE_VR[valueType] ?? VR.SQ;
  return column === 'm' ? movedDate(vr)! : cleaned(vr, column);
}

function sourceOf({ value, scheme, meaning }: ConceptRow, code: string): string {
  return `PS3.15 ${EDITION} Table E.3.4-1, (${value}, ${scheme}, "${meaning}"): ${code}`;
}
