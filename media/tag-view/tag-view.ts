import { UserError } from '../../src/core/errors';
import type { TagTree } from '../../src/panel/tag-tree';
import type { TagViewCalls, TagViewSummary } from '../../src/panel/tag-view-protocol';
import type { Client } from '../../src/rpc/connect';
import { Details } from './details';
import { actionOf, type TreeAction } from './keyboard';
import { fillIn, type Page } from './page';
import { RowHover } from './row-hover';
import { RowList } from './row-list';

/** Waits so long after the last key before it searches. */
const SEARCH_DELAY_MS = 120;

/** The tag view: a tree of attributes with a search box above and the selected value below. */
export class TagView {
  private readonly list: RowList;
  private readonly details: Details;
  private readonly hover: RowHover;
  private loading = 0;
  private searchTimer = 0;

  constructor(
    private readonly page: Page,
    private readonly tree: TagTree,
    private readonly extension: Client<TagViewCalls>,
  ) {
    this.list = new RowList(page.grid, page.rows, tree);
    this.details = new Details(page.details);
    this.hover = new RowHover(
      page.grid,
      (target) => this.indexAt(target),
      (index) => this.explanation(index),
    );
    this.listenToTree();
    this.listenToToolbar();
  }

  /** Shows again what the policy does, now that it may do something else. */
  explainAgain(): void {
    this.hover.forget();
    this.explainActive();
  }

  /** Asks the extension for the file and shows it as it comes; what is shown of an earlier reading goes. */
  async load(): Promise<void> {
    const turn = ++this.loading;
    this.page.grid.ariaBusy = 'true';
    try {
      const summary = await this.extension.call('open', {});
      if (turn !== this.loading) return;
      this.begin(summary);
      await this.loadRows(summary.rows, turn);
    } catch (error) {
      if (turn === this.loading) this.showFailure(error);
    }
    if (turn === this.loading) this.page.grid.ariaBusy = 'false';
  }

  private begin({ depth, notice }: TagViewSummary): void {
    this.tree.clear();
    this.list.setDepth(depth);
    this.page.notice.hidden = notice === '';
    const text = this.page.notice.querySelector('span');
    if (text) text.textContent = notice;
  }

  private async loadRows(total: number, turn: number): Promise<void> {
    for (let from = 0; from < total;) {
      const rows = await this.extension.call('rows', { from });
      if (turn !== this.loading || rows.length === 0) return;
      this.tree.append(rows);
      from += rows.length;
      this.refresh();
    }
    this.keepActive();
  }

  private showFailure(error: unknown): void {
    const { message } = this.page;
    message.hidden = false;
    message.textContent = error instanceof UserError ? `${error.message} ${error.remedy}` : '';
  }

  /** After a reload the same place stays selected, if there still is one. */
  private keepActive(): void {
    const { active } = this.list;
    if (active !== undefined && !this.tree.row(active)) this.select(undefined);
    else if (active !== undefined) this.showDetails();
  }

  private refresh(): void {
    const { tree, page } = this;
    const { count = '', matches = '', noMatches = '' } = document.body.dataset;
    page.count.textContent = tree.isSearching
      ? fillIn(matches, tree.matchCount, tree.attributeCount)
      : fillIn(count, tree.attributeCount);
    page.message.hidden = tree.visible.length > 0;
    page.message.textContent = noMatches;
    page.expand.disabled = page.collapse.disabled = tree.isSearching;
    this.list.schedule();
  }

  private select(index: number | undefined): void {
    this.list.activate(index);
    this.showDetails();
    this.list.schedule();
  }

  private showDetails(): void {
    const { active } = this.list;
    this.details.show(active === undefined ? undefined : this.tree.row(active));
    this.explainActive();
  }

  /** The answer comes a moment later; by then another row may be selected. */
  private explainActive(): void {
    const { active } = this.list;
    if (active === undefined) return;
    void this.explanation(active).then((sentence) => {
      if (this.list.active === active) this.details.explain(sentence);
    });
  }

