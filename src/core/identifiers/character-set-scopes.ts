import { type CharacterSet, characterSetOf } from '../dicom/charset';
import type { ElementTable } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { TAG } from '../dicom/tags';

/** A file that was scanned. */
export interface ScannedFile {
  readonly window: HeaderWindow;
  readonly table: ElementTable;
  readonly layout: FileLayout;
}

/** The row that stands for the data set itself, which has no Item. */
const TOP_LEVEL = -1;

const DEFAULT = characterSetOf('');

/**
 * The character set of each element of a file: that of Specific Character Set (0008,0005) in its Item, or in the
 * nearest one around it, or at the top level (PS3.5 §6.1.2.3, PS3.3 C.12.1.1.2).
 */
export class CharacterSetScopes {
  private readonly known = new Map<string, CharacterSet>();
  private readonly scopes = new Map<number, CharacterSet>();
  private table!: ElementTable;
  private lastTerms = new Uint8Array(0);
  private lastSet = DEFAULT;

  /** Looks for the character sets that a file declares. */
  prepare({ window, table, layout }: ScannedFile): void {
    this.table = table;
    this.scopes.clear();
    for (let row = layout.dataSetRow; row < table.count; row++) {
      if (table.tag[row] === TAG.SpecificCharacterSet && table.held[row]! >= 0)
        this.scopes.set(table.parent[row]!, this.setOf(window, row));
    }
  }

  /** The character set of the value of a row of the file that was prepared last. */
  of(row: number): CharacterSet {
    if (this.scopes.size > 1 || !this.scopes.has(TOP_LEVEL)) {
      for (let item = this.table.parent[row]!; item >= 0; item = this.table.parent[item]!) {
        const set = this.scopes.get(item);
        if (set) return set;
      }
    }
    return this.scopes.get(TOP_LEVEL) ?? DEFAULT;
  }

  /** The set that a row declares: most often the one that the last row declared. */
  private setOf(window: HeaderWindow, row: number): CharacterSet {
    const held = this.table.held[row]!;
    const length = this.table.valueLength(row);
    if (!this.isLast(window.bytes, held, length)) {
      this.lastTerms = window.bytes.slice(held, held + length);
      const terms = Buffer.from(this.lastTerms).toString('latin1');
      this.lastSet = this.known.get(terms) ?? characterSetOf(terms);
      this.known.set(terms, this.lastSet);
    }
    return this.lastSet;
  }

  private isLast(bytes: Uint8Array, from: number, length: number): boolean {
    const { lastTerms } = this;
    if (lastTerms.length !== length) return false;
    for (let at = 0; at < length; at++) if (lastTerms[at] !== bytes[from + at]) return false;
    return true;
  }
}
