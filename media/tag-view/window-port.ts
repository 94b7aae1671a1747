import type { Port } from '../../src/rpc/port';

/** What VS Code hands to the script of a webview, once. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Defined by VS Code in every webview. */
  function acquireVsCodeApi(): VsCodeApi;
}

/** The page's end of the channel to the extension. */
export function windowPort(api: VsCodeApi): Port {
  return {
    post: (message) => api.postMessage(message),
    listen(receive) {
      const listener = (event: MessageEvent<unknown>): void => receive(event.data);
      window.addEventListener('message', listener);
      return () => window.removeEventListener('message', listener);
    },
  };
}
