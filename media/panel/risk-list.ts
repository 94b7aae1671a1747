import { RISK_DECISIONS, type RiskDecision } from '../../src/core/policy/risk-decisions';
import { type Counts, type PanelState, type Risk, RISKS } from '../../src/panel/panel-state';
import { decidedText, decisionName, isWarning, type RiskView, viewRisks } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { make, setText, show } from './dom';
import { order, type Extension } from './extension';
import { RiskElement } from './risk-element';

/** The risks of the source, each with a choice of what becomes of its files. */
export class RiskList {
  readonly element: HTMLElement;
  private readonly rows;
  private readonly list;
  private readonly decided = make('p', { class: 'decided', role: 'status' });

  constructor(extension: Extension) {
    this.rows = RISKS.map((risk) => new RiskRow(risk, extension));
    const elements = this.rows.map(({ element }) => element);
    this.list = make('ul', { class: 'risks', 'aria-label': t('Risks') }, ...elements);
    const explanation = t(
      'Files with a risk are written like all others, held back (no copy is made, the report lists them) or taken for failed, as you choose.',
    );
    this.element = make('div', { class: 'risk-list' }, make('p', { class: 'muted', text: explanation }));
    this.element.append(this.list, this.decided);
  }

  /** @param counts undefined while nothing is counted */
  update(
    counts: Counts | undefined,
    { risks, decided }: Pick<PanelState, 'risks' | 'decided'>,
    isBusy: boolean,
  ): void {
    const views = counts ? viewRisks(counts) : [];
    for (const row of this.rows) {
      const view = views.find(({ risk }) => risk === row.risk);
      row.update(view, risks[row.risk], isBusy);
    }
    show(this.element, views.length > 0);
    setText(this.decided, decidedText(decided));
  }
}

/** One risk. Its elements stay while files are counted: the select may have the keyboard. */
class RiskRow {
  private readonly select = make('select', {}, ...RISK_DECISIONS.map(optionOf));
  private readonly entry;

  constructor(
    readonly risk: Risk,
    extension: Extension,
  ) {
    this.entry = new RiskElement({ isWarning: isWarning(risk) }, this.select);
    this.select.addEventListener('change', () =>
      order(extension.call('setRisk', { risk, decision: this.select.value as RiskDecision })),
    );
  }

  get element(): HTMLElement {
    return this.entry.element;
  }

  update(view: RiskView | undefined, decision: RiskDecision, isBusy: boolean): void {
    show(this.element, view !== undefined);
    if (view) {
      this.entry.update(view);
      this.select.setAttribute('aria-label', t('What becomes of them: {0}', view.title));
    }
    if (this.select.value !== decision) this.select.value = decision;
    this.select.disabled = isBusy;
  }
}

function optionOf(decision: RiskDecision): HTMLElement {
  const option = make('option', { text: decisionName(decision) });
  option.value = decision;
  return option;
}