  private async explanation(row: number): Promise<string> {
    if (this.tree.row(row)?.kind === 'item') return '';
    const { sentence } = await this.extension.call('explain', { row }).catch(() => ({ sentence: '' }));
    return sentence;
  }

  private listenToTree(): void {
    const { grid } = this.page;
    grid.addEventListener('keydown', (event) => {
      const action = actionOf(event, this.list.rowsPerScreen);
      if (!action) return;
      event.preventDefault();
      this.act(action);
    });
    grid.addEventListener('focus', () => {
      if (this.list.active === undefined) this.select(this.tree.visible[0]);
    });
    grid.addEventListener('mousedown', (event) => this.click(event));
    grid.addEventListener('dblclick', () => this.act({ kind: 'toggle' }));
  }

  private indexAt(target: Element): number | undefined {
    const place = target.closest<HTMLElement>('[data-place]')?.dataset['place'];
    return this.tree.visible[Number(place ?? -1)];
  }

  private click(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const index = this.indexAt(event.target);
    if (index === undefined) return;
    this.select(index);
    if (event.button === 0 && event.target.classList.contains('twistie')) this.toggle(index);
  }

  private act(action: TreeAction): void {
    const { active } = this.list;
    const { visible } = this.tree;
    switch (action.kind) {
      case 'move':
        return this.move(action.by);
      case 'first':
        return this.select(visible[0]);
      case 'last':
        return this.select(visible.at(-1));
      case 'search':
        return this.page.search.select();
      case 'copy':
        return this.copy(active);
      case 'fold':
        return this.foldOrLeave(active);
      case 'unfold':
        return this.unfoldOrEnter(active);
      case 'toggle':
        return active === undefined ? undefined : this.toggle(active);
    }
  }

  private move(by: number): void {
    const { visible } = this.tree;
    const place = this.list.active === undefined ? -1 : visible.indexOf(this.list.active);
    this.select(visible[Math.max(0, Math.min(visible.length - 1, place + by))]);
  }

  private foldOrLeave(index: number | undefined): void {
    if (index === undefined) return;
    if (this.tree.canFold(index) && !this.tree.isFolded(index) && !this.tree.isSearching)
      return this.toggle(index);
    this.select(this.tree.parentOf(index) ?? index);
  }

  private unfoldOrEnter(index: number | undefined): void {
    if (index === undefined || !this.tree.canFold(index)) return;
    if (this.tree.isFolded(index)) this.toggle(index);
    else this.move(1);
  }

  private toggle(index: number): void {
    this.tree.fold(index, !this.tree.isFolded(index));
    this.refresh();
  }

  private copy(index: number | undefined): void {
    if (index === undefined) return;
    const part = this.tree.row(index)?.value === '' ? 'line' : 'value';
    this.extension.call('copy', { row: index, part }).catch(() => undefined);
  }

  private listenToToolbar(): void {
    const { search, grid, expand, collapse } = this.page;
    search.addEventListener('input', () => {
      clearTimeout(this.searchTimer);
      this.searchTimer = setTimeout(() => this.search(search.value), SEARCH_DELAY_MS);
    });
    search.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.clearSearch();
      else if (event.key === 'ArrowDown' || event.key === 'Enter') grid.focus();
      else return;
      event.preventDefault();
    });
    expand.addEventListener('click', () => this.foldAll(false));
    collapse.addEventListener('click', () => this.foldAll(true));
    document.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') search.select();
    });
  }

  private clearSearch(): void {
    clearTimeout(this.searchTimer);
    this.page.search.value = '';
    this.search('');
    this.page.grid.focus();
  }

  private search(text: string): void {
    this.tree.search(text);
    const { active } = this.list;
    const stays = active !== undefined && this.tree.visible.includes(active);
    this.refresh();
    if (!stays) this.page.grid.scrollTop = 0;
    this.select(stays ? active : undefined);
  }

  private foldAll(folded: boolean): void {
    this.tree.foldAll(folded);
    this.refresh();
    const { active } = this.list;
    if (active !== undefined && !this.tree.visible.includes(active)) this.select(this.tree.visible[0]);
  }
}
