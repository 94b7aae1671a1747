import { parentPort, workerData } from 'node:worker_threads';
import { makeBases } from './bases';
import type { BatchOrder, BatchReport, FoundCase } from './campaign';
import { makeCase } from './cases';
import { Judge } from './judge';

const REPORT_EVERY = 1000;

const order = workerData as BatchOrder;
const position = new Int32Array(order.position);
const bases = makeBases(order);
const judge = new Judge();

for (let from = order.from; from < order.to; from += REPORT_EVERY) {
  parentPort?.postMessage(runCases(from, Math.min(order.to, from + REPORT_EVERY)));
}

function runCases(from: number, to: number): BatchReport {
  const outcomes: Record<string, number> = {};
  const findings: FoundCase[] = [];
  for (let number = from; number < to; number++) {
    if (order.skip.includes(number)) continue;
    Atomics.store(position, 0, number);
    const { bytes, mutations } = makeCase(bases, order.seed, number);
    const verdict = judge.judge(bytes, number);
    outcomes[verdict.outcome] = (outcomes[verdict.outcome] ?? 0) + 1;
    for (const finding of verdict.findings) findings.push({ ...finding, number, mutations });
  }
  return { done: to, outcomes, findings };
}
