import type {
  FoundGroup,
  ReportCalls,
  ReportFound,
  ReportOpening,
  ReportQuery,
} from '../../src/panel/report-protocol';
import { number } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { makeVisible } from '../../src/core/record/visible-text';
import type { Client } from '../../src/rpc/connect';
import { button, searchBox } from '../panel/controls';
import { make, setText } from '../panel/dom';
import { order } from '../panel/extension';
import { SortableTable } from '../table/sortable-table';
import { GroupBody } from './group-body';
import { arrowKeys, keepReachable } from './report-keyboard';

/** So many groups start unfolded; each asks for its first rows. */
const MOST_UNFOLDED = 20;
/** So many folders are named. */
const MOST_FOLDERS = 3;

/** The page of a report: its lines in groups, to be searched, sorted and opened. */
export class ReportPage {
  private readonly count = make('span', { class: 'muted count', role: 'status' });
  private readonly table: SortableTable<string>;
  private readonly folded: Set<number>;
  private bodies: readonly GroupBody[] = [];
  private query: ReportQuery = { search: '', sort: null, descending: false };
  private isAsking = false;
  private isStale = false;

  constructor(
    main: HTMLElement,
    private readonly opening: ReportOpening,
    private readonly extension: Client<ReportCalls>,
  ) {
    const { heading, folders, summary, columns, groups } = opening;
    this.folded = new Set(groups.keys());
    for (let group = 0; group < MOST_UNFOLDED; group++) this.folded.delete(group);
    this.table = new SortableTable({
      label: t(heading),
      columns: columns.map(({ id, title }) => ({ key: id, text: t(title) })),
      empty: t('No line matches the search.'),
      onSort: (id) => this.sortBy(columns.findIndex((column) => column.id === id)),
    });
    arrowKeys(this.table.element);
    main.replaceChildren(
      make('h1', { text: t(heading) }),
      ...folderLines(folders),
      make('p', { class: 'muted', text: summary }),
      make('div', { class: 'results' }, this.buildToolbar(), this.table.element),
    );
  }

  /** Asks for what the query finds, and shows it. While an answer is awaited, only the latest query is kept. */
  refresh(): void {
    this.isStale = true;
    if (!this.isAsking) order(this.ask());
  }

  private buildToolbar(): HTMLElement {
    const box = searchBox(t('Filter by reason, file or any other text'), (search) => {
      this.query = { ...this.query, search };
      this.refresh();
    });
    return make(
      'div',
      { class: 'toolbar' },
      box,
      this.count,
      button({ text: t('Unfold All'), icon: 'expand-all', onClick: () => this.foldAll(false) }),
      button({ text: t('Fold All'), icon: 'collapse-all', onClick: () => this.foldAll(true) }),
    );
  }

  private async ask(): Promise<void> {
    this.isAsking = true;
    try {
      while (this.isStale) {
        this.isStale = false;
        const found = await this.extension.call('find', this.query);
        if (!this.isStale) this.show(found);
      }
    } finally {
      this.isAsking = false;
    }
  }

  private show({ serial, groups }: ReportFound): void {
    const { columns, total } = this.opening;
    const { sort, descending } = this.query;
    this.bodies = groups.map((found) => this.bodyOf(found, serial));
    const key = sort === null ? undefined : columns[sort]?.id;
    this.table.update(
      this.bodies.map(({ element }) => element),
      { key, descending },
    );
    keepReachable(this.table.element);
    const shown = groups.reduce((sum, { count }) => sum + count, 0);
    setText(this.count, t('{0} of {1}', number(shown), number(total)));
  }

  private bodyOf(found: FoundGroup, serial: number): GroupBody {
    const { group } = found;
    const { columns, groups } = this.opening;
    return new GroupBody({
      columns,
      group: groups[group]!,
      found,
      isFolded: this.folded.has(group),
      onFold: (isFolded) => void (isFolded ? this.folded.add(group) : this.folded.delete(group)),
      load: (from) => this.extension.call('rows', { serial, group, from }),
      onOpen: (row, column) => order(this.extension.call('openFile', { row, column })),
    });
  }

  private sortBy(column: number): void {
    const { sort, descending } = this.query;
    this.query = { ...this.query, sort: column, descending: sort === column && !descending };
    this.refresh();
  }

  private foldAll(isFolded: boolean): void {
    for (const body of this.bodies) body.fold(isFolded);
    if (isFolded) for (const group of this.opening.groups.keys()) this.folded.add(group);
    else this.folded.clear();
  }
}

function folderLines(folders: readonly string[]): readonly HTMLElement[] {
  const named = folders.slice(0, MOST_FOLDERS);
  const others = folders.length - named.length;
  return [
    ...named.map((folder) => make('p', { class: 'folder', text: makeVisible(folder) })),
    ...(others > 0 ? [make('p', { class: 'muted', text: t('and {0} more', number(others)) })] : []),
  ];
}
