import type { Problem } from '../../src/panel/panel-state';
import { icon, make } from './dom';

export type NoticeKind = 'error' | 'warning' | 'info';

/** A box with a message, in the colours that VS Code gives to such messages. */
export function notice(kind: NoticeKind, title: string, text = ''): HTMLElement {
  const body = make(
    'div',
    {},
    make('strong', { text: title }),
    ...(text === '' ? [] : [make('p', { text })]),
  );
  return make('div', { class: `notice ${kind}` }, icon(kind), body);
}

/** A problem with its remedy. */
export function problemNotice({ message, remedy }: Problem, kind: NoticeKind = 'error'): HTMLElement {
  return notice(kind, message, remedy);
}
