import type { PanelState, ResultAction, RunEnd, RunState } from '../../src/panel/panel-state';
import {
  earlierText,
  headlineOf,
  remarkOf,
  subjectsText,
  viewSearches,
  viewSum,
  type Term,
} from '../../src/panel/result-view';
import { viewRisks } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { makeVisible } from '../../src/core/record/visible-text';
import { button } from './controls';
import { Filled, icon, make, show } from './dom';
import { order, type Extension } from './extension';
import { notice, problemNotice } from './notice';
import { reasonList } from './reason-list';
import { riskElement } from './risk-element';

type Shown = Exclude<RunState, { kind: 'running' | 'waiting' | 'idle' }> | null;

/** How the run ended. */
export class ResultSection {
  readonly element = make('section', { 'aria-labelledby': 'result', class: 'result' });
  private readonly filled: Filled<Shown>;
  private last: RunState['kind'] | undefined;

  constructor(private readonly extension: Extension) {
    this.filled = new Filled<Shown>(this.element, (run) => (run ? this.render(run) : []));
  }

  update({ run }: PanelState): void {
    const shown = run.kind === 'running' || run.kind === 'waiting' || run.kind === 'idle' ? null : run;
    this.filled.fill(shown);
    show(this.element, shown !== null);
    const hasJustEnded = shown !== null && (this.last === 'running' || this.last === 'waiting');
    this.last = run.kind;
    if (hasJustEnded) this.element.scrollIntoView({ block: 'start' });
  }

  private render(run: NonNullable<Shown>): readonly Node[] {
    switch (run.kind) {
      case 'ended':
        return this.renderEnd(run.result);
      case 'refused':
        return [
          heading('error', t('Not started')),
          problemNotice(run.problem, run.problem.code === 'cancelled' ? 'info' : 'error'),
        ];
      case 'earlier':
        return [
          heading('history', t('Last Run')),
          notice('info', earlierText(run.run)),
          ...(run.run.found > 0 ? [sumElement(viewSum(run.run))] : []),
          actionRow(['revealOutput', 'openWorkbook'], this.extension),
        ];
    }
  }

  private renderEnd(result: RunEnd): readonly Node[] {
    const remark = remarkOf(result);
    const { problem } = result;
    const actions = actionsOf(result);
    return [
      heading(iconOf(result), headlineOf(result)),
      ...(problem ? [problemNotice(problem)] : []),
      sumElement(viewSum(result)),
      make('p', { class: 'muted', text: subjectsText(result) }),
      make('p', { class: 'muted', text: t('Policy: {0}', makeVisible(result.policy)) }),
      ...(remark === '' ? [] : [make('p', { text: remark })]),
      ...(actions.length > 0 ? [actionRow(actions, this.extension)] : []),
      ...searchNotices(result),
      ...placeLines(result),
      ...riskParts(result),
      ...(Object.keys(result.reasons).length > 0
        ? [make('h3', { text: t('Reasons') }), reasonList(result, this.extension)]
        : []),
    ];
  }
}

/** What the search of the copies found; or that there was none, which is not to be taken for nothing found. */
function searchNotices({ search, audit, written, unchanged }: RunEnd): readonly Node[] {
  const kind = (search?.findingCount ?? 0) > 0 ? 'warning' : 'info';
  if (audit.length > 0)
    return viewSearches(audit).map(({ headline, found }) => notice(kind, headline, found));
  if (search || written + unchanged === 0) return [];
  const text = t(
    'The copies were not searched for what their originals tell of the patients: the setting Search Copies is off. Audit searches them now.',
  );
  return [notice('info', text)];
}

/** What to look at in the copies. */
function riskParts(result: RunEnd): readonly Node[] {
  const risks = viewRisks(result);
  if (risks.length === 0) return [];
  const list = make(
    'ul',
    { class: 'risks', 'aria-label': t('Risks of the copies') },
    ...risks.map(riskElement),
  );
  return [make('h3', { text: t('Risks of the Copies') }), list];
}

function heading(iconName: string, text: string): HTMLElement {
  return make('h2', { id: 'result', class: iconName }, icon(iconName), make('span', { text }));
}

function iconOf({ end, failed, problem }: RunEnd): string {
  if (problem) return 'error';
  return failed > 0 || end !== 'done' ? 'warning' : 'pass';
}

/** "130 found = 120 written + …" */
function sumElement(terms: readonly Term[]): HTMLElement {
  const parts = terms.map(({ kind, value, label }, index) => {
    const sign = index === 0 ? '' : index === 1 ? '=' : '+';
    return make(
      'div',
      { class: `term ${kind}${value === '0' ? ' none' : ''}` },
      ...(sign === '' ? [] : [make('span', { class: 'sign', 'aria-hidden': 'true', text: sign })]),
      make('strong', { text: value }),
      make('span', { text: ` ${label}` }),
    );
  });
  return make('div', { class: 'sum' }, ...parts);
}

const LABELS: Readonly<Record<ResultAction, readonly [string, string]>> = {
  showReport: ['Show Report', 'list-tree'],
  revealOutput: ['Reveal Output', 'folder-opened'],
  openWorkbook: ['Open Workbook', 'table'],
  openReport: ['Open Report', 'output'],
  audit: ['Audit', 'search'],
  exportEvidence: ['Export Evidence…', 'verified'],
  compare: ['Compare with Original', 'diff'],
  addToWorkspace: ['Add Output to Workspace', 'add'],
};

function actionsOf(result: RunEnd): readonly ResultAction[] {
  const { found, written, unchanged, workbook, report, inWorkspace } = result;
  const hasOutput = written + unchanged > 0;
  return [
    ...(hasOutput ? (['revealOutput'] as const) : []),
    ...(found > 0 ? (['showReport'] as const) : []),
    ...(workbook === '' ? [] : (['openWorkbook'] as const)),
    ...(report === '' ? [] : (['openReport'] as const)),
    ...(hasOutput ? (['audit', 'exportEvidence', 'compare'] as const) : []),
    ...(hasOutput && !inWorkspace ? (['addToWorkspace'] as const) : []),
  ];
}

function actionRow(actions: readonly ResultAction[], extension: Extension): HTMLElement {
  const buttons = actions.map((action) => {
    const [text, iconName] = LABELS[action];
    return button({ text: t(text), icon: iconName, onClick: () => order(extension.call('act', { action })) });
  });
  return make('div', { class: 'actions' }, ...buttons);
}

function placeLines({ workbook, workbookBeside, report }: RunEnd): readonly Node[] {
  const line = (label: string, path: string) =>
    make(
      'p',
      { class: 'muted place' },
      `${label} `,
      make('span', { class: 'path-text', text: makeVisible(path) }),
    );
  const beside = t(
    'The workbook could not be saved in its place, because it is open or locked. The next run puts it right.',
  );
  return [
    ...(workbookBeside ? [notice('warning', beside)] : []),
    ...(workbook === '' ? [] : [line(t('Workbook:'), workbook)]),
    ...(report === '' ? [] : [line(t('Report:'), report)]),
  ];
}
