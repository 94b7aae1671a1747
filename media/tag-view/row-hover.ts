import { makeVisible } from '../../src/core/record/visible-text';

/** Waits so long on a row before it asks about it. */
const DELAY_MS = 250;

/** Tells in a row's hover what `explain` says of it, asked for when the pointer rests there. */
export class RowHover {
  private timer = 0;
  private over: Element | undefined;

  /** @param indexAt the row that an element belongs to */
  constructor(
    grid: HTMLElement,
    private readonly indexAt: (target: Element) => number | undefined,
    private readonly explain: (index: number) => Promise<string>,
  ) {
    grid.addEventListener('mouseover', ({ target }) => this.enter(target));
    grid.addEventListener('mouseleave', () => this.forget());
    grid.addEventListener('scroll', () => this.forget(), { passive: true });
  }

  /** Shows nothing that was said before. */
  forget(): void {
    clearTimeout(this.timer);
    this.over?.removeAttribute('title');
    this.over = undefined;
  }

  private enter(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest('[data-place]') : null;
    if (row === (this.over ?? null)) return;
    this.forget();
    if (!row) return;
    this.over = row;
    this.timer = setTimeout(() => void this.tell(row), DELAY_MS);
  }

  /** Elements are used again for other rows: what was asked for one must not stand at another. */
  private async tell(row: Element): Promise<void> {
    const index = this.indexAt(row);
    if (index === undefined) return;
    const sentence = await this.explain(index);
    if (this.over !== row || this.indexAt(row) !== index || sentence === '') return;
    row.setAttribute('title', makeVisible(sentence));
  }
}
