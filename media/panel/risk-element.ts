import type { RiskView } from '../../src/panel/survey-view';
import { icon, make } from './dom';

/** A risk as an entry of a list. */
export function riskElement({ title, explanation, isWarning }: RiskView): HTMLElement {
  const text = make(
    'div',
    {},
    make('strong', { text: title }),
    make('p', { class: 'muted', text: explanation }),
  );
  return make('li', { class: isWarning ? 'warning' : 'info' }, icon(isWarning ? 'warning' : 'info'), text);
}
