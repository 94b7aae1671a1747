import { TagTree } from '../../src/panel/tag-tree';
import { TAG_VIEW_CALLS, TAG_VIEW_EVENTS } from '../../src/panel/tag-view-protocol';
import { connect } from '../../src/rpc/connect';
import { serve } from '../../src/rpc/serve';
import { findPage } from './page';
import { TagView } from './tag-view';
import { windowPort } from './window-port';

const api = acquireVsCodeApi();
const port = windowPort(api);
const view = new TagView(findPage(), new TagTree(), connect(port, TAG_VIEW_CALLS));

serve(
  port,
  TAG_VIEW_EVENTS,
  {
    async reload() {
      await view.load();
      return null;
    },
    policyChanged() {
      view.explainAgain();
      return null;
    },
  },
  // The page has no log; a fault leaves what is shown as it is.
  () => undefined,
);
void view.load();
