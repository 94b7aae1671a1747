import type { PanelState } from '../../src/panel/panel-state';
import { t } from '../../src/panel/translate';
import { makeVisible } from '../../src/core/record/visible-text';
import { button, enable, LabelledCheckbox } from './controls';
import { Filled, make, setText } from './dom';
import { order, type Extension } from './extension';
import { pathBox } from './path-box';

/** The mapping workbook and the report. */
export class WorkbookSection {
  readonly element: HTMLElement;
  private readonly path = make('div');
  private readonly change;
  private readonly reportText = make('p');
  private readonly report;
  private readonly filledPath = new Filled<string>(this.path, (path) => [pathBox([path], 'table')]);

  constructor(extension: Extension) {
    this.change = button({
      text: t('Change…'),
      label: t('Change the mapping workbook'),
      onClick: () => order(extension.call('chooseWorkbook', {})),
    });
    this.report = new LabelledCheckbox(t('Write a report'), this.reportText, (on) =>
      order(extension.call('setReport', { on })),
    );
    this.element = make(
      'section',
      { 'aria-labelledby': 'workbook' },
      make('h2', { id: 'workbook', text: t('Mapping Workbook') }),
      make('p', {
        class: 'muted',
        text: t(
          'Remembers who became whom, so that a patient keeps the anonymised ID. Keep it as safe as the originals.',
        ),
      }),
      make('div', { class: 'field' }, this.path, this.change),
      this.report.element,
    );
  }

  update({ workbook, report }: PanelState, isBusy: boolean): void {
    this.filledPath.fill(workbook);
    enable(this.change, !isBusy);
    this.report.update(report !== '', !isBusy);
    const text = t('Lists every file with its outcome. Confidential: it names the originals.');
    setText(this.reportText, report === '' ? text : `${text} ${makeVisible(report)}`);
  }
}
