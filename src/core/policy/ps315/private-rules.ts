import type { VrName } from '../../dicom/vr';
import type { Rule } from '../policy';
import { HEADING } from './headings';
import { switchOf } from './options';
import { EDITION, type SafePrivateRow, safePrivateRows } from './rows';

/** VRs of which even a safe attribute is cleaned: what a site can type in, and UIDs. */
const CLEANED: ReadonlySet<string> = new Set<VrName>(['LO', 'LT', 'SH', 'ST', 'UC', 'UI', 'UT']);

const CLEANED_SENTENCE = 'Kept as safe, with what is known of the patient and UIDs replaced.';

/** The rules for private attributes: those of Table E.3.10-1 first, then all the others. */
export function privateRules(): readonly Rule[] {
  return [
    ...safePrivateRows().map(safeRule),
    {
      selector: { by: 'private' },
      action: 'X',
      heading: HEADING.private,
      description: 'Removed, also where Retain Safe Private is on: not listed as safe.',
      source: `PS3.15 ${EDITION} Table E.1-1, private attributes: X`,
    },
  ];
}

function safeRule(row: SafePrivateRow): Rule {
  const { creator, group, element, vr } = row;
  const rule = {
    selector: { by: 'private-element', creator, group, element },
    heading: HEADING.private,
    switch: switchOf('r'),
    source: `PS3.15 ${EDITION} Table E.3.10-1, (${hex(group, 4)},xx${hex(element, 2)}) "${creator}"`,
  } as const;
  if (vr === 'SQ') return { ...rule, action: 'K', description: 'Kept as safe, with its items treated.' };
  if (CLEANED.has(vr)) return { ...rule, action: 'C', description: CLEANED_SENTENCE };
  return { ...rule, action: 'K', description: 'Kept as safe.' };
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
