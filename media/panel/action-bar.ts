import type { DecidedFiles, PanelState, RunState } from '../../src/panel/panel-state';
import { viewProgress, type ProgressView } from '../../src/panel/progress-view';
import { files } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { button, enable } from './controls';
import { firstProblem } from './destination-section';
import { make, setText, show } from './dom';
import { order, type Extension } from './extension';

/** The button that starts the run, and the progress in its place while it lasts. Always in view. */
export class ActionBar {
  readonly element: HTMLElement;
  private readonly start;
  private readonly preview;
  private readonly cancel;
  private readonly hint = make('span', { class: 'muted hint' });
  private readonly bar = document.createElement('vscode-progress-bar');
  private readonly progress = make('div', {
    class: 'progress',
    role: 'progressbar',
    'aria-label': t('Progress of the run'),
    'aria-valuemin': '0',
    'aria-valuemax': '100',
  });
  private readonly percent = make('strong');
  private readonly details = make('span');
  private readonly patient = make('span', { class: 'patient' });
  private readonly ready: HTMLElement;
  private readonly busy: HTMLElement;

  constructor(extension: Extension) {
    this.start = button({
      text: t('Anonymise!'),
      isPrimary: true,
      onClick: () => order(extension.call('start', {})),
    });
    this.preview = button({
      text: t('Preview'),
      icon: 'eye',
      label: t('Preview what becomes of every attribute; nothing is written'),
      onClick: () => order(extension.call('preview', {})),
    });
    this.cancel = button({ text: t('Cancel'), onClick: () => order(extension.call('cancel', {})) });
    this.bar.setAttribute('aria-hidden', 'true');
    this.progress.append(this.bar);
    this.ready = make('div', { class: 'ready' }, this.start, this.preview, this.hint);
    const text = make(
      'div',
      { class: 'progress-text', 'aria-hidden': 'true' },
      this.percent,
      this.details,
      this.patient,
    );
    this.busy = make(
      'div',
      { class: 'busy' },
      make('div', { class: 'progress-area' }, this.progress, text),
      this.cancel,
    );
    this.element = make(
      'div',
      { class: 'action-bar', role: 'group', 'aria-label': t('Run') },
      this.ready,
      this.busy,
    );
  }

  update(state: PanelState): void {
    const { run } = state;
    const isBusy = run.kind === 'running' || run.kind === 'waiting';
    this.keepFocus(isBusy);
    show(this.ready, !isBusy);
    show(this.busy, isBusy);
    this.updateReady(state);
    if (run.kind === 'waiting') this.showWaiting();
    if (run.kind === 'running') this.showProgress(viewProgress(run.progress), run.cancelling);
    enable(this.cancel, !(run.kind === 'running' && run.cancelling));
  }

  /** The button that had the keyboard is gone: the one in its place gets it. */
  private keepFocus(isBusy: boolean): void {
    const [from, to] = isBusy ? [this.start, this.cancel] : [this.cancel, this.start];
    if (document.activeElement === from) requestAnimationFrame(() => to.focus());
  }

  private updateReady({ folders, survey, run, decided }: PanelState): void {
    const problem = firstProblem(folders);
    const counted = survey.kind === 'done' ? survey.counts.dicom : undefined;
    enable(this.start, problem === null && survey.kind !== 'refused' && counted !== 0);
    enable(this.preview, survey.kind !== 'refused' && folders.length > 0);
    setText(this.hint, problem ? problem.message : hintFor(counted, decided, run));
  }

  private showWaiting(): void {
    this.bar.indeterminate = true;
    this.progress.removeAttribute('aria-valuenow');
    this.progress.setAttribute('aria-valuetext', t('Counting the files'));
    setText(this.percent, t('Counting the files…'));
    setText(this.details, '');
    setText(this.patient, '');
  }

  private showProgress(
    { percent, files: count, speed, timeLeft, patient, text }: ProgressView,
    isCancelling: boolean,
  ): void {
    this.bar.indeterminate = false;
    this.bar.value = percent;
    this.progress.setAttribute('aria-valuenow', String(percent));
    this.progress.setAttribute('aria-valuetext', text);
    setText(this.percent, isCancelling ? t('Cancelling…') : `${percent} %`);
    setText(this.details, [count, speed, timeLeft].filter((part) => part !== '').join(' · '));
    setText(this.patient, patient);
  }
}

function hintFor(dicom: number | undefined, decided: DecidedFiles, run: RunState): string {
  if (run.kind === 'ended' && run.result.end === 'done') return t('Run it again when new files have come.');
  if (dicom === undefined) return t('You can start now; counting goes on first.');
  return dicom === 0
    ? t('There are no DICOM files in the source.')
    : t('{0} will be copied and anonymised', files(dicom - decided.heldBack - decided.refused));
}
