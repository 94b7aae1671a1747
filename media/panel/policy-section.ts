import type { SwitchId } from '../../src/core/policy/policy';
import type { PanelState, PolicySwitch, PolicyTable } from '../../src/panel/panel-state';
import { switchText } from '../../src/panel/policy-view';
import { makeVisible } from '../../src/core/record/visible-text';
import { t } from '../../src/panel/translate';
import { LabelledCheckbox } from './controls';
import { make, setText } from './dom';
import { order, type Extension } from './extension';
import { PolicyPicker } from './policy-picker';
import { PolicyTableView } from './policy-table';

/** The policy that is chosen: what becomes of each attribute, and the switches beside it. */
export class PolicySection {
  readonly element: HTMLElement;
  private readonly picker;
  private readonly table;
  private readonly description = make('p', { class: 'muted' });
  private readonly switchList = make('div', { class: 'switch-list' });
  private readonly keepNames;
  private switches: readonly { readonly id: SwitchId; readonly box: LabelledCheckbox }[] = [];
  private serial = 0;
  private asked: number | undefined;
  private state: PanelState | undefined;
  private isBusy = false;

  constructor(
    table: PolicyTable,
    private readonly extension: Extension,
  ) {
    this.picker = new PolicyPicker(extension);
    this.table = new PolicyTableView(extension);
    const keepNamesText = t('Keep names of folders and files as they are, also where they name a patient.');
    this.keepNames = new LabelledCheckbox(t('Keep names'), make('p', { text: keepNamesText }), (on) =>
      order(extension.call('setKeepNames', { on })),
    );
    this.element = this.build();
    this.setTable(table);
  }

  update(state: PanelState, isBusy: boolean): void {
    this.state = state;
    this.isBusy = isBusy;
    this.picker.update(state, isBusy);
    this.keepNames.update(state.keepNames, !isBusy);
    if (state.policySerial !== this.serial) return this.askForTable(state.policySerial);
    this.table.update(state.on, state.examples);
    for (const { id, box } of this.switches) box.update(state.on.includes(id), !isBusy);
  }

  private build(): HTMLElement {
    const aside = make(
      'div',
      { class: 'switches', role: 'group', 'aria-label': t('Parts of the policy') },
      this.switchList,
      make('h3', { text: t('Names') }),
      this.keepNames.element,
    );
    return make(
      'section',
      { 'aria-labelledby': 'policy' },
      make('h2', { id: 'policy', text: t('Tag Policy') }),
      this.picker.element,
      this.description,
      make('div', { class: 'policy' }, this.table.element, aside),
    );
  }

  /** Another policy was chosen: until its table is there, the last one stands. */
  private askForTable(serial: number): void {
    if (this.asked === serial) return;
    this.asked = serial;
    order(
      this.extension.call('policy', {}).then((table) => {
        this.asked = undefined;
        this.setTable(table);
        if (this.state) this.update(this.state, this.isBusy);
      }),
    );
  }

  private setTable(table: PolicyTable): void {
    this.serial = table.serial;
    setText(this.description, makeVisible(t(table.description)));
    this.table.setTable(table);
    this.switches = table.switches.map((entry) => ({ id: entry.id, box: this.switchBox(entry, table) }));
    const [usual, others] = [true, false].map((wanted) =>
      this.switches.filter((_, at) => table.switches[at]?.onByDefault === wanted),
    );
    this.switchList.replaceChildren(
      ...switchGroup(t('Parts of the Policy'), usual!),
      ...switchGroup(t('Options'), others!),
    );
  }

  private switchBox(entry: PolicySwitch, table: PolicyTable): LabelledCheckbox {
    const { id, title } = entry;
    const text = make('p', { text: makeVisible(switchText(entry, table)) });
    return new LabelledCheckbox(makeVisible(t(title)), text, (on) =>
      order(this.extension.call('setSwitch', { id, on })),
    );
  }
}

function switchGroup(
  title: string,
  switches: readonly { readonly box: LabelledCheckbox }[],
): readonly HTMLElement[] {
  if (switches.length === 0) return [];
  return [make('h3', { text: title }), ...switches.map(({ box }) => box.element)];
}
