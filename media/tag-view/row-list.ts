import type { TagTree } from '../../src/panel/tag-tree';
import { MOST_INDENTS, RowElement, rowId } from './row-element';

/** Rows beyond the edge of the window that are drawn as well, so that scrolling shows no gaps. */
const MARGIN = 8;

/**
 * Shows the part of the tree that is scrolled into view. There are only as many elements as fit on the screen: they are
 * used again for other rows, so a file of 100,000 elements scrolls like one of ten.
 */
export class RowList {
  private readonly pool: RowElement[] = [];
  private activeIndex: number | undefined;
  private drawnHeight = 0;
  private scheduled = false;

  constructor(
    private readonly grid: HTMLElement,
    private readonly body: HTMLElement,
    private readonly tree: TagTree,
  ) {
    grid.addEventListener('scroll', () => this.schedule(), { passive: true });
    new ResizeObserver(() => this.resize()).observe(grid);
  }

  /** The index of the row that has the keyboard, if any. */
  get active(): number | undefined {
    return this.activeIndex;
  }

  /** The height of a row in pixels, as the style sheet sets it for this width. */
  get rowHeight(): number {
    return Number.parseFloat(getComputedStyle(this.grid).getPropertyValue('--row-height')) || 22;
  }

  /** How many rows fit between the header and the lower edge. */
  get rowsPerScreen(): number {
    return Math.max(1, Math.floor((this.grid.clientHeight - this.headHeight) / this.rowHeight));
  }

  /** Sets how far the deepest row is indented. */
  setDepth(depth: number): void {
    this.grid.style.setProperty('--deepest', String(Math.min(depth, MOST_INDENTS)));
  }

  /** Draws at the next frame; calls until then cost nothing. */
  schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.draw();
    });
  }

  /** Gives the keyboard to the row with this index and scrolls it into view; undefined to none. */
  activate(index: number | undefined): void {
    this.activeIndex = index;
    this.layOut();
    if (index !== undefined) this.reveal(this.tree.visible.indexOf(index));
    this.draw();
    if (index === undefined) this.grid.removeAttribute('aria-activedescendant');
    else this.grid.setAttribute('aria-activedescendant', rowId(index));
  }

  private get headHeight(): number {
    return this.body.offsetTop;
  }

  /** A narrow window has higher rows: what was selected must not be scrolled away by that. */
  private resize(): void {
    if (this.activeIndex !== undefined && this.rowHeight !== this.drawnHeight)
      this.activate(this.activeIndex);
    else this.schedule();
  }

  private reveal(place: number): void {
    if (place < 0) return;
    const { rowHeight, grid } = this;
    const top = place * rowHeight;
    const bottom = top + rowHeight - (grid.clientHeight - this.headHeight);
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (bottom > grid.scrollTop) grid.scrollTop = bottom;
  }

  /** Makes room for all rows that are not hidden. */
  private layOut(): void {
    const { length } = this.tree.visible;
    this.drawnHeight = this.rowHeight;
    this.body.style.height = `${length * this.drawnHeight}px`;
    this.grid.setAttribute('aria-rowcount', String(length + 1));
  }

  private draw(): void {
    const { visible } = this.tree;
    const { rowHeight } = this;
    this.layOut();
    const first = Math.max(0, Math.floor(this.grid.scrollTop / rowHeight) - MARGIN);
    const last = Math.min(visible.length, first + this.rowsPerScreen + 2 * MARGIN + 1);
    this.fillPool(last - first);
    this.pool.forEach((row, slot) => this.drawSlot(row, first + slot, first + slot < last, rowHeight));
  }

  private drawSlot(row: RowElement, place: number, inUse: boolean, rowHeight: number): void {
    const index = this.tree.visible[place];
    const content = index === undefined ? undefined : this.tree.row(index);
    row.element.hidden = !inUse || !content;
    if (!inUse || !content || index === undefined) {
      row.element.removeAttribute('id');
      return;
    }
    row.element.style.transform = `translateY(${place * rowHeight}px)`;
    row.show(content, {
      index,
      place,
      canFold: this.tree.canFold(index),
      isFolded: this.tree.isFolded(index),
      isActive: index === this.activeIndex,
      query: this.tree.query,
    });
  }

  private fillPool(size: number): void {
    while (this.pool.length < size) {
      const row = new RowElement();
      this.pool.push(row);
      this.body.append(row.element);
    }
  }
}
