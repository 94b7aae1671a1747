import type { PolicyLine } from '../../src/panel/panel-state';
import { countFates, type TableView, viewLine } from '../../src/panel/policy-view';
import { number } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { button } from './controls';
import { icon, make, setText, show } from './dom';
import { PolicyTableRow } from './policy-rows';

/** Rows that are made at a time: a heading of the standard's profile has hundreds. */
const PAGE = 250;

/** The lines of the policy under one heading, which folds them. Rows are made when they are first seen. */
export class PolicyGroup {
  readonly element: HTMLElement;
  private readonly toggle = make('button', { class: 'fold', 'aria-expanded': 'false' });
  private readonly counts = make('span', { class: 'counts' });
  private readonly more = make('tr', { class: 'more-rows' });
  private readonly rows = new Map<PolicyLine, PolicyTableRow>();
  private shown: readonly PolicyLine[] = [];
  private limit = PAGE;
  private search = '';
  private isOpen: boolean;
  /** While a search lasts, a heading with matches is open unless it was folded. */
  private isOpenInSearch = true;

  constructor(
    heading: string,
    private readonly lines: readonly PolicyLine[],
    isOpen: boolean,
    private readonly onChange: () => void,
  ) {
    this.isOpen = isOpen;
    this.toggle.type = 'button';
    this.toggle.append(
      icon('chevron-right', 'twistie'),
      make('span', { class: 'heading-text', text: heading }),
    );
    this.toggle.addEventListener('click', () => this.fold());
    const head = make(
      'tr',
      { class: 'group' },
      make('th', { scope: 'rowgroup', colspan: '4' }, make('div', {}, this.toggle, this.counts)),
    );
    const showMore = button({ text: t('Show More'), onClick: () => this.showMore() });
    this.more.append(make('td', { colspan: '4' }, showMore));
    this.element = make('tbody', {}, head, this.more);
  }

  /** Shows the lines that the search finds, as they stand now; returns how many. */
  update(view: TableView): number {
    if (view.search !== this.search) this.beginSearch(view.search);
    const found = view.search === '' ? this.lines : this.lines.filter((line) => view.finds(line));
    const isOpen = view.search === '' ? this.isOpen : this.isOpenInSearch;
    this.toggle.setAttribute('aria-expanded', String(isOpen));
    setText(this.counts, countFates(found, view.on));
    this.place(isOpen ? found.slice(0, this.limit) : []);
    for (const line of this.shown) this.rowOf(line).update(viewLine(line, view));
    this.showRest(isOpen ? found.length : 0);
    show(this.element, found.length > 0);
    return found.length;
  }

  private beginSearch(search: string): void {
    this.search = search;
    this.isOpenInSearch = true;
    this.limit = PAGE;
  }

  private fold(): void {
    if (this.search === '') this.isOpen = !this.isOpen;
    else this.isOpenInSearch = !this.isOpenInSearch;
    this.onChange();
  }

  private showMore(): void {
    this.limit += PAGE;
    this.onChange();
  }

  private showRest(count: number): void {
    const left = count - this.shown.length;
    show(this.more, left > 0);
    const text = t('Show {0} more of {1}', number(Math.min(PAGE, left)), number(count));
    const control = this.more.querySelector('vscode-button');
    if (left > 0 && control) setText(control, text);
  }

  /** Puts the rows of these lines between heading and end; others go. */
  private place(lines: readonly PolicyLine[]): void {
    if (lines.length === this.shown.length && lines.every((line, at) => line === this.shown[at])) return;
    for (const line of this.shown) this.rows.get(line)?.element.remove();
    this.more.before(...lines.map((line) => this.rowOf(line).element));
    this.shown = lines;
  }

  private rowOf(line: PolicyLine): PolicyTableRow {
    const known = this.rows.get(line);
    if (known) return known;
    const row = new PolicyTableRow(line);
    this.rows.set(line, row);
    return row;
  }
}
