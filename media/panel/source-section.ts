import type { Counts, PanelState, SurveyState } from '../../src/panel/panel-state';
import { viewFigures, viewModalities, viewOthers, type Figure } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { button, enable } from './controls';
import { Filled, icon, make, setText, show } from './dom';
import { order, type Extension } from './extension';
import { problemNotice } from './notice';
import { pathBox } from './path-box';
import { RiskList } from './risk-list';

/** The folder that is read, and what is in it. */
export class SourceSection {
  readonly element: HTMLElement;
  private readonly paths = make('div');
  private readonly figures = make('dl', { class: 'figures' });
  private readonly modalities = make('p', { class: 'muted' });
  private readonly others = make('p', { class: 'muted' });
  private readonly risks;
  private readonly problem = make('div');
  private readonly counting = make(
    'span',
    { class: 'counting' },
    icon('loading', 'codicon-modifier-spin'),
    t('Counting…'),
  );
  private readonly change;
  private readonly filledPaths = new Filled<readonly string[]>(this.paths, (paths) => [
    pathBox(paths, 'folder'),
  ]);
  private readonly filledFigures = new Filled<readonly Figure[]>(this.figures, (figures) =>
    figures.map(figureElement),
  );
  private readonly filledProblem = new Filled<SurveyState>(this.problem, (survey) =>
    survey.kind === 'refused' ? [problemNotice(survey.problem)] : [],
  );

  constructor(extension: Extension) {
    this.risks = new RiskList(extension);
    this.change = button({
      text: t('Change…'),
      label: t('Change the source folder'),
      onClick: () => order(extension.call('chooseSource', {})),
    });
    const heading = make(
      'div',
      { class: 'heading' },
      make('h2', { id: 'source', text: t('Source') }),
      this.counting,
    );
    this.element = make(
      'section',
      { 'aria-labelledby': 'source' },
      heading,
      make('div', { class: 'field' }, this.paths, this.change),
      this.problem,
      this.figures,
      this.modalities,
      this.others,
      this.risks.element,
    );
  }

  update({ folders, survey, risks, decided }: PanelState, isBusy: boolean): void {
    this.filledPaths.fill(folders.map(({ source }) => source));
    this.filledProblem.fill(survey);
    enable(this.change, !isBusy);
    show(this.counting, survey.kind === 'counting');
    const counts = survey.kind === 'counting' || survey.kind === 'done' ? survey.counts : undefined;
    for (const part of [this.figures, this.modalities, this.others]) show(part, counts !== undefined);
    if (counts) this.updateCounts(counts);
    this.risks.update(counts, { risks, decided }, isBusy);
  }

  private updateCounts(counts: Counts): void {
    this.filledFigures.fill(viewFigures(counts));
    setText(this.modalities, viewModalities(counts));
    setText(this.others, viewOthers(counts));
  }
}

function figureElement({ value, label }: Figure): HTMLElement {
  return make('div', {}, make('dt', { text: label }), make('dd', { text: value }));
}
