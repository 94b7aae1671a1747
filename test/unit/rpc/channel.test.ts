import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../../src/core/errors';
import { connect, type Client } from '../../../src/rpc/connect';
import type { Contract, Handlers } from '../../../src/rpc/contract';
import { isCount, isRecordOf, isStringUpTo } from '../../../src/rpc/guards';
import type { Port } from '../../../src/rpc/port';
import { serve } from '../../../src/rpc/serve';
import { connectedPorts } from './port-pair';

interface SampleCalls {
  readonly double: { readonly request: { readonly value: number }; readonly reply: number };
  readonly greet: { readonly request: string; readonly reply: string };
}

const CONTRACT: Contract<SampleCalls> = {
  double: { request: isRecordOf<{ value: number }>({ value: isCount }), reply: isCount },
  greet: { request: isStringUpTo(10), reply: isStringUpTo(20) },
};

const HANDLERS: Handlers<SampleCalls> = {
  double: ({ value }) => value * 2,
  greet: (name) => Promise.resolve(`Hello ${name}`),
};

interface Channel {
  readonly client: Client<SampleCalls>;
  readonly clientPort: Port;
  readonly reported: unknown[];
  readonly stop: () => void;
}

function openChannel(handlers: Handlers<SampleCalls> = HANDLERS): Channel {
  const [clientPort, serverPort] = connectedPorts();
  const reported: unknown[] = [];
  const stop = serve(serverPort, CONTRACT, handlers, (error) => reported.push(error));
  return { client: connect(clientPort, CONTRACT), clientPort, reported, stop };
}

describe('the request and reply channel', () => {
  it('resolves each request with its own reply, whatever the order of the replies', async () => {
    const waiting: (() => void)[] = [];
    const { client } = openChannel({
      ...HANDLERS,
      double: ({ value }) => new Promise((resolve) => waiting.push(() => resolve(value * 2))),
    });
    const replies = [1, 2, 3].map((value) => client.call('double', { value }));
    await new Promise((resolve) => setTimeout(resolve));
    waiting.reverse().forEach((answer) => answer());
    assert.deepEqual(await Promise.all(replies), [2, 4, 6]);
  });

  it('rejects with the error meant for people that the other side threw', async () => {
    const { client, reported } = openChannel({
      ...HANDLERS,
      greet: () => {
        throw new UserError('busy', 'It is busy.', 'Wait.');
      },
    });
    await assert.rejects(client.call('greet', 'Ann'), {
      code: 'busy',
      message: 'It is busy.',
      remedy: 'Wait.',
    });
    assert.deepEqual(reported, []);
  });

  it('keeps the text of any other error on the side where it arose', async () => {
    const { client, reported } = openChannel({
      ...HANDLERS,
      greet: () => Promise.reject(new Error('Doe^Jane')),
    });
    await assert.rejects(client.call('greet', 'Ann'), (error: UserError) => {
      assert.equal(error.code, 'internal');
      assert.doesNotMatch(`${error.message}${error.remedy}`, /Doe/);
      return true;
    });
    assert.equal((reported[0] as Error).message, 'Doe^Jane');
  });

  it('answers a request that breaks the contract with a failure, and calls no handler', async () => {
    let calls = 0;
    const { client } = openChannel({ ...HANDLERS, double: () => ++calls });
    await assert.rejects(client.call('double', { value: -1 }), { code: 'bad-message' });
    await assert.rejects(client.call('greet', 'a name that is too long'), { code: 'bad-message' });
    assert.equal(calls, 0);
  });

  it('answers a call that does not exist with a failure, inherited names included', async () => {
    const { client } = openChannel();
    for (const type of ['nothing', 'toString', 'constructor', '__proto__']) {
      await assert.rejects(client.call(type as 'greet', 'Ann'), { code: 'bad-message' });
    }
  });

  it('rejects when the reply breaks the contract', async () => {
    const { client } = openChannel({ ...HANDLERS, double: () => -1 });
    await assert.rejects(client.call('double', { value: 1 }), { code: 'bad-reply' });
  });

  it('rejects what is under way, and everything later, once it is closed', async () => {
    const gone = new UserError('gone', 'It is gone.', 'Start it again.');
    const { client } = openChannel({ ...HANDLERS, greet: () => new Promise(() => undefined) });
    const underWay = client.call('greet', 'Ann');
    client.close(gone);
    await assert.rejects(underWay, gone);
    await assert.rejects(client.call('greet', 'Ann'), gone);
  });

  it('answers nothing after it was stopped', async () => {
    const { client, stop } = openChannel();
    stop();
    const reply = client.call('greet', 'Ann');
    const nothing = new Promise((resolve) => setTimeout(() => resolve('nothing'), 5));
    assert.equal(await Promise.race([reply, nothing]), 'nothing');
  });

  it('takes no harm from messages of any shape, and still answers', async () => {
    await fc.assert(
      fc.asyncProperty(anyMessage(), async (message) => {
        const { client, clientPort, reported } = openChannel();
        clientPort.post(message);
        assert.equal(await client.call('double', { value: 21 }), 42);
        assert.deepEqual(reported, []);
      }),
      { seed: 20240229, numRuns: 300 },
    );
  });
});

/** Anything that can be posted, often with the outline of a real message. */
function anyMessage(): fc.Arbitrary<unknown> {
  const anything = fc.anything({ withDate: true, withMap: true, withSet: true, withTypedArray: true });
  return fc.oneof(
    anything,
    fc.record(
      {
        kind: fc.oneof(fc.constantFrom('request', 'reply', 'failure'), anything),
        id: fc.oneof(fc.integer(), anything),
        type: fc.oneof(fc.constantFrom('double', 'greet', '__proto__'), fc.string(), anything),
        body: anything,
        failure: anything,
      },
      { requiredKeys: [] },
    ),
  );
}
