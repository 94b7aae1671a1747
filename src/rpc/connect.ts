import { UserError } from '../core/errors';
import type { Calls, Contract } from './contract';
import { isFailed, isReply, type Envelope } from './envelope';
import type { Port } from './port';

/** The calling end of a channel. */
export interface Client<C extends Calls<C>> {
  /**
   * Sends a request and resolves with its reply. Rejects with a `UserError` when the other side failed, when its
   * reply does not fit the contract, or when the channel is closed first.
   */
  call<K extends keyof C & string>(type: K, request: C[K]['request']): Promise<C[K]['reply']>;
  /** Rejects every request under way with `reason`, and all later ones: the other side is gone. */
  close(reason: UserError): void;
}

interface Pending {
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: UserError) => void;
}

const BAD_REPLY = new UserError('bad-reply', 'An answer was not understood.', 'Reload the window.');

/** Connects to the side that serves `contract` behind `port`. */
export function connect<C extends Calls<C>>(port: Port, contract: Contract<C>): Client<C> {
  const pending = new Map<number, Pending>();
  let closed: UserError | undefined;
  let lastId = 0;
  const stop = port.listen((message) => settle(pending, message));
  return {
    async call(type, request) {
      if (closed) throw closed;
      const id = ++lastId;
      const body = await new Promise<unknown>((resolve, reject) => {
        pending.set(id, { resolve, reject });
        port.post({ kind: 'request', id, type, body: request } satisfies Envelope);
      });
      if (!contract[type].reply(body)) throw BAD_REPLY;
      return body;
    },
    close(reason) {
      closed ??= reason;
      stop();
      for (const { reject } of pending.values()) reject(reason);
      pending.clear();
    },
  };
}

function settle(pending: Map<number, Pending>, message: unknown): void {
  if (isReply(message)) take(pending, message.id)?.resolve(message.body);
  if (isFailed(message)) {
    const { code, message: text, remedy } = message.failure;
    take(pending, message.id)?.reject(new UserError(code, text, remedy));
  }
}

function take(pending: Map<number, Pending>, id: number): Pending | undefined {
  const found = pending.get(id);
  pending.delete(id);
  return found;
}
