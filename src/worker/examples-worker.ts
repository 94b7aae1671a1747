import { parentPort, workerData } from 'node:worker_threads';
import { findExamples } from '../core/run/examples';
import type { ExamplesReply, ExamplesRequest } from './examples-protocol';

parentPort!.postMessage(findExamples(workerData as ExamplesRequest) satisfies ExamplesReply);
