import { REPORT_CALLS } from '../../src/panel/report-protocol';
import { useTexts } from '../../src/panel/translate';
import { connect } from '../../src/rpc/connect';
import { windowPort } from '../tag-view/window-port';
import { ReportPage } from './report-page';

const extension = connect(windowPort(acquireVsCodeApi()), REPORT_CALLS);

async function open(main: HTMLElement): Promise<void> {
  const opening = await extension.call('open', {});
  useTexts(opening.texts);
  new ReportPage(main, opening, extension).refresh();
}

void open(document.querySelector('main')!);
