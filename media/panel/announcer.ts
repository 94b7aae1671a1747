import type { PanelState } from '../../src/panel/panel-state';
import { viewProgress } from '../../src/panel/progress-view';
import { headlineOf, sumText } from '../../src/panel/result-view';
import { files } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { make, setText } from './dom';

const QUARTER = 25;

/** Says milestones to screen readers; what changes four times a second is not read out. */
export class Announcer {
  readonly element = make('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  private last = '';

  update(state: PanelState): void {
    const text = milestoneOf(state);
    if (text === this.last) return;
    this.last = text;
    if (text !== '') setText(this.element, text);
  }
}

/** The last milestone that was reached, '' before the first. */
function milestoneOf({ run, survey }: PanelState): string {
  switch (run.kind) {
    case 'running':
      return quarterText(viewProgress(run.progress).percent);
    case 'waiting':
      return t('The run has started.');
    case 'ended':
      return `${headlineOf(run.result)}. ${sumText(run.result)}.`;
    case 'refused':
      return `${run.problem.message} ${run.problem.remedy}`;
    case 'idle':
    case 'earlier':
      return survey.kind === 'done' ? t('Counted: {0} of DICOM.', files(survey.counts.dicom)) : '';
  }
}

function quarterText(percent: number): string {
  const quarter = Math.floor(percent / QUARTER) * QUARTER;
  return quarter === 0 ? t('The run has started.') : t('{0} percent done.', quarter);
}
