import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResult, FileFinding } from '../../src/core/run/audit-folder';
import { writeAuditReport } from '../../src/core/run/audit-report';
import { useTempFolder } from '../support/temp-folder';

const SURE: FileFinding = {
  ...{ kind: 'name', place: 'attribute', path: '(0008,1030)', offset: 400, patient: 'ANON-0001' },
  ...{ confidence: 'high', why: 'the name of the patient', file: 'a|b/1.dcm' },
};
const RESULT: AuditResult = {
  ...{ files: 2, bytes: 4096, otherFiles: 0, findingCount: 2, patients: 1, pixels: false },
  ...{ originals: null, cancelled: false, documents: { searched: 0, unread: 0 } },
  unread: [{ file: '=c.dcm', reason: 'truncated' }],
  findings: [{ ...SURE, confidence: 'low', why: 'a common word' }, SURE],
  problems: [{ code: 'pixel-length', file: 'b.dcm', path: '(0008,0018)' }],
};

describe('the report of an audit', () => {
  const folder = useTempFolder();

  async function written(name: string): Promise<readonly string[]> {
    const file = join(folder(), name);
    await writeAuditReport(file, RESULT);
    return readFileSync(file, 'utf8').trimEnd().split('\n');
  }

  it('lists every finding with its file, the surest first, then problems and what could not be read', async () => {
    const rows = (await written('audit.md')).filter(
      (line) => line.startsWith('| ') && !line.startsWith('| -'),
    );
    const [, sure, doubtful, , problem, unread] = rows;
    assert.match(
      sure!,
      /^\| high \| name in .*0008,1030.*ANON.*\| a\\\|b\/1\.dcm \| the name of the patient \|$/,
    );
    assert.match(doubtful!, /low.*a common word/);
    assert.match(problem!, /0008,0018.*b\.dcm/);
    assert.match(unread!, /could not be read: truncated.*c\.dcm/);
    assert.equal(rows.length, 6);
  });

  it('holds the same as CSV, in which no cell begins a formula', async () => {
    const [columns, sure, doubtful, problem, unread] = await written('audit.csv');
    assert.equal(columns!.split(',').length, 8);
    assert.equal(sure, 'high,name,attribute,"(0008,1030)",400,ANON-0001,a|b/1.dcm,the name of the patient');
    assert.match(doubtful!, /^low,/);
    assert.match(problem!, /^,pixel-length,,"\(0008,0018\)",,,b\.dcm,/);
    assert.match(unread!, /^,unread,,,,,"?'=c\.dcm"?,truncated$/);
  });
});
