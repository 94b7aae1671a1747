import type { Example, PolicyLine } from './panel-state';
import type { SwitchId } from '../core/policy/policy';
import { t } from './translate';

/** Stands for a value that is hidden. */
export const MASK = '•••';

/** A line of the table as it stands now. */
export interface LineView {
  readonly text: string;
  /** Its switch is off. */
  readonly isOff: boolean;
  /** "••• → ANON-0001", undefined when no file has the attribute. */
  readonly example: { readonly before: string; readonly after: string } | undefined;
}

/** What becomes of an attribute with these switches on. */
export function viewLine(
  line: PolicyLine,
  on: readonly SwitchId[],
  examples: ReadonlyMap<string, Example>,
): LineView {
  const isOff = line.switch !== null && !on.includes(line.switch);
  const example = line.keys.map((key) => examples.get(key)).find((found) => found !== undefined);
  return { text: isOff ? line.textOff : line.text, isOff, example: example && viewExample(example) };
}

function viewExample({ before, fate, after }: Example): { readonly before: string; readonly after: string } {
  return { before: before ?? MASK, after: afterText(before, fate, after) };
}

function afterText(before: string | null, fate: Example['fate'], after: string | null): string {
  if (fate === 'removed') return t('removed');
  if (fate === 'empty') return t('empty');
  if (after === null) return MASK;
  return before === after ? t('unchanged') : after;
}

/** Whether a line holds every word of the search, in any case; a tag is found in any spelling. */
export function matchesSearch(line: PolicyLine, text: string, search: string): boolean {
  const bare = line.tag.replace(/[(),]/g, '');
  const hay = [line.name, line.tag, bare, text, line.note, line.heading, spaced(line.name)]
    .join('\n')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

/** "PatientName" as "Patient Name": people search for both. */
function spaced(keyword: string): string {
  return keyword.replace(/([a-z])([A-Z])/g, '$1 $2');
}
