import type { PanelCalls } from '../../src/panel/panel-protocol';
import type { Client } from '../../src/rpc/connect';

/** The extension, as the page talks to it. */
export type Extension = Client<PanelCalls>;

/** Sends what needs no answer. A failure shows in the state that follows, or as a message of VS Code. */
export function order(sent: Promise<unknown>): void {
  sent.catch(() => undefined);
}
