import type { VsCodeApi } from '../tag-view/window-port';

/** All that outlives the page: how far it was scrolled. Nothing that was read from files. */
interface Remembered {
  readonly scroll: number;
}

const DELAY_MS = 200;

/** Keeps in mind how far the page is scrolled. */
export function followScroll(api: VsCodeApi): void {
  let timer = 0;
  window.addEventListener(
    'scroll',
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => api.setState({ scroll: window.scrollY } satisfies Remembered), DELAY_MS);
    },
    { passive: true },
  );
}

/** Scrolls to where the page was when it was hidden. */
export function restoreScroll(api: VsCodeApi): void {
  const state = api.getState();
  const scroll = typeof state === 'object' && state !== null && 'scroll' in state ? state.scroll : 0;
  if (typeof scroll === 'number' && scroll > 0) window.scrollTo({ top: scroll });
  api.setState({ scroll: window.scrollY } satisfies Remembered);
}
