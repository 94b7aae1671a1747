import type { FolderPair, PanelState, Problem } from '../../src/panel/panel-state';
import { t } from '../../src/panel/translate';
import { button, enable } from './controls';
import { Filled, make } from './dom';
import { order, type Extension } from './extension';
import { problemNotice } from './notice';
import { pathBox } from './path-box';

/** The folder that the copies go to. */
export class DestinationSection {
  readonly element: HTMLElement;
  private readonly paths = make('div');
  private readonly problem = make('div', { 'aria-live': 'polite' });
  private readonly change;
  private readonly filledPaths = new Filled<readonly string[]>(this.paths, (paths) => [
    pathBox(paths, 'folder-opened'),
  ]);
  private readonly filledProblem = new Filled<Problem | null>(this.problem, (problem) =>
    problem ? [problemNotice(problem)] : [],
  );

  constructor(extension: Extension) {
    this.change = button({
      text: t('Change…'),
      label: t('Change the destination folder'),
      onClick: () => order(extension.call('chooseDestination', {})),
    });
    this.element = make(
      'section',
      { 'aria-labelledby': 'destination' },
      make('h2', { id: 'destination', text: t('Destination') }),
      make('p', {
        class: 'muted',
        text: t(
          'Copies go here. The originals are only read, and nothing that is there already is overwritten.',
        ),
      }),
      make('div', { class: 'field' }, this.paths, this.change),
      this.problem,
    );
  }

  update({ folders }: PanelState, isBusy: boolean): void {
    this.filledPaths.fill(folders.map(({ destination }) => destination));
    this.filledProblem.fill(firstProblem(folders));
    enable(this.change, !isBusy);
  }
}

/** What speaks against the destinations, null for nothing. */
export function firstProblem(folders: readonly FolderPair[]): Problem | null {
  return folders.find(({ problem }) => problem !== null)?.problem ?? null;
}
