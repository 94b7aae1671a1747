import type { Example, PolicyTable } from '../../src/panel/panel-state';
import { TableView } from '../../src/panel/policy-view';
import type { SwitchId } from '../../src/core/policy/policy';
import { t } from '../../src/panel/translate';
import { number } from '../../src/panel/survey-view';
import { button, searchBox } from './controls';
import { make, setText, show } from './dom';
import { order, type Extension } from './extension';
import { PolicyGroup } from './policy-group';

/** A table of more lines than this begins folded. */
const MOST_OPEN = 100;
/** Waits so long after the last key before it searches a long table. */
const SEARCH_DELAY_MS = 100;

/** What becomes of each attribute, under headings, with a search and with examples. */
export class PolicyTableView {
  readonly element: HTMLElement;
  private readonly body = make('table');
  private readonly count = make('span', { class: 'muted count', role: 'status' });
  private readonly empty = make('p', {
    class: 'muted no-match',
    text: t('No attribute matches the search.'),
  });
  private readonly reveal;
  private readonly search;
  private groups: readonly PolicyGroup[] = [];
  private table: PolicyTable | undefined;
  private on: readonly SwitchId[] = [];
  private searchTimer = 0;
  private revealed = false;
  private edition = 0;
  private examples: ReadonlyMap<string, Example> = new Map();

  constructor(private readonly extension: Extension) {
    this.search = searchBox(t('Search attributes by name, tag or action'), () => this.searchSoon());
    this.reveal = button({ text: '', icon: 'eye', onClick: () => this.toggleReveal() });
    const scroller = make(
      'div',
      {
        class: 'scroller',
        tabindex: '0',
        role: 'region',
        'aria-label': t('Attributes and what becomes of them'),
      },
      this.body,
      this.empty,
    );
    const toolbar = make('div', { class: 'policy-toolbar' }, this.search, this.count, this.reveal);
    this.element = make('div', { class: 'policy-table' }, toolbar, scroller);
  }

  /** Shows another policy. */
  setTable(table: PolicyTable): void {
    this.table = table;
    const headings = [...new Set(table.lines.map(({ heading }) => heading))];
    const isOpen = table.lines.length <= MOST_OPEN;
    this.groups = headings.map((heading) => {
      const lines = table.lines.filter((line) => line.heading === heading);
      return new PolicyGroup(heading, lines, isOpen, () => this.refresh());
    });
    this.body.replaceChildren(tableHead(), ...this.groups.map(({ element }) => element));
    this.refresh();
  }

  /** Shows the table with these switches on; nothing is touched when nothing has changed. */
  update(on: readonly SwitchId[], edition: number): void {
    const isSame = on.length === this.on.length && on.every((id, at) => id === this.on[at]);
    this.on = on;
    if (edition !== this.edition) this.forgetExamples(edition);
    else if (isSame) return;
    this.refresh();
  }

  private refresh(): void {
    const { table, on, examples } = this;
    if (!table) return;
    const search = this.search.value.trim();
    const view = new TableView(table, on, examples, search);
    const found = this.groups.reduce((sum, group) => sum + group.update(view), 0);
    setText(this.count, search === '' ? '' : t('{0} of {1}', number(found), number(table.lines.length)));
    show(this.empty, found === 0);
    show(this.reveal, this.edition > 0);
    setText(this.reveal, this.revealed ? t('Hide Values') : t('Reveal Values'));
    this.reveal.icon = this.revealed ? 'eye-closed' : 'eye';
  }

  private searchSoon(): void {
    clearTimeout(this.searchTimer);
    this.searchTimer = setTimeout(() => this.refresh(), SEARCH_DELAY_MS);
  }

  private toggleReveal(): void {
    this.revealed = !this.revealed;
    this.loadExamples();
  }

  /** Other examples: hidden again, whatever the last ones were. */
  private forgetExamples(edition: number): void {
    const isOther = this.edition === 0 || edition === 0;
    this.edition = edition;
    if (isOther) this.revealed = false;
    if (edition === 0) this.examples = new Map();
    else this.loadExamples();
  }

  private loadExamples(): void {
    const { edition, revealed } = this;
    const asked = this.extension.call('examples', { revealed });
    order(
      asked.then((examples) => {
        if (edition !== this.edition || revealed !== this.revealed) return;
        this.examples = new Map(examples.map((example) => [example.key, example]));
        this.refresh();
      }),
    );
  }
}

function tableHead(): HTMLElement {
  const columns = [
    ['name', t('Attribute')],
    ['tag', t('Tag')],
    ['becomes', t('What becomes of it')],
    ['example', t('Example from this folder')],
  ] as const;
  const cells = columns.map(([name, text]) => make('th', { scope: 'col', class: name, text }));
  return make('thead', {}, make('tr', {}, ...cells));
}
