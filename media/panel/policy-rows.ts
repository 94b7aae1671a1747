import type { SwitchId } from '../../src/core/policy/policy';
import type { Example, PolicyLine } from '../../src/panel/panel-state';
import { matchesSearch, viewLine, type LineView } from '../../src/panel/policy-view';
import { t } from '../../src/panel/translate';
import { makeVisible } from '../../src/core/record/visible-text';
import { icon, make, setText, show } from './dom';

/** A row of the policy table. The tag and the example stand twice: in columns of their own, and below where there is no room. */
export class PolicyTableRow {
  readonly element: HTMLElement;
  private readonly action = make('span', { class: 'action' });
  private readonly examples = [
    make('td', { class: 'example' }),
    make('div', { class: 'example inline' }),
  ] as const;
  private last = '';

  constructor(readonly line: PolicyLine) {
    const { name, tag, note } = line;
    const noteElement = note === '' ? [] : [make('div', { class: 'note', text: note })];
    this.element = make(
      'tr',
      {},
      make('th', { scope: 'row', class: 'name' }, name, make('div', { class: 'tag inline', text: tag })),
      make('td', { class: 'tag', text: tag }),
      make('td', { class: 'becomes' }, this.action, ...noteElement, this.examples[1]),
      this.examples[0],
    );
  }

  /** Shows what becomes of the attribute now; returns whether the search finds the row. */
  update(on: readonly SwitchId[], examples: ReadonlyMap<string, Example>, search: string): boolean {
    const view = viewLine(this.line, on, examples);
    const key = JSON.stringify(view);
    if (key !== this.last) this.render(view);
    this.last = key;
    const isFound = matchesSearch(this.line, view.text, search);
    show(this.element, isFound);
    return isFound;
  }

  private render({ text, isOff, example }: LineView): void {
    setText(this.action, text);
    this.element.classList.toggle('off', isOff);
    for (const element of this.examples) {
      element.replaceChildren(...(example ? exampleParts(example) : []));
    }
  }
}

function exampleParts({ before, after }: NonNullable<LineView['example']>): readonly Node[] {
  return [
    make('span', { class: 'before', text: makeVisible(before) }),
    icon('arrow-right'),
    make('span', { class: 'visually-hidden', text: t('becomes') }),
    make('span', { class: 'after', text: makeVisible(after) }),
  ];
}
