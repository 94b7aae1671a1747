/** What the arrow keys stop at: headings of groups, files, and the ways to more of them. */
const STOP = '[data-stop]';

/** Makes one stop of a table reachable by Tab; the arrow keys lead from it to the others. */
export function arrowKeys(table: HTMLElement): void {
  table.addEventListener('keydown', (event) => {
    const target = stopFor(table, event);
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
  table.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches(STOP)) makeReachable(table, target);
  });
}

/** Makes sure that Tab leads into the rows, after they have changed. */
export function keepReachable(table: HTMLElement): void {
  if (table.querySelector(`${STOP}[tabindex="0"]`)) return;
  const first = table.querySelector<HTMLElement>(STOP);
  if (first) first.tabIndex = 0;
}

function makeReachable(table: HTMLElement, target: HTMLElement): void {
  for (const stop of table.querySelectorAll<HTMLElement>(`${STOP}[tabindex="0"]`)) stop.tabIndex = -1;
  target.tabIndex = 0;
}

function stopFor(table: HTMLElement, { key, target }: KeyboardEvent): HTMLElement | undefined {
  if (!(target instanceof HTMLElement) || !target.matches(STOP)) return undefined;
  const row = target.closest('tr')!;
  const beside = [...row.querySelectorAll<HTMLElement>(STOP)];
  const at = beside.indexOf(target);
  switch (key) {
    case 'ArrowRight':
      return beside[at + 1];
    case 'ArrowLeft':
      return beside[at - 1];
  }
  const rows = [...table.querySelectorAll('tbody tr:not([hidden])')];
  const here = rows.indexOf(row);
  const wanted = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[key];
  return wanted === undefined ? undefined : (rows[wanted]?.querySelector<HTMLElement>(STOP) ?? undefined);
}
