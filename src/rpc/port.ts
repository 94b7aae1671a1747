/**
 * What a channel needs of its carrier: a webview, the window inside it, a worker or a worker's parent. Messages
 * are structured-cloned or JSON, and arrive whole and in order.
 */
export interface Port {
  post(message: unknown): void;
  /** Calls `receive` with each message; the function returned ends that. */
  listen(receive: (message: unknown) => void): () => void;
}
