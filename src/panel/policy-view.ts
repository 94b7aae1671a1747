import type { SwitchId } from '../core/policy/policy';
import type { FateKind } from '../core/policy/policy-summary';
import type { Example, LineFate, PolicyLine, PolicySwitch, PolicyTable } from './panel-state';
import { number } from './survey-view';
import { t } from './translate';

/** Stands for a value that is hidden. */
export const MASK = '•••';

/** A line of the table as it stands now. */
export interface LineView {
  readonly text: string;
  readonly note: string;
  /** The row of the standard that it comes from, '' for none. */
  readonly source: string;
  /** Something else would become of the attribute if all switches stood as they do by default. */
  readonly isTurned: boolean;
  /** "••• → ANON-0001", undefined when no file has the attribute. */
  readonly example: { readonly before: string; readonly after: string } | undefined;
}

/** What becomes of the attributes of a line while these switches are on. */
export function fateNow({ fates }: PolicyLine, on: ReadonlySet<SwitchId>): LineFate {
  return fates.find((fate) => fate.switch === null || on.has(fate.switch)) ?? fates.at(-1)!;
}

/** All that decides how the lines of a table look: the switches, the examples and the search. */
export class TableView {
  readonly on: ReadonlySet<SwitchId>;
  /** The switches that are on by default. */
  readonly usual: ReadonlySet<SwitchId>;

  constructor(
    { switches }: Pick<PolicyTable, 'switches'>,
    on: readonly SwitchId[],
    readonly examples: ReadonlyMap<string, Example>,
    readonly search: string,
  ) {
    this.on = new Set(on);
    this.usual = new Set(switches.filter(({ onByDefault }) => onByDefault).map(({ id }) => id));
  }

  /** Whether the search finds the line, by what becomes of it now, too. */
  finds(line: PolicyLine): boolean {
    return matchesSearch(line, fateNow(line, this.on), this.search);
  }
}

/** A line as it stands now. */
export function viewLine(line: PolicyLine, { on, usual, examples }: TableView): LineView {
  const fate = fateNow(line, on);
  const { text, note, source } = fate;
  const example = line.keys.map((key) => examples.get(key)).find((found) => found !== undefined);
  return {
    ...{ text, note, source },
    isTurned: fate !== fateNow(line, usual),
    example: example && viewExample(example),
  };
}

/** What becomes of the lines under a heading: "54 removed · 3 emptied"; what does not occur is left out. */
export function countFates(lines: readonly PolicyLine[], on: ReadonlySet<SwitchId>): string {
  const kinds = lines.map((line) => fateNow(line, on).kind);
  const count = (kind: FateKind): number => kinds.filter((each) => each === kind).length;
  return FATE_KINDS.flatMap((kind) => (count(kind) === 0 ? [] : [fateText(kind, count(kind))])).join(' · ');
}

const FATE_KINDS = [
  'removed',
  'emptied',
  'replaced',
  'cleaned',
  'kept',
] as const satisfies readonly FateKind[];

function fateText(kind: FateKind, count: number): string {
  const many = number(count);
  switch (kind) {
    case 'removed':
      return t('{0} removed', many);
    case 'emptied':
      return t('{0} emptied', many);
    case 'replaced':
      return t('{0} replaced', many);
    case 'cleaned':
      return t('{0} cleaned', many);
    case 'kept':
      return t('{0} kept', many);
  }
}

/** A switch with what it turns off. */
export function switchText({ description, excludes }: PolicySwitch, { switches }: PolicyTable): string {
  const titles = switches.filter(({ id }) => excludes.includes(id)).map(({ title }) => title);
  return titles.length === 0
    ? t(description)
    : `${t(description)} ${t('Not together with {0}.', titles.join(', '))}`;
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

/** Whether a line, with what becomes of it, holds every word of the search, in any case; a tag is found in any spelling. */
export function matchesSearch(line: PolicyLine, fate: LineFate, search: string): boolean {
  if (search === '') return true;
  const bare = line.tag.replace(/[(),]/g, '');
  const hay = [line.name, line.tag, bare, fate.text, fate.note, fate.source, line.heading, spaced(line.name)]
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
