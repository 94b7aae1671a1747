import type { Port } from '../../../src/rpc/port';

/** Two ports that are each other's far end; messages arrive later, cloned, as between threads and windows. */
export function connectedPorts(): readonly [Port, Port] {
  const left = new Set<(message: unknown) => void>();
  const right = new Set<(message: unknown) => void>();
  return [portOver(left, right), portOver(right, left)];
}

function portOver(own: Set<(message: unknown) => void>, other: Set<(message: unknown) => void>): Port {
  return {
    post(message) {
      const clone: unknown = structuredClone(message);
      queueMicrotask(() => other.forEach((receive) => receive(clone)));
    },
    listen(receive) {
      own.add(receive);
      return () => own.delete(receive);
    },
  };
}
