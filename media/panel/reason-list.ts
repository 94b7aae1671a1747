import type { ReasonCode } from '../../src/core/record/outcome';
import { FILES_PER_PAGE } from '../../src/panel/panel-protocol';
import type { FileLine, RunEnd } from '../../src/panel/panel-state';
import { viewReasons, type ReasonView } from '../../src/panel/result-view';
import { number } from '../../src/panel/survey-view';
import { t } from '../../src/panel/translate';
import { makeVisible } from '../../src/core/record/visible-text';
import { button } from './controls';
import { icon, make } from './dom';
import { order, type Extension } from './extension';

const ICONS: Readonly<Record<ReasonView['kind'], string>> = {
  failed: 'error',
  skipped: 'circle-slash',
  written: 'info',
};

/** The reasons of a result; the files of each come when it is opened, a page at a time. */
export function reasonList(result: RunEnd, extension: Extension): HTMLElement {
  return make(
    'div',
    { class: 'reasons' },
    ...viewReasons(result).map((view) => reasonElement(view, extension)),
  );
}

function reasonElement(
  { reason, kind, count, title, remedy }: ReasonView,
  extension: Extension,
): HTMLElement {
  const files = make('ul', { class: 'files', 'aria-label': title });
  const more = make('div', { class: 'more' });
  const summary = make(
    'summary',
    {},
    icon('chevron-right', 'twistie'),
    icon(ICONS[kind], kind),
    make('span', { text: title }),
  );
  const details = make('details', {}, summary, make('p', { class: 'muted', text: remedy }), files, more);
  details.addEventListener('toggle', () => {
    if (details.open && files.childElementCount === 0) order(loadPage(reason, count, files, more, extension));
  });
  return details;
}

async function loadPage(
  reason: ReasonCode,
  count: number,
  files: HTMLElement,
  more: HTMLElement,
  extension: Extension,
): Promise<void> {
  const from = files.childElementCount;
  const page = await extension.call('files', { reason, from });
  files.append(...page.map((file, at) => fileElement(file, reason, from + at, extension)));
  const left = count - files.childElementCount;
  more.replaceChildren();
  if (left <= 0 || page.length === 0) return;
  more.append(
    button({
      text: t('Show {0} more of {1}', Math.min(FILES_PER_PAGE, left), number(left)),
      onClick: () => order(loadPage(reason, count, files, more, extension)),
    }),
  );
}

function fileElement(
  { path, detail }: FileLine,
  reason: ReasonCode,
  index: number,
  extension: Extension,
): HTMLElement {
  const link = make('button', { class: 'link', text: makeVisible(path) });
  link.type = 'button';
  link.addEventListener('click', () => order(extension.call('openFile', { reason, index })));
  const text = detail === '' ? [] : [make('span', { class: 'muted', text: ` ${makeVisible(detail)}` })];
  return make('li', {}, link, ...text);
}
