import { icon, make, show } from '../panel/dom';

export interface TableColumn<K extends string> {
  /** By what it is sorted, and the class of its cells; undefined for a column that can't be sorted. */
  readonly key: K | undefined;
  readonly text: string;
}

/** How the rows are sorted; without a key, as they came. */
export interface TableOrder<K extends string> {
  readonly key: K | undefined;
  readonly descending: boolean;
}

export interface TableOptions<K extends string> {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly columns: readonly TableColumn<K>[];
  /** What is said instead of rows. */
  readonly empty: string;
  readonly onSort: (key: K) => void;
}

/** A table that scrolls below its headings. The headings sort it. */
export class SortableTable<K extends string> {
  readonly element: HTMLElement;
  private readonly table;
  private readonly headings;
  private readonly empty;

  constructor({ label, columns, empty, onSort }: TableOptions<K>) {
    this.headings = columns.map(({ key, text }) => ({ key, element: heading(key, text, onSort) }));
    const head = make('thead', {}, make('tr', {}, ...this.headings.map(({ element }) => element)));
    this.table = make('table', {}, head);
    this.empty = make('p', { class: 'muted', text: empty });
    const region = { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': label };
    this.element = make('div', region, this.table, this.empty);
  }

  /** Shows these bodies, in this order. */
  update(bodies: readonly HTMLTableSectionElement[], { key, descending }: TableOrder<K>): void {
    for (const { key: own, element } of this.headings) {
      if (own === undefined || own !== key) element.removeAttribute('aria-sort');
      else element.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    }
    // The headings stay where they are: one of them may have the focus.
    for (const body of [...this.table.tBodies]) body.remove();
    this.table.append(...bodies);
    show(
      this.empty,
      bodies.every(({ rows }) => rows.length === 0),
    );
  }
}

function heading<K extends string>(key: K | undefined, text: string, onSort: (key: K) => void): HTMLElement {
  if (key === undefined) return make('th', { scope: 'col', text });
  const sort = make('button', { class: 'sort' }, text, icon('chevron-up', 'direction'));
  sort.type = 'button';
  sort.addEventListener('click', () => onSort(key));
  return make('th', { scope: 'col', class: key }, sort);
}
