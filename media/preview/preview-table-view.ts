import { makeVisible } from '../../src/core/record/visible-text';
import type { PreviewLine, PreviewLineExample } from '../../src/panel/preview-protocol';
import { fateName, type SortKey } from '../../src/panel/preview-view';
import { number } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { icon, make, show } from '../panel/dom';

/** A row to show, and its example when values are revealed and here. */
export interface ShownLine {
  readonly line: PreviewLine;
  readonly example: PreviewLineExample | undefined;
}

/** How the rows are sorted, and whether values may be seen. */
export interface TableState {
  readonly key: SortKey;
  readonly descending: boolean;
  readonly isRevealed: boolean;
}

/** What hides a value: as long for each, so that it tells nothing. */
const MASK = '••••••';

/** The table of a preview. Its headings sort it. */
export class PreviewTableView {
  readonly element: HTMLElement;
  private readonly body = make('tbody');
  private readonly headings;
  private readonly empty = make('p', { class: 'muted', text: t('No attribute matches the search.') });

  constructor(onSort: (key: SortKey) => void) {
    const columns: readonly (readonly [SortKey | undefined, string])[] = [
      ['tag', t('Tag')],
      ['name', t('Attribute')],
      ['fate', t('What becomes of it')],
      ['files', t('Files')],
      ['values', t('Values')],
      [undefined, t('Example from this folder')],
    ];
    this.headings = columns.map(([key, text]) => ({ key, element: heading(key, text, onSort) }));
    const head = make('thead', {}, make('tr', {}, ...this.headings.map(({ element }) => element)));
    const label = t('Attributes and what becomes of them');
    this.element = make(
      'div',
      { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': label },
      make('table', {}, head, this.body),
      this.empty,
    );
  }

  update(lines: readonly ShownLine[], { key, descending, isRevealed }: TableState): void {
    for (const { key: own, element } of this.headings) {
      if (own !== key) element.removeAttribute('aria-sort');
      else element.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    }
    this.body.replaceChildren(...lines.map((line) => rowElement(line, isRevealed)));
    show(this.empty, lines.length === 0);
  }
}

function heading(key: SortKey | undefined, text: string, onSort: (key: SortKey) => void): HTMLElement {
  if (key === undefined) return make('th', { scope: 'col', text });
  const sort = make('button', { class: 'sort' }, text, icon('chevron-up', 'direction'));
  sort.type = 'button';
  sort.addEventListener('click', () => onSort(key));
  return make('th', { scope: 'col', class: key }, sort);
}

function rowElement({ line, example }: ShownLine, isRevealed: boolean): HTMLElement {
  const { tag, name, creator, vr, fate, why, files, values } = line;
  const about = [vr, creator].filter((text) => text !== '').join(' · ');
  return make(
    'tr',
    {},
    make('td', { class: 'tag', text: tag }),
    make(
      'th',
      { scope: 'row', class: 'name' },
      makeVisible(name),
      make('div', { class: 'muted', text: makeVisible(about) }),
    ),
    make(
      'td',
      { class: 'becomes' },
      make('span', { class: `fate ${fate}`, text: fateName(fate) }),
      make('div', { class: 'muted', text: t(why) }),
    ),
    make('td', { class: 'files', text: number(files) }),
    make('td', { class: 'values', text: number(values) }),
    make('td', { class: 'example' }, ...exampleParts(line, example, isRevealed)),
  );
}

function exampleParts(
  { fate }: PreviewLine,
  example: PreviewLineExample | undefined,
  isRevealed: boolean,
): readonly Node[] {
  const [before, after] = example && isRevealed ? [example.before, example.after] : [MASK, MASK];
  const parts = fate === 'added' ? [] : [make('span', { class: 'before', text: makeVisible(before) })];
  if (fate === 'kept') return parts;
  const becomes = make('span', { class: 'visually-hidden', text: t('becomes') });
  const gone = fate === 'emptied' || fate === 'removed';
  return [
    ...parts,
    icon('arrow-right'),
    becomes,
    make('span', { class: 'after', text: gone ? fateName(fate) : makeVisible(after) }),
  ];
}
