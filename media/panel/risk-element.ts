import type { RiskView } from '../../src/panel/survey-view';
import { icon, make, setText } from './dom';

/** A risk as an entry of a list. Its texts may change; what stands below them stays. */
export class RiskElement {
  readonly element: HTMLElement;
  private readonly title = make('strong');
  private readonly explanation = make('p', { class: 'muted' });

  constructor({ isWarning }: Pick<RiskView, 'isWarning'>, ...below: readonly Node[]) {
    const text = make('div', {}, this.title, this.explanation, ...below);
    const name = isWarning ? 'warning' : 'info';
    this.element = make('li', { class: name }, icon(name), text);
  }

  update({ title, explanation }: RiskView): void {
    setText(this.title, title);
    setText(this.explanation, explanation);
  }
}

/** A risk as an entry of a list that does not change. */
export function riskElement(view: RiskView): HTMLElement {
  const entry = new RiskElement(view);
  entry.update(view);
  return entry.element;
}
