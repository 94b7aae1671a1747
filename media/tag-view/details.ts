import type { TagRow } from '../../src/panel/tag-view-protocol';
import { makeVisible } from '../../src/core/record/visible-text';

/** The strip below the tree that shows the whole value of the selected attribute. */
export class Details {
  constructor(private readonly section: HTMLElement) {}

  /** Shows `row`, without what the policy does with it; hides the strip for an Item. */
  show(row: TagRow | undefined): void {
    this.section.hidden = !row || row.kind === 'item';
    this.explain('');
    if (!row) return;
    this.fill('h2', row.name);
    this.fill('.about', [row.tag, row.vr, row.keyword].filter((text) => text !== '').join('  ·  '));
    this.fill('.whole', row.value);
    this.section.scrollTop = 0;
  }

  /** Shows what the policy does with the attribute. */
  explain(sentence: string): void {
    this.fill('.policy', sentence);
  }

  private fill(selector: string, text: string): void {
    const element = this.section.querySelector(selector);
    if (element) element.textContent = makeVisible(text);
  }
}
