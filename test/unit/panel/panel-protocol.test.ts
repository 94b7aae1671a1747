import assert from 'node:assert/strict';
import { byRisk } from '../../../src/core/policy/risk-decisions';
import fc from 'fast-check';
import { UserError } from '../../../src/core/errors';
import { PANEL_CALLS, PANEL_EVENTS, isPanelState, type PanelCalls } from '../../../src/panel/panel-protocol';
import type { PanelState } from '../../../src/panel/panel-state';
import { connect } from '../../../src/rpc/connect';
import type { Handlers } from '../../../src/rpc/contract';
import type { Port } from '../../../src/rpc/port';
import { serve } from '../../../src/rpc/serve';
import { READY } from './states';

const SEED = 20_260_101;

describe('the protocol of the panel', () => {
  it('accepts every kind of state', () => {
    for (const state of everyState()) assert.ok(isPanelState(state), JSON.stringify(state.run));
  });

  it('refuses a state with anything missing, added or of another type', () => {
    for (const state of everyState()) {
      for (const [path, holder] of holders(state)) {
        for (const key of Object.keys(holder)) {
          assert.equal(
            isPanelState(changed(state, path, (at) => (at[key] = { evil: true }))),
            false,
            `${path.join('.')}.${key}`,
          );
          if (Array.isArray(holder) || isMap(path)) continue;
          assert.equal(
            isPanelState(changed(state, path, (at) => delete at[key])),
            false,
            `without ${path.join('.')}.${key}`,
          );
        }
        assert.equal(
          isPanelState(changed(state, path, (at) => (at['evil'] = 'more'))),
          false,
          `more in ${path.join('.')}`,
        );
      }
    }
  });

  it('refuses members that only the prototype has', () => {
    assert.equal(isPanelState(Object.create(READY)), false);
    assert.equal(
      PANEL_CALLS.setSwitch.request(JSON.parse('{"__proto__":{"id":"private","on":true}}')),
      false,
    );
  });

  it('lets nothing but valid requests reach a handler, whatever arrives', async () => {
    const anything = fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true, maxDepth: 4 });
    const nearly = fc.record({
      kind: fc.constantFrom('request', 'reply', 'failure', 'x'),
      id: fc.oneof(fc.nat(), anything),
      type: fc.oneof(
        fc.constantFrom(...Object.keys(PANEL_CALLS), 'constructor', '__proto__', 'toString'),
        anything,
      ),
      body: fc.oneof(
        fc.constant({}),
        fc.record({ id: anything, on: anything }),
        fc.record({ reason: anything, from: anything, index: anything }, { requiredKeys: [] }),
        fc.record({ action: fc.oneof(fc.constantFrom('compare', 'rm'), anything) }),
        anything,
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(nearly, anything), async (message) => {
        const { port, receive } = fakePort();
        const seen: [string, unknown][] = [];
        serve(port, PANEL_CALLS, recording(seen), () => undefined);
        receive(message);
        await Promise.resolve();
        for (const [type, body] of seen) assert.ok(PANEL_CALLS[type as keyof PanelCalls].request(body));
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it('takes a policy by its id and nothing else, and answers with the one that is chosen', () => {
    const { request, reply } = PANEL_CALLS.choosePolicy;
    assert.ok(request({ id: 'PS3.15 Basic Profile' }));
    for (const wrong of [{}, { id: 7 }, { id: 'x'.repeat(50_000) }, { id: 'x', file: '/etc/passwd' }, null])
      assert.equal(request(wrong), false);
    assert.ok(reply({ policy: 'DicomAnon' }));
    assert.equal(reply(null), false);
  });

  it('refuses a table of a policy with anything missing or of another type', () => {
    const fate = { switch: null, kind: 'kept', text: 'Kept.', note: '', source: '' };
    const line = { keys: ['k'], heading: 'h', name: 'n', tag: '', fates: [fate] };
    const part = { id: 'a', title: 'A', description: '', onByDefault: false, excludes: ['b'] };
    const table = {
      serial: 1,
      title: 't',
      description: '',
      edition: '2026c',
      lines: [line],
      switches: [part],
    };
    const { reply } = PANEL_CALLS.policy;
    assert.ok(reply(table));
    for (const change of [
      { serial: -1 },
      { edition: null },
      { lines: [{ ...line, fates: [{ ...fate, kind: 'lost' }] }] },
      { lines: [{ ...line, fates: [{ ...fate, switch: 7 }] }] },
      { lines: [{ ...line, more: '' }] },
      { switches: [{ ...part, excludes: 'b' }] },
      { switches: [{ ...part, onByDefault: 'no' }] },
    ])
      assert.equal(reply({ ...table, ...change }), false, JSON.stringify(change));
  });

  it('takes no path from the page in any request', () => {
    const texts = ['/etc/passwd', '../..', 'C:\\'];
    for (const [name, { request }] of Object.entries(PANEL_CALLS)) {
      for (const path of texts) {
        for (const key of ['path', 'source', 'destination', 'workbook', 'folder']) {
          assert.equal(request({ [key]: path }), false, name);
        }
      }
    }
  });

  it('takes an answer of the page that is not null for a failure', async () => {
    const { port, receive } = fakePort();
    const page = connect(port, PANEL_EVENTS);
    const sent = page.call('state', READY);
    receive({ kind: 'reply', id: 1, body: { evil: true } });
    await assert.rejects(sent, UserError);
  });
});

function everyState(): readonly PanelState[] {
  const numbers = { found: 3, written: 1, unchanged: 0, skipped: 1, failed: 1 };
  const problem = { code: 'x', message: 'm', remedy: 'r' };
  const progress = { files: 1, totalFiles: 2, bytes: 10, totalBytes: 20, seconds: 0.5, patient: 'ANON-0001' };
  const totals = { patients: 1, studies: 1, series: 1, seconds: 1.25, risks: byRisk(() => 1) };
  const places = {
    workbook: '/w.xlsx',
    workbookBeside: false,
    report: '',
    policy: 'DicomAnon',
    audit: ['a'],
    search: { files: 1, filesWithFindings: 0, findingCount: 0, unexpected: 0 },
    inWorkspace: true,
  };
  return [
    READY,
    { ...READY, folders: [], survey: { kind: 'none' }, examples: 0 },
    { ...READY, survey: { kind: 'refused', problem } },
    { ...READY, run: { kind: 'waiting' } },
    { ...READY, run: { kind: 'running', progress, cancelling: true } },
    { ...READY, run: { kind: 'refused', problem } },
    {
      ...READY,
      run: { kind: 'earlier', run: { ...numbers, end: 'interrupted', started: '2026-01-01T00:00:00Z' } },
    },
    {
      ...READY,
      run: {
        kind: 'ended',
        result: { ...numbers, ...totals, ...places, end: 'done', problem, reasons: { truncated: 1 } },
      },
    },
  ];
}

type Path = readonly string[];
type Members = Record<string, unknown>;

/** Every object and array in a value with its path; an array takes no more members, so it counts by its first. */
function holders(value: unknown, path: Path = []): readonly (readonly [Path, object])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, member]) => holders(member, [...path, key]));
  return Array.isArray(value) ? inside : [[path, value], ...inside];
}

/** The names in these are the data. */
function isMap(path: Path): boolean {
  return path.at(-1) === 'modalities' || path.at(-1) === 'reasons';
}

function changed(state: PanelState, path: Path, change: (holder: Members) => void): unknown {
  const copy = structuredClone(state) as unknown as Members;
  change(path.reduce((at, key) => at[key] as Members, copy));
  return copy;
}

function fakePort() {
  const receivers = new Set<(message: unknown) => void>();
  const port: Port = {
    post: () => undefined,
    listen(receive) {
      receivers.add(receive);
      return () => receivers.delete(receive);
    },
  };
  return { port, receive: (message: unknown) => receivers.forEach((receive) => receive(message)) };
}

function recording(seen: [string, unknown][]): Handlers<PanelCalls> {
  const handle = (type: string) => (body: unknown) => {
    seen.push([type, body]);
    return null as never;
  };
  return Object.fromEntries(
    Object.keys(PANEL_CALLS).map((type) => [type, handle(type)]),
  ) as unknown as Handlers<PanelCalls>;
}
