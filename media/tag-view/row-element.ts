import type { TagRow } from '../../src/panel/tag-view-protocol';
import { makeVisible } from '../../src/core/record/visible-text';

/** What the tree knows about a row beside its content. */
export interface RowPlace {
  /** Index in the file, by which the extension knows the row. */
  readonly index: number;
  /** Place among the rows shown, from 0. */
  readonly place: number;
  readonly canFold: boolean;
  readonly isFolded: boolean;
  readonly isActive: boolean;
  /** What is searched for, in lower case; '' for nothing. */
  readonly query: string;
}

/** Deeper rows are not indented further: they would have no room. */
export const MOST_INDENTS = 12;

/** The id of the element that shows a row, for aria-activedescendant. */
export function rowId(index: number): string {
  return `row-${index}`;
}

/** One reusable row of the list. File content goes in as text only, never as markup. */
export class RowElement {
  readonly element = document.createElement('div');
  private readonly guides = document.createElement('span');
  private readonly twistie = document.createElement('i');
  private readonly tag = cell('tag');
  private readonly vr = cell('vr');
  private readonly name = cell('name');
  private readonly value = cell('value');
  private readonly tagText = document.createElement('span');

  constructor() {
    this.element.className = 'row';
    this.element.setAttribute('role', 'row');
    this.guides.className = 'guides';
    this.guides.setAttribute('aria-hidden', 'true');
    this.twistie.setAttribute('aria-hidden', 'true');
    this.tag.append(this.guides, this.twistie, this.tagText);
    this.element.append(this.tag, this.vr, this.name, this.value);
  }

  /** Shows `row` at its place. */
  show(row: TagRow, place: RowPlace): void {
    this.showContent(row, place.query);
    this.showPlace(row, place);
  }

  private showContent({ kind, tag, vr, name, value, isPrivate }: TagRow, query: string): void {
    const isItem = kind === 'item';
    showText(this.tagText, isItem ? name : tag, isItem ? '' : query);
    this.vr.textContent = vr;
    showText(this.name, isItem ? '' : makeVisible(name), query);
    showText(this.value, makeVisible(value), query);
    this.element.dataset['kind'] = kind;
    this.element.classList.toggle('private', isPrivate);
  }

  private showPlace(row: TagRow, { index, place, canFold, isFolded, isActive }: RowPlace): void {
    const { element } = this;
    element.id = rowId(index);
    element.dataset['place'] = String(place);
    element.setAttribute('aria-level', String(row.depth + 1));
    element.setAttribute('aria-rowindex', String(place + 2));
    element.setAttribute('aria-selected', String(isActive));
    element.classList.toggle('odd', place % 2 === 1);
    if (canFold) element.setAttribute('aria-expanded', String(!isFolded));
    else element.removeAttribute('aria-expanded');
    this.twistie.className = canFold
      ? `twistie codicon codicon-chevron-${isFolded ? 'right' : 'down'}`
      : 'twistie';
    element.style.setProperty('--indents', String(Math.min(row.depth, MOST_INDENTS)));
    element.dataset['vscodeContext'] = contextOf(index, row);
  }
}

/** Shows `text`, with the first place that matches `query` marked. */
function showText(element: HTMLElement, text: string, query: string): void {
  const at = query === '' ? -1 : text.toLowerCase().indexOf(query);
  if (at < 0) {
    element.textContent = text;
    return;
  }
  const match = document.createElement('mark');
  match.textContent = text.slice(at, at + query.length);
  element.replaceChildren(text.slice(0, at), match, text.slice(at + query.length));
}

function cell(name: string): HTMLElement {
  const element = document.createElement('span');
  element.className = name;
  element.setAttribute('role', 'gridcell');
  return element;
}

/** What VS Code's context menu learns of the row: its number, nothing of its content. */
function contextOf(row: number, { kind }: TagRow): string {
  const webviewSection = kind === 'item' ? 'item' : 'attribute';
  return JSON.stringify({ webviewSection, row, preventDefaultContextMenuItems: true });
}
