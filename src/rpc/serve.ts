import type { Calls, Contract, Handlers } from './contract';
import { isRequest, type Envelope, type Failure } from './envelope';
import type { Port } from './port';
import { UserError } from '../core/errors';

const BAD_MESSAGE: Failure = {
  code: 'bad-message',
  message: 'A message was not understood.',
  remedy: 'Reload the window.',
};
const INTERNAL: Failure = {
  code: 'internal',
  message: 'Something went wrong inside DicomAnon.',
  remedy: 'See the DicomAnon output channel.',
};

/**
 * Answers the requests that arrive at `port`. Requests that do not fit the contract are answered with a failure
 * and reach no handler. An error meant for people travels as it is; of any other only "internal" goes out, and
 * the error itself to `report`, because its text may quote what was read.
 *
 * @returns a function that stops answering.
 */
export function serve<C extends Calls<C>>(
  port: Port,
  contract: Contract<C>,
  handlers: Handlers<C>,
  report: (error: unknown) => void,
): () => void {
  return port.listen((message) => {
    if (!isRequest(message)) return;
    const { id, type, body } = message;
    const post = (envelope: Envelope): void => port.post(envelope);
    answer(contract, handlers, type, body).then(
      (reply) => post({ kind: 'reply', id, body: reply }),
      (error: unknown) => {
        if (!(error instanceof UserError)) report(error);
        post({ kind: 'failure', id, failure: toFailure(error) });
      },
    );
  });
}

async function answer<C extends Calls<C>>(
  contract: Contract<C>,
  handlers: Handlers<C>,
  type: string,
  body: unknown,
): Promise<unknown> {
  if (!isCallOf(contract, type)) throw badMessage();
  if (!contract[type].request(body)) throw badMessage();
  return handlers[type](body);
}

function isCallOf<C extends Calls<C>>(contract: Contract<C>, type: string): type is keyof C & string {
  return Object.hasOwn(contract, type);
}

function badMessage(): UserError {
  return new UserError(BAD_MESSAGE.code, BAD_MESSAGE.message, BAD_MESSAGE.remedy);
}

function toFailure(error: unknown): Failure {
  return error instanceof UserError
    ? { code: error.code, message: error.message, remedy: error.remedy }
    : INTERNAL;
}
