import type { Port } from '../../rpc/port';

/** The ends of a thread: a `Worker`, or the `parentPort` inside one. */
interface ThreadEnd {
  postMessage(message: unknown): void;
  on(event: 'message', receive: (message: unknown) => void): unknown;
  off(event: 'message', receive: (message: unknown) => void): unknown;
}

/** A thread's end as a port. */
export function threadPort(end: ThreadEnd): Port {
  return {
    post: (message) => end.postMessage(message),
    listen(receive) {
      end.on('message', receive);
      return () => end.off('message', receive);
    },
  };
}
