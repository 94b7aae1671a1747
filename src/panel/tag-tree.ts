import type { TagRow } from './tag-view-protocol';

/**
 * Which rows of the tree are shown: not those inside a folded row, and while searching only matches and what they
 * lie in. Rows are known by their index in the file; they may still be arriving.
 */
export class TagTree {
  private rows: TagRow[] = [];
  /** The index of the row each row lies in, -1 at the top level. */
  private parents: number[] = [];
  /** The last row so far at each depth. */
  private path: number[] = [];
  private readonly folded = new Set<number>();
  private sought = '';
  private shown: number[] = [];
  private matches = 0;
  private attributes = 0;

  /** The indices of the rows to show, ascending. */
  get visible(): readonly number[] {
    return this.shown;
  }

  /** How many attributes match the search. */
  get matchCount(): number {
    return this.matches;
  }

  /** How many attributes have arrived, items not counted. */
  get attributeCount(): number {
    return this.attributes;
  }

  /** What is searched for, in lower case; '' for nothing. */
  get query(): string {
    return this.sought;
  }

  get isSearching(): boolean {
    return this.sought !== '';
  }

  /** The row with this index in the file. */
  row(index: number): TagRow | undefined {
    return this.rows[index];
  }

  /** Adds the next rows of the file. */
  append(rows: readonly TagRow[]): void {
    for (const row of rows) {
      this.path[row.depth] = this.rows.length;
      this.parents.push(row.depth > 0 ? (this.path[row.depth - 1] ?? -1) : -1);
      this.rows.push(row);
      if (row.kind !== 'item') this.attributes++;
    }
    this.refresh();
  }

  /** Forgets all rows; the search stays. */
  clear(): void {
    this.rows = [];
    this.parents = [];
    this.path = [];
    this.attributes = 0;
    this.folded.clear();
    this.refresh();
  }

  /** Shows only rows whose tag, VR, keyword, name or value holds `text`, in any case; '' shows all. */
  search(text: string): void {
    this.sought = text.trim().toLowerCase();
    this.refresh();
  }

  isFolded(index: number): boolean {
    return !this.isSearching && this.folded.has(index);
  }

  canFold(index: number): boolean {
    return (this.rows[index]?.inside ?? 0) > 0;
  }

  /** Folds or unfolds a row that has rows inside; any other is left alone. */
  fold(index: number, folded: boolean): void {
    if (!this.canFold(index)) return;
    if (folded) this.folded.add(index);
    else this.folded.delete(index);
    this.refresh();
  }

  /** Folds or unfolds everything. */
  foldAll(folded: boolean): void {
    this.folded.clear();
    if (folded) this.rows.forEach((row, index) => row.inside > 0 && this.folded.add(index));
    this.refresh();
  }

  /** The index of the row that `index` lies in, or undefined at the top level. */
  parentOf(index: number): number | undefined {
    const parent = this.parents[index] ?? -1;
    return parent < 0 ? undefined : parent;
  }

  private refresh(): void {
    if (this.isSearching) this.refreshMatches();
    else this.refreshUnfolded();
  }

  private refreshUnfolded(): void {
    const shown: number[] = [];
    for (let index = 0; index < this.rows.length; index++) {
      shown.push(index);
      if (this.folded.has(index)) index += this.rows[index]?.inside ?? 0;
    }
    this.shown = shown;
    this.matches = this.attributes;
  }

  private refreshMatches(): void {
    const keep = new Set<number>();
    this.matches = 0;
    this.rows.forEach((row, index) => {
      if (!matches(row, this.sought)) return;
      this.matches++;
      for (let at: number | undefined = index; at !== undefined && !keep.has(at); at = this.parentOf(at))
        keep.add(at);
    });
    this.shown = [...keep].sort((a, b) => a - b);
  }
}

/** Whether a row holds `query` (lower case); a tag is found as "(0010,0020)", "0010,0020" and "00100020". */
export function matches({ kind, tag, vr, keyword, name, value }: TagRow, query: string): boolean {
  if (kind === 'item') return false;
  return (
    name.toLowerCase().includes(query) ||
    value.toLowerCase().includes(query) ||
    keyword.toLowerCase().includes(query) ||
    tag.toLowerCase().includes(query) ||
    tag.toLowerCase().replace(/[(),]/g, '').includes(query) ||
    vr.toLowerCase() === query
  );
}
