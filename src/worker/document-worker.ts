import { parentPort, workerData } from 'node:worker_threads';
import { DocumentSearcher } from '../core/run/search-document';
import type { DocumentReply, DocumentRequest } from './document-protocol';

const { choice, documents } = workerData as DocumentRequest;

void searchAll();

async function searchAll(): Promise<void> {
  const searcher = new DocumentSearcher(choice);
  for (const document of documents)
    parentPort!.postMessage({ answer: await searcher.search(document) } satisfies DocumentReply);
}
