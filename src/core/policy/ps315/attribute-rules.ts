import { vrOf } from '../../dicom/dictionary';
import type { Rule, Selector } from '../policy';
import { HEADING, headingOf } from './headings';
import { optionEffect } from './option-action';
import { optionTitle, switchOf } from './options';
import { profileAction } from './profile-action';
import { type AttributeRow, attributeRows, EDITION, type OptionAction } from './rows';
import { placeRules } from './treatments';

const WHOLE = 0xffffffff;

/** The patient's name and ID: the anonymised ID is what Z and Z/D allow, a value that may be a dummy. */
const PSEUDONYMS: ReadonlySet<number> = new Set([0x00100010, 0x00100020]);

/** What a reader should know of an attribute beyond its row. */
const NOTES: ReadonlyMap<number, string> = new Map([
  [0x00101010, 'an age over 89 may tell who the patient is'],
  [
    0x00420011,
    'in place of a PDF stands a page that says so, in place of other documents a short text or nothing',
  ],
]);

/**
 * The rules for the rows of PS3.15 Table E.1-1, those of the options before that of the profile, which they override
 * (E.1.1). Where two options disagree, cleaning goes before keeping: it protects more and keeps the sense.
 */
export function attributeRules(): readonly Rule[] {
  return attributeRows().flatMap((row) => {
    const vr = vrOf(row.tag);
    const heading = headingOf(row, vr);
    if (PSEUDONYMS.has(row.tag)) return [pseudonymRule(row)];
    const options = cleaningFirst(row.options).flatMap((option) => optionRule(row, vr, heading, option));
    return [...options, ...placeRules(row.tag, heading), profileRule(row, heading)].map((rule) =>
      withNote(rule, NOTES.get(row.tag)),
    );
  });
}

/** The options of a row with those that clean first. */
export function cleaningFirst(options: readonly OptionAction[]): readonly OptionAction[] {
  return [...options.filter(({ code }) => code === 'C'), ...options.filter(({ code }) => code === 'K')];
}

function withNote(rule: Rule, note: string | undefined): Rule {
  return note === undefined ? rule : { ...rule, note };
}

function pseudonymRule(row: AttributeRow): Rule {
  return {
    selector: selectorOf(row),
    action: 'pseudonym',
    heading: HEADING.patient,
    description: 'Becomes the anonymised ID.',
    source: sourceOf(row, row.code),
  };
}

function profileRule(row: AttributeRow, heading: string): Rule {
  return {
    selector: selectorOf(row),
    ...profileAction(row.tag, row.code),
    heading,
    source: sourceOf(row, row.code),
  };
}

function optionRule(row: AttributeRow, vr: number, heading: string, option: OptionAction): readonly Rule[] {
  const effect = optionEffect(row.tag, vr, option);
  if (!effect) return [];
  const source = sourceOf(row, `${option.code} with ${optionTitle(option.column)}`);
  return [{ selector: selectorOf(row), ...effect, heading, switch: switchOf(option.column), source }];
}

function selectorOf({ tag, mask }: AttributeRow): Selector {
  return mask === WHOLE ? { by: 'tag', tag } : { by: 'pattern', tag, mask };
}

function sourceOf({ tag, mask }: AttributeRow, code: string): string {
  return `PS3.15 ${EDITION} Table E.1-1, ${patternText(tag, mask)}: ${code}`;
}

/** "(0010,0010)", "(60xx,3000)". */
function patternText(tag: number, mask: number): string {
  const bits = hex(mask);
  const digits = [...hex(tag)].map((digit, at) => (bits[at] === '0' ? 'x' : digit)).join('');
  return `(${digits.slice(0, 4)},${digits.slice(4)})`;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0');
}
