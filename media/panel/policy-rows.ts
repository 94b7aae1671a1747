import type { PolicyLine } from '../../src/panel/panel-state';
import type { LineView } from '../../src/panel/policy-view';
import { t } from '../../src/panel/translate';
import { makeVisible } from '../../src/core/record/visible-text';
import { icon, make, setText, show } from './dom';

/** A row of the policy table. The tag and the example stand twice: in columns of their own, and below where there is no room. */
export class PolicyTableRow {
  readonly element: HTMLElement;
  private readonly action = make('span', { class: 'action' });
  private readonly turned = make('span', { class: 'turned', text: t('changed by a switch') });
  private readonly note = make('div', { class: 'note' });
  private readonly source = make('div', { class: 'source' });
  private readonly examples = [
    make('td', { class: 'example' }),
    make('div', { class: 'example inline' }),
  ] as const;
  private last = '';

  constructor({ name, tag }: PolicyLine) {
    this.element = make(
      'tr',
      {},
      make(
        'th',
        { scope: 'row', class: 'name' },
        makeVisible(name),
        make('div', { class: 'tag inline', text: tag }),
      ),
      make('td', { class: 'tag', text: tag }),
      make('td', { class: 'becomes' }, this.action, this.turned, this.note, this.source, this.examples[1]),
      this.examples[0],
    );
  }

  /** Shows what becomes of the attribute now. */
  update(view: LineView): void {
    const key = JSON.stringify(view);
    if (key === this.last) return;
    this.last = key;
    setText(this.action, makeVisible(view.text));
    for (const [element, text] of [
      [this.note, view.note],
      [this.source, view.source],
    ] as const) {
      setText(element, makeVisible(text));
      show(element, text !== '');
    }
    this.element.classList.toggle('is-turned', view.isTurned);
    show(this.turned, view.isTurned);
    for (const element of this.examples)
      element.replaceChildren(...(view.example ? exampleParts(view.example) : []));
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
