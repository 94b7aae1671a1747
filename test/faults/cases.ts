/** Which faults are tried: every call of an undisturbed run, with every fault that it can meet. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeRandom } from '../../src/sample/random';
import { ERROR_CODES, type CallSite, type Fault, type PlannedFault } from './fault';
import { SCENARIOS, type Lane, type Scenario } from './scene';

export interface FaultCase {
  readonly scenario: Scenario;
  readonly planned: PlannedFault;
}

/** Those whose reply can get lost, as on a network share. */
const CHANGING = /rename|link|unlink|mkdir|open|write|append|close|sync|rm$|rmSync/i;
const READING_OR_WRITING = /^(readSync|writeSync)$/;
const WRITING = /^(writeSync|writeFileSync|handle\.(writeFile|appendFile)|promises\.writeFile)$/;

/** Every case, in the order of scenarios and calls. */
export async function listCases(lane: Lane): Promise<readonly FaultCase[]> {
  const cases: FaultCase[] = [];
  for (const scenario of SCENARIOS) {
    for (const site of await traceCalls(lane, scenario)) {
      for (const fault of faultsOf(site.call)) {
        cases.push({ scenario, planned: { site, fault, lasting: false } });
        if (site.nth === 1 && fault.kind === 'error')
          cases.push({ scenario, planned: { site, fault, lasting: true } });
      }
    }
  }
  return cases;
}

/** A part of the cases that is the same for the same seed, spread over all of them. */
export function sampleCases(cases: readonly FaultCase[], count: number, seed: number): readonly FaultCase[] {
  const random = makeRandom(seed);
  const step = cases.length / count;
  return Array.from({ length: Math.min(count, cases.length) }, (_, at) => {
    const index = Math.floor((at + random()) * step);
    return cases[Math.min(index, cases.length - 1)]!;
  });
}

async function traceCalls(lane: Lane, scenario: Scenario): Promise<readonly CallSite[]> {
  const trace = join(lane.folder, 'trace');
  rmSync(trace, { force: true });
  lane.reset(scenario);
  const { status, stderr } = await lane.run({ keyFill: 1, trace });
  if (status !== 0) throw new Error(`the undisturbed run of "${scenario}" failed: ${stderr}`);
  const counts = new Map<string, number>();
  return readFileSync(trace, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const nth = (counts.get(line) ?? 0) + 1;
      counts.set(line, nth);
      const [thread, call] = line.split(' ');
      return { thread: Number(thread), call: call!, nth };
    });
}

function faultsOf(call: string): readonly Fault[] {
  // That a file exists can be told or not told; there is no third.
  if (call === 'existsSync') return [{ kind: 'error', code: 'EACCES' }, { kind: 'kill' }];
  return [
    ...ERROR_CODES.map((code) => ({ kind: 'error', code }) as const),
    ...(CHANGING.test(call) ? [{ kind: 'late', code: 'EIO' } as const] : []),
    ...(READING_OR_WRITING.test(call) ? [{ kind: 'short' } as const] : []),
    ...(WRITING.test(call) ? [{ kind: 'torn' } as const] : []),
    { kind: 'kill' },
  ];
}
