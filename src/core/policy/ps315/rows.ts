import { ATTRIBUTES } from './attributes-2026c';
import { CONCEPTS } from './concepts-2026c';
import { SAFE_PRIVATE } from './safe-private-2026c';

/** Edition of the standard that the tables are of. */
export const EDITION = '2026c';

/** A column of Table E.1-1 by the letter that stands for it in the tables of this folder. */
export type Column = 'r' | 'u' | 'd' | 'i' | 'p' | 'f' | 'm' | 't' | 's' | 'g';

/** What an option asks for: to keep, or to clean. */
export interface OptionAction {
  readonly column: Column;
  readonly code: 'K' | 'C';
}

/** A row of Table E.1-1. */
export interface AttributeRow {
  readonly tag: number;
  /** The bits of the tag that count; all of them but in repeating groups. */
  readonly mask: number;
  /** Code of the Basic Profile: 'X', 'Z/D' (Table E.1-1a). */
  readonly code: string;
  readonly options: readonly OptionAction[];
}

/** A row of Table E.3.4-1. */
export interface ConceptRow {
  readonly value: string;
  readonly scheme: string;
  readonly valueType: string;
  readonly code: string;
  readonly options: readonly OptionAction[];
  readonly meaning: string;
}

/** A row of Table E.3.10-1. */
export interface SafePrivateRow {
  readonly creator: string;
  readonly group: number;
  /** Low byte of the element number. */
  readonly element: number;
  /** '--' where the table states none. */
  readonly vr: string;
}

/** The six cells of a line of Table E.3.4-1. */
type Cells = [string, string, string, string, string, string];

/** The line of Table E.1-1 for private attributes, which rules of their own treat. */
const PRIVATE = 'private';

/** The rows of PS3.15 Table E.1-1 but the one for private attributes, in the order of the standard. */
export function attributeRows(): readonly AttributeRow[] {
  return linesOf(ATTRIBUTES)
    .filter((line) => !line.startsWith(PRIVATE))
    .map((line) => {
      const [pattern, code, options = ''] = line.split(' ') as [string, string, string?];
      return { ...tagAndMask(pattern), code, options: optionsOf(options) };
    });
}

/** The rows of PS3.15 Table E.3.4-1, in the order of the standard. */
export function conceptRows(): readonly ConceptRow[] {
  return linesOf(CONCEPTS).map((line) => {
    const [value, scheme, valueType, code, options, meaning] = line.split('|') as Cells;
    return { value, scheme, valueType, code, options: optionsOf(options), meaning };
  });
}

/** The rows of PS3.15 Table E.3.10-1, by private creator and group. */
export function safePrivateRows(): readonly SafePrivateRow[] {
  return linesOf(SAFE_PRIVATE).flatMap((line) => {
    const [creator, group, elements] = line.split('|') as [string, string, string];
    return elements.split(' ').map((entry) => ({
      creator,
      group: Number.parseInt(group, 16),
      element: Number.parseInt(entry.slice(0, 2), 16),
      vr: entry.slice(2),
    }));
  });
}

/** The lines of a table that stands in the source as one text. */
export function linesOf(table: string): readonly string[] {
  return table.trim().split('\n');
}

function tagAndMask(pattern: string): { readonly tag: number; readonly mask: number } {
  return {
    tag: Number.parseInt(pattern.replaceAll('x', '0'), 16),
    mask: Number.parseInt(pattern.replaceAll(/[^x]/g, 'f').replaceAll('x', '0'), 16),
  };
}

/** Large letters keep, small ones clean. */
function optionsOf(letters: string): readonly OptionAction[] {
  return [...letters].map((letter) => {
    const column = letter.toLowerCase() as Column;
    return { column, code: letter === column ? 'C' : 'K' };
  });
}
