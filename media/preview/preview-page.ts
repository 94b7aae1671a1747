import { PREVIEW_KINDS, type PreviewKind } from '../../src/core/policy/preview-kinds';
import {
  LINES_PER_PAGE,
  type PreviewCalls,
  type PreviewLine,
  type PreviewLineExample,
  type PreviewOpening,
  type PreviewState,
} from '../../src/panel/preview-protocol';
import { filterLabel, findLines, type SortKey, stateText } from '../../src/panel/preview-view';
import { number } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import type { Client } from '../../src/rpc/connect';
import { button, enable, searchBox } from '../panel/controls';
import { make, setText, show } from '../panel/dom';
import { order } from '../panel/extension';
import { PreviewTableView } from './preview-table-view';

const KINDS: readonly (PreviewKind | undefined)[] = [undefined, ...PREVIEW_KINDS];
/** Rows that are drawn at most: a person narrows the search before reading more. */
const MOST_ROWS = 1000;

/** The page of a preview: what becomes of every attribute, to be searched, filtered and sorted. */
export class PreviewPage {
  private readonly status = make('p', { class: 'muted', role: 'status' });
  private readonly count = make('span', { class: 'muted count', role: 'status' });
  private readonly table = new PreviewTableView((key) => this.sortBy(key));
  private readonly filters;
  private readonly reveal;
  private readonly cancel;
  private readonly results: HTMLElement;
  private lines: readonly PreviewLine[] = [];
  private isLoading = false;
  private examples = new Map<number, PreviewLineExample>();
  private isRevealed = false;
  private kind: PreviewKind | undefined;
  private search = '';
  private sort: SortKey = 'tag';
  private descending = false;

  constructor(
    main: HTMLElement,
    { folder, policy }: PreviewOpening,
    private readonly extension: Client<PreviewCalls>,
  ) {
    this.filters = KINDS.map((kind) => filterButton(() => this.filterBy(kind)));
    this.reveal = button({ text: '', icon: 'eye', onClick: () => this.toggleReveal() });
    this.cancel = button({ text: t('Cancel'), onClick: () => order(extension.call('cancel', {})) });
    this.results = this.buildResults();
    main.replaceChildren(
      make('h1', { text: t('Preview') }),
      make('p', { class: 'folder', text: folder }),
      make('p', { class: 'muted', text: t('Tag Policy: {0}', policy) }),
      make('div', { class: 'state' }, this.status, this.cancel),
      this.results,
    );
  }

  /** Shows where the preview stands; when it is there, asks for its lines. */
  update(state: PreviewState): void {
    setText(this.status, stateText(state));
    show(this.cancel, state.kind === 'counting');
    show(this.results, state.kind === 'done');
    if (state.kind === 'done' && !this.isLoading) order(this.load(state.counts.lines));
  }

  private buildResults(): HTMLElement {
    const box = searchBox(t('Search attributes by name, tag or action'), (text) => {
      this.search = text;
      this.refresh();
    });
    return make(
      'div',
      { class: 'results' },
      make('div', { class: 'filters', role: 'group', 'aria-label': t('Show') }, ...this.filters),
      make('div', { class: 'toolbar' }, box, this.count, this.reveal),
      this.table.element,
    );
  }

  private async load(count: number): Promise<void> {
    this.isLoading = true;
    const lines: PreviewLine[] = [];
    while (lines.length < count) {
      const more = await this.extension.call('lines', { from: lines.length });
      if (more.length === 0) break;
      lines.push(...more);
    }
    this.lines = lines;
    this.refresh();
  }

  private filterBy(kind: PreviewKind | undefined): void {
    this.kind = kind;
    this.refresh();
  }

  private sortBy(key: SortKey): void {
    this.descending = this.sort === key ? !this.descending : key === 'files' || key === 'values';
    this.sort = key;
    this.refresh();
  }

  private refresh(): void {
    const { kind, search, sort, descending, lines } = this;
    const found = findLines(lines, { kind, search, sort, descending });
    const shown = found.slice(0, MOST_ROWS);
    this.filters.forEach((filter, at) => {
      setText(filter, filterLabel(KINDS[at], lines));
      filter.setAttribute('aria-pressed', String(KINDS[at] === kind));
    });
    const examples = this.isRevealed ? this.examples : undefined;
    this.table.update(
      shown.map((at) => ({ line: lines[at]!, example: examples?.get(at) })),
      { key: sort, descending, isRevealed: this.isRevealed },
    );
    setText(this.count, t('{0} of {1}', number(shown.length), number(lines.length)));
    setText(this.reveal, this.isRevealed ? t('Hide Values') : t('Reveal Values'));
    this.reveal.icon = this.isRevealed ? 'eye-closed' : 'eye';
    enable(this.reveal, lines.length > 0);
    if (this.isRevealed) order(this.fetchExamples(shown));
  }

  /** What is hidden is forgotten. */
  private toggleReveal(): void {
    this.isRevealed = !this.isRevealed;
    if (!this.isRevealed) this.examples = new Map();
    this.refresh();
  }

  private async fetchExamples(shown: readonly number[]): Promise<void> {
    const { examples } = this;
    const missing = shown.filter((at) => !examples.has(at)).slice(0, LINES_PER_PAGE);
    if (missing.length === 0) return;
    for (const example of await this.extension.call('examples', { lines: missing }))
      examples.set(example.line, example);
    if (this.isRevealed && examples === this.examples) this.refresh();
  }
}

function filterButton(onClick: () => void): HTMLButtonElement {
  const element = make('button', { class: 'filter', 'aria-pressed': 'false' });
  element.type = 'button';
  element.addEventListener('click', onClick);
  return element;
}
