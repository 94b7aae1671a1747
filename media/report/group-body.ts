import { makeVisible } from '../../src/core/record/visible-text';
import type { FoundGroup, ReportColumn, ReportGroup, ReportRow } from '../../src/panel/report-protocol';
import { number } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { icon, make, setText, show } from '../panel/dom';

export interface GroupOptions {
  readonly columns: readonly ReportColumn[];
  readonly group: ReportGroup;
  readonly found: FoundGroup;
  readonly isFolded: boolean;
  readonly onFold: (isFolded: boolean) => void;
  readonly load: (from: number) => Promise<readonly ReportRow[]>;
  readonly onOpen: (row: number, column: number) => void;
}

/** A group of a report: its heading, which folds it, and as many of its rows as were asked for. */
export class GroupBody {
  readonly element = make('tbody');
  private readonly toggle;
  private readonly arrow = icon('chevron-down', 'arrow');
  private readonly more;
  private readonly moreRow;
  private readonly rows: HTMLElement[] = [];
  private isFolded: boolean;
  private isLoading = false;

  constructor(private readonly options: GroupOptions) {
    const { group, found, columns } = options;
    this.isFolded = options.isFolded;
    const count = make('span', { class: 'muted', text: `(${number(found.count)})` });
    const title = make('span', { class: 'title', text: makeVisible(t(group.title)) });
    this.toggle = stop('fold', () => this.fold(!this.isFolded));
    this.toggle.append(this.arrow, icon(group.tone, group.tone), title, ' ', count);
    this.toggle.addEventListener('keydown', ({ key }) => {
      if (key === 'ArrowLeft') this.fold(true);
      if (key === 'ArrowRight') this.fold(false);
    });
    this.more = stop('more', () => void this.loadMore(true));
    const width = String(columns.length);
    this.moreRow = make('tr', { class: 'more-row' }, make('td', { colspan: width }, this.more));
    const remedy = group.remedy === '' ? [] : [make('div', { class: 'muted remedy', text: t(group.remedy) })];
    const cell = make('th', { scope: 'rowgroup', colspan: width }, this.toggle, ...remedy);
    this.element.append(make('tr', { class: 'group' }, cell), this.moreRow);
    this.showFold();
  }

  /** Hides or shows its rows. */
  fold(isFolded: boolean): void {
    if (this.isFolded === isFolded) return;
    this.isFolded = isFolded;
    this.options.onFold(isFolded);
    this.showFold();
  }

  private showFold(): void {
    this.toggle.setAttribute('aria-expanded', String(!this.isFolded));
    for (const row of this.rows) show(row, !this.isFolded);
    this.showMore();
    if (!this.isFolded && this.rows.length === 0) void this.loadMore(false);
  }

  private showMore(): void {
    const left = this.options.found.count - this.rows.length;
    show(this.moreRow, !this.isFolded && this.rows.length > 0 && left > 0);
    setText(this.more, t('Show More ({0} left)', number(left)));
  }

  private async loadMore(takesFocus: boolean): Promise<void> {
    if (this.isLoading) return;
    this.isLoading = true;
    const loaded = await this.options.load(this.rows.length).catch(() => []);
    this.isLoading = false;
    const rows = loaded.map((row) => this.rowElement(row));
    this.rows.push(...rows);
    this.moreRow.before(...rows);
    for (const row of rows) show(row, !this.isFolded);
    this.showMore();
    if (takesFocus) rows[0]?.querySelector('button')?.focus();
  }

  private rowElement({ row, cells }: ReportRow): HTMLElement {
    const { columns, onOpen } = this.options;
    const elements = columns.map(({ id, opens }, column) => {
      const text = cells[column] ?? '';
      if (!opens) return make('td', { class: id, text: makeVisible(t(text)) });
      if (text === '') return make('td', { class: id });
      const link = stop('file', () => onOpen(row, column));
      link.textContent = makeVisible(text);
      return make('td', { class: id }, link);
    });
    return make('tr', {}, ...elements);
  }
}

/** A button that the arrow keys lead to. */
function stop(className: string, onClick: () => void): HTMLButtonElement {
  const element = make('button', { class: className, 'data-stop': '', tabindex: '-1' });
  element.type = 'button';
  element.addEventListener('click', onClick);
  return element;
}
