import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { auditInThread } from '../../src/worker/audit-client';
import { usePlace } from '../run/command-line';
import { dataset, dicomFile } from '../support/data-sets';

const ENTRY = resolve('dist', 'audit-worker.js');

describe('an audit in a thread', () => {
  const place = usePlace();

  function request() {
    const { destination, workbook, source } = place();
    return { folder: destination, workbook, source, pixels: false };
  }

  it('answers with what it searched', async () => {
    place().put({ 'a.dcm': dicomFile(dataset()) });
    place().anonymise();
    const result = await auditInThread(ENTRY, request(), new AbortController().signal, () => undefined);
    assert.equal(result.files, 1);
    assert.equal(result.originals?.files, 1);
    assert.deepEqual(result.findings, []);
  });

  it('says what to do when there is no workbook', async () => {
    const answer = auditInThread(ENTRY, request(), new AbortController().signal, () => undefined);
    await assert.rejects(answer, { code: 'no-workbook' });
  });

  it('ends early on request, and says so', async () => {
    place().put(
      Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.dcm`, dicomFile(dataset())])),
    );
    place().anonymise();
    const result = await auditInThread(ENTRY, request(), AbortSignal.abort(), () => undefined);
    assert.equal(result.cancelled, true);
  });
});
