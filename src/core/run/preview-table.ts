import { formatTag, keywordOf, nameOf } from '../dicom/names';
import { isPrivate } from '../dicom/tags';
import { VR, vrName } from '../dicom/vr';
import type { Action } from '../policy/action';
import type { PreviewFate, PreviewKind } from '../policy/preview-kinds';

/** One attribute and what becomes of it, over all files. */
export interface PreviewRow {
  readonly tag: number;
  readonly name: string;
  /** The private creator, '' for public attributes. */
  readonly creator: string;
  readonly vr: string;
  readonly fate: PreviewFate;
  readonly action: Action;
  /** What the rule says, in one sentence. */
  readonly why: string;
  readonly kinds: readonly PreviewKind[];
  readonly files: number;
  /** How often it occurs, at any depth. */
  readonly values: number;
}

/** What the first value was, and what would become of it. Patient data. */
export interface PreviewExample {
  readonly before: string;
  readonly after: string;
}

/** What a run would do to a folder. */
export interface PreviewTable {
  readonly rows: readonly PreviewRow[];
  /** By position of the row. */
  readonly examples: readonly PreviewExample[];
  /** Files that are there, DICOM or not. */
  readonly found: number;
  /** Files that the rows are about. */
  readonly dicom: number;
  /** DICOM files that can't be read: they fail in a run, too. */
  readonly failed: number;
  /** Files of which a run would write no copy because of their risks. No row is about them. */
  readonly heldBack: number;
  readonly refused: number;
  /** Occurrences of attributes beyond the most that are told apart. */
  readonly others: number;
}

/** An occurrence of an attribute with what becomes of it. */
export interface Occurrence {
  readonly tag: number;
  readonly creator: string;
  readonly vr: number;
  readonly fate: PreviewFate;
  /** Which rule decides; -1 for none. */
  readonly rule: number;
  readonly action: Action;
  readonly why: string;
}

interface Entry extends Occurrence {
  files: number;
  values: number;
  lastFile: number;
  example: PreviewExample | undefined;
}

/** Attributes that are told apart: private ones can be any number. */
export const MOST_ROWS = 20_000;
/** An example is cut to this many characters. */
export const LONGEST_EXAMPLE = 200;

/** VRs in which people write what they like. */
const TEXT = new Set<number>([VR.LO, VR.LT, VR.PN, VR.SH, VR.ST, VR.UC, VR.UT]);
const DATES = new Set<number>([VR.DA, VR.DT]);

/** The tag of a row; the block of a private element differs from file to file: "(0029,xx01)". */
export function tagText({ tag, creator }: Pick<PreviewRow, 'tag' | 'creator'>): string {
  const text = formatTag(tag);
  return isPrivate(tag) && creator !== '' ? `${text.slice(0, 6)}xx${text.slice(8)}` : text;
}

/** Adds up occurrences; its size depends on how many attributes there are, not on how many files. */
export class PreviewTableBuilder {
  private readonly entries = new Map<string, Entry>();
  private others = 0;

  /** @param example makes the example when this is the first occurrence */
  add(occurrence: Occurrence, file: number, example: () => PreviewExample): void {
    const { tag, creator, fate, rule } = occurrence;
    const key = `${tag} ${fate} ${rule} ${creator}`;
    let entry = this.entries.get(key);
    if (!entry) {
      if (this.entries.size >= MOST_ROWS) return void this.others++;
      entry = { ...occurrence, files: 0, values: 0, lastFile: -1, example: undefined };
      this.entries.set(key, entry);
    }
    entry.values++;
    if (entry.lastFile !== file) entry.files++;
    entry.lastFile = file;
    if (entry.example === undefined || entry.example.before === '') entry.example = cutExample(example());
  }

  finish(counts: Omit<PreviewTable, 'rows' | 'examples' | 'others'>): PreviewTable {
    const entries = [...this.entries.values()].sort(
      (a, b) => a.tag - b.tag || compare(a.creator, b.creator) || compare(a.fate, b.fate),
    );
    return {
      ...counts,
      others: this.others,
      rows: entries.map(rowOfEntry),
      examples: entries.map(({ example }) => example ?? { before: '', after: '' }),
    };
  }
}

/** What kinds of change, or of what stays, an occurrence is. */
export function kindsOf({ tag, vr, fate, action }: Occurrence): readonly PreviewKind[] {
  const isKept = fate === 'kept';
  const isCleaned = fate === 'changed' && action === 'C';
  const kinds: readonly (readonly [PreviewKind, boolean])[] = [
    ['changed', fate === 'changed' || fate === 'emptied' || fate === 'added'],
    ['removed', fate === 'removed'],
    ['keptText', (isKept || isCleaned) && TEXT.has(vr)],
    ['keptPrivate', (isKept || isCleaned) && isPrivate(tag)],
    ['keptDates', isKept && DATES.has(vr)],
  ];
  return kinds.filter(([, holds]) => holds).map(([kind]) => kind);
}

function rowOfEntry(entry: Entry): PreviewRow {
  const { tag, creator, vr, fate, action, why, files, values } = entry;
  const name = keywordOf(tag) ?? nameOf(tag) ?? (isPrivate(tag) ? creator : '');
  return { tag, name, creator, vr: vrName(vr), fate, action, why, kinds: kindsOf(entry), files, values };
}

function cutExample({ before, after }: PreviewExample): PreviewExample {
  return { before: cut(before), after: cut(after) };
}

function cut(text: string): string {
  return text.length <= LONGEST_EXAMPLE ? text : `${text.slice(0, LONGEST_EXAMPLE)}…`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
