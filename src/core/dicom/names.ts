/**
 * What attributes are called (PS3.6 2026c, PS3.7 Annex E), for what people read: panel, report, tag view. Not for
 * hot loops; the first call reads the table.
 */
import { canonicalTag, isPrivateCreator } from './dictionary';
import { NAMES } from './names.generated';
import { isGroupLength, isPrivate } from './tags';

interface Names {
  readonly keyword: string;
  readonly name: string;
  readonly vm: string;
  readonly retired: boolean;
}

interface Table {
  /** The line of NAMES, by tag. */
  readonly lines: ReadonlyMap<number, string>;
  readonly tags: ReadonlyMap<string, number>;
}

/** Attributes that PS3.5 defines for every group, or for every private one (§7.2, §7.8.1). */
const GROUP_LENGTH: Names = { keyword: '', name: 'Group Length', vm: '1', retired: true };
const PRIVATE_CREATOR: Names = { keyword: '', name: 'Private Creator', vm: '1', retired: false };

let table: Table | undefined;

function tableOfNames(): Table {
  return (table ??= readTable());
}

function readTable(): Table {
  const lines = new Map<number, string>();
  const tags = new Map<string, number>();
  for (const line of NAMES.trim().split('\n')) {
    const tag = Number.parseInt(line, 16);
    lines.set(tag, line);
    tags.set(parseLine(line).keyword, tag);
  }
  tags.delete('');
  return { lines, tags };
}

function parseLine(line: string): Names {
  const [, keyword = '', name = '', vm = '', retired = ''] = line.split('|');
  return { keyword, name, vm, retired: retired !== '' };
}

function namesOf(tag: number): Names | undefined {
  const { lines } = tableOfNames();
  const line = isPrivate(tag) ? undefined : (lines.get(tag) ?? lines.get(canonicalTag(tag)));
  if (line !== undefined) return parseLine(line);
  if (isGroupLength(tag)) return GROUP_LENGTH;
  return isPrivateCreator(tag) ? PRIVATE_CREATOR : undefined;
}

/** The name of an attribute in PS3.6 ("Patient's Name"), or undefined if it has none there, as private ones. */
export function nameOf(tag: number): string | undefined {
  return namesOf(tag)?.name || undefined;
}

/** The keyword of an attribute in PS3.6 ("PatientName"), or undefined if it has none there. */
export function keywordOf(tag: number): string | undefined {
  return namesOf(tag)?.keyword || undefined;
}

/** The Value Multiplicity of an attribute as PS3.6 writes it ("1", "2-2n"), or undefined if it has none there. */
export function vmOf(tag: number): string | undefined {
  return namesOf(tag)?.vm || undefined;
}

/** Whether PS3.6 marks the attribute as retired. False for attributes it does not have. */
export function isRetired(tag: number): boolean {
  return namesOf(tag)?.retired ?? false;
}

/**
 * The tag of a keyword of PS3.6, case and all; undefined if no attribute has it. For a repeating group the first
 * one: `OverlayData` is (6000,3000).
 */
export function tagOf(keyword: string): number | undefined {
  return tableOfNames().tags.get(keyword);
}

/** Every tag the dictionary holds, ascending; of a repeating group the one that stands for it. */
export function knownTags(): readonly number[] {
  return [...tableOfNames().lines.keys()];
}

/** A tag as PS3.5 §7.1 writes it: "(0010,0020)", hex digits in capitals. */
export function formatTag(tag: number): string {
  const digits = (tag >>> 0).toString(16).toUpperCase().padStart(8, '0');
  return `(${digits.slice(0, 4)},${digits.slice(4)})`;
}

/** The tag that `text` writes as "(0010,0020)", "0010,0020" or "00100020"; undefined if it writes none. */
export function parseTag(text: string): number | undefined {
  const match = /^(?:\(([\da-f]{4}),([\da-f]{4})\)|([\da-f]{4}),?([\da-f]{4}))$/i.exec(text.trim());
  if (!match) return undefined;
  const [, group, element, bareGroup, bareElement] = match;
  return Number.parseInt(`${group ?? bareGroup}${element ?? bareElement}`, 16);
}
