import { PANEL_CALLS, PANEL_EVENTS } from '../../src/panel/panel-protocol';
import type { PanelState } from '../../src/panel/panel-state';
import { useTexts } from '../../src/panel/translate';
import { connect } from '../../src/rpc/connect';
import { serve } from '../../src/rpc/serve';
import { windowPort } from '../tag-view/window-port';
import { PanelView } from './panel-view';
import { followScroll, restoreScroll } from './scroll-memory';

const api = acquireVsCodeApi();
const port = windowPort(api);
const extension = connect(port, PANEL_CALLS);
let view: PanelView | undefined;
let waiting: PanelState | undefined;

serve(
  port,
  PANEL_EVENTS,
  {
    state(state) {
      if (view) view.update(state);
      else waiting = state;
      return null;
    },
  },
  // The page has no log; a fault leaves what is shown as it is.
  () => undefined,
);

async function open(main: HTMLElement): Promise<void> {
  const { policy, texts, state } = await extension.call('open', {});
  useTexts(texts);
  view = new PanelView(main, policy, extension);
  view.update(waiting ?? state);
  restoreScroll(api);
  followScroll(api);
}

void open(document.querySelector('main')!);
