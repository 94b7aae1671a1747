import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyChoice } from '../../src/core/policy/policy';
import type { CopiedDocument } from '../../src/core/run/copied-documents';
import { searchDocumentsInThread } from '../../src/worker/document-client';
import { useTempFolder } from '../support/temp-folder';

const CHOICE = { policy: {}, on: [] } as unknown as PolicyChoice;

/** Answers what the name of the copy asks for. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
for (const { copy } of workerData.documents) {
  if (copy === 'hang') for (;;);
  if (copy === 'die') process.exit(1);
  if (copy === 'throw') throw new Error('no');
  parentPort.postMessage({ answer: copy === 'unread' ? null : copy === 'none' ? undefined : [{ kind: copy }] });
}
`;

describe('The search of documents in a thread', () => {
  const folder = useTempFolder();

  async function search(copies: readonly string[], signal?: AbortSignal) {
    const entry = join(folder(), 'thread.js');
    writeFileSync(entry, THREAD);
    const documents = copies.map((copy, position): CopiedDocument => {
      return { original: '', copy, anonymisedId: 'ANON-0001', folder: 0, position };
    });
    const found = await searchDocumentsInThread(entry, documents, {
      choice: CHOICE,
      patienceMs: 300,
      ...(signal ? { signal } : {}),
    });
    return { ...found, leaks: found.leaks.map(([{ position }, { kind }]) => `${kind}@${position}`) };
  }

  it('tells what was found in which document, and what could not be read', async () => {
    assert.deepEqual(await search(['name', 'none', 'unread', 'id']), {
      leaks: ['name@0', 'id@3'],
      searched: 2,
      unread: 1,
    });
  });

  for (const end of ['hang', 'die', 'throw'])
    it(`gives up a document at which the thread must ${end}, and goes on behind it`, async () => {
      assert.deepEqual(await search(['name', end, end, 'id']), {
        leaks: ['name@0', 'id@3'],
        searched: 2,
        unread: 2,
      });
    });

  it('ends at the signal, also in the midst of a document', async () => {
    const cancel = new AbortController();
    const found = search(['name', 'hang', 'id'], cancel.signal);
    setTimeout(() => cancel.abort(), 150);
    const { searched, unread } = await found;
    assert.equal(searched + unread, 3);
    assert.ok(unread >= 2);
  });
});
