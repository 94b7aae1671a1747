import { makeVisible } from '../../src/core/record/visible-text';
import type { PreviewLine, PreviewLineExample } from '../../src/panel/preview-protocol';
import { fateName, type SortKey } from '../../src/panel/preview-view';
import { number } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { icon, make } from '../panel/dom';
import { SortableTable, type TableOrder } from '../table/sortable-table';

/** A row to show, and its example when values are revealed and here. */
export interface ShownLine {
  readonly line: PreviewLine;
  readonly example: PreviewLineExample | undefined;
}

/** How the rows are sorted, and whether values may be seen. */
export interface TableState extends TableOrder<SortKey> {
  readonly isRevealed: boolean;
}

/** What hides a value: as long for each, so that it tells nothing. */
const MASK = '••••••';

/** The table of a preview. Its headings sort it. */
export class PreviewTableView {
  private readonly table: SortableTable<SortKey>;

  constructor(onSort: (key: SortKey) => void) {
    this.table = new SortableTable<SortKey>({
      label: t('Attributes and what becomes of them'),
      columns: [
        { key: 'tag', text: t('Tag') },
        { key: 'name', text: t('Attribute') },
        { key: 'fate', text: t('What becomes of it') },
        { key: 'files', text: t('Files') },
        { key: 'values', text: t('Values') },
        { key: undefined, text: t('Example from this folder') },
      ],
      empty: t('No attribute matches the search.'),
      onSort,
    });
  }

  get element(): HTMLElement {
    return this.table.element;
  }

  update(lines: readonly ShownLine[], state: TableState): void {
    const rows = lines.map((line) => rowElement(line, state.isRevealed));
    this.table.update([make('tbody', {}, ...rows)], state);
  }
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
