import type { PanelState, PolicyTable } from '../../src/panel/panel-state';
import { t } from '../../src/panel/translate';
import { ActionBar } from './action-bar';
import { Announcer } from './announcer';
import { button } from './controls';
import { DestinationSection } from './destination-section';
import { icon, make, show } from './dom';
import { order, type Extension } from './extension';
import { PolicySection } from './policy-section';
import { ResultSection } from './result-section';
import { SourceSection } from './source-section';
import { WorkbookSection } from './workbook-section';

/** The whole page, in the order in which a person goes through it. */
export class PanelView {
  private readonly empty: HTMLElement;
  private readonly full: HTMLElement;
  private readonly source;
  private readonly destination;
  private readonly policy;
  private readonly workbook;
  private readonly actions;
  private readonly result;
  private readonly announcer = new Announcer();

  constructor(main: HTMLElement, table: PolicyTable, extension: Extension) {
    this.source = new SourceSection(extension);
    this.destination = new DestinationSection(extension);
    this.policy = new PolicySection(table, extension);
    this.workbook = new WorkbookSection(extension);
    this.actions = new ActionBar(extension);
    this.result = new ResultSection(extension);
    this.empty = emptyState(extension);
    const parts = [this.source, this.destination, this.policy, this.workbook, this.actions, this.result];
    this.full = make('div', { class: 'page' }, header(extension), ...parts.map(({ element }) => element));
    main.replaceChildren(this.announcer.element, this.empty, this.full);
  }

  /** Shows a state. What did not change is not touched, so that focus and selection stay. */
  update(state: PanelState): void {
    const isBusy = state.run.kind === 'running' || state.run.kind === 'waiting';
    const isEmpty = state.folders.length === 0;
    show(this.empty, isEmpty);
    show(this.full, !isEmpty);
    this.announcer.update(state);
    for (const part of [this.source, this.destination, this.policy, this.workbook])
      part.update(state, isBusy);
    this.actions.update(state);
    this.result.update(state);
  }
}

function header(extension: Extension): HTMLElement {
  const settings = make('button', { class: 'icon-button', 'aria-label': t('Open Settings') }, icon('gear'));
  settings.type = 'button';
  settings.title = t('Open Settings');
  settings.addEventListener('click', () => order(extension.call('openSettings', {})));
  return make('header', {}, make('h1', { text: t('Anonymise DICOM Files') }), settings);
}

function emptyState(extension: Extension): HTMLElement {
  const choose = button({
    text: t('Choose Folder…'),
    isPrimary: true,
    onClick: () => order(extension.call('chooseSource', {})),
  });
  return make(
    'div',
    { class: 'empty' },
    icon('shield'),
    make('h1', { text: t('Anonymise DICOM Files') }),
    make('p', {
      class: 'muted',
      text: t(
        'Choose a folder with DICOM files. You see what is in it and what will change before anything is written.',
      ),
    }),
    choose,
  );
}
