import type { PanelState, PolicyEntry } from '../../src/panel/panel-state';
import { makeVisible } from '../../src/core/record/visible-text';
import { t } from '../../src/panel/translate';
import { Filled, make } from './dom';
import { order, type Extension } from './extension';

/** Chooses the policy: a built-in one or a file of the workspace; and leads to files of one's own. */
export class PolicyPicker {
  readonly element: HTMLElement;
  private readonly select = make('select', { id: 'policy-picker' });
  private readonly filled = new Filled<readonly PolicyEntry[]>(this.select, optionGroups);

  constructor(private readonly extension: Extension) {
    this.select.addEventListener('change', () => order(this.choose()));
    const label = make('label', { class: 'visually-hidden', text: t('Tag policy') });
    label.htmlFor = this.select.id;
    this.element = make(
      'div',
      { class: 'policy-picker' },
      label,
      this.select,
      link(t('New Policy'), () => order(extension.call('newPolicy', {}))),
      link(t('Edit Policy'), () => order(extension.call('editPolicy', {}))),
    );
  }

  update({ policies, policy }: PanelState, isBusy: boolean): void {
    this.filled.fill(policies);
    this.select.value = policy;
    this.select.disabled = isBusy;
  }

  /** One that can't be used is not taken: the answer says which is chosen then. */
  private async choose(): Promise<void> {
    const { policy } = await this.extension.call('choosePolicy', { id: this.select.value });
    this.select.value = policy;
  }
}

function optionGroups(entries: readonly PolicyEntry[]): readonly Node[] {
  const files = entries.filter(({ isFile }) => isFile);
  const builtIn = entries.filter(({ isFile }) => !isFile).map(optionOf);
  if (files.length === 0) return builtIn;
  return [group(t('Built in'), builtIn), group(t('Policy files'), files.map(optionOf))];
}

function group(label: string, options: readonly Node[]): HTMLElement {
  const element = make('optgroup', {}, ...options);
  element.label = label;
  return element;
}

function optionOf({ id, title }: PolicyEntry): HTMLElement {
  const option = make('option', { text: makeVisible(title) });
  option.value = id;
  return option;
}

function link(text: string, onClick: () => void): HTMLElement {
  const element = make('button', { class: 'link', text });
  element.type = 'button';
  element.addEventListener('click', onClick);
  return element;
}
