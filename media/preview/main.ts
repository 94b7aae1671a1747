import { PREVIEW_CALLS, PREVIEW_EVENTS, type PreviewState } from '../../src/panel/preview-protocol';
import { useTexts } from '../../src/panel/translate';
import { connect } from '../../src/rpc/connect';
import { serve } from '../../src/rpc/serve';
import { windowPort } from '../tag-view/window-port';
import { PreviewPage } from './preview-page';

const port = windowPort(acquireVsCodeApi());
const extension = connect(port, PREVIEW_CALLS);
let page: PreviewPage | undefined;
let waiting: PreviewState | undefined;

serve(
  port,
  PREVIEW_EVENTS,
  {
    state(state) {
      if (page) page.update(state);
      else waiting = state;
      return null;
    },
  },
  // The page has no log; a fault leaves what is shown as it is.
  () => undefined,
);

async function open(main: HTMLElement): Promise<void> {
  const opening = await extension.call('open', {});
  useTexts(opening.texts);
  page = new PreviewPage(main, opening, extension);
  page.update(waiting ?? opening.state);
}

void open(document.querySelector('main')!);
