import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { makeSampleExport } from '../../src/sample/export';
import { runCli } from '../corpus/cli';
import { createTempFolder, removeFolder } from '../support/temp-folder';
import { bytesBelow, pathsBelow } from './search';

/** A UID of five components or more, as it stands in bytes. */
const UID = /[0-2](?:\.\d+){4,}/g;
const REGISTERED = /^1\.2\.840\.10008(\.|$)/;

/** What the invented patients are called, have as ID, and where they live; in UTF-8 and Latin-1 alike. */
const IDENTIFYING = [
  ...[
    'Jürgen',
    'Schäfer',
    'Großmann',
    'Lindenstraße',
    'Minji',
    '김^민지',
    'Minnie',
    'Jihoon',
    'Παπαδοπούλου',
    'Ελένη',
  ],
  ...[
    'Suzuki',
    'Hanako',
    "O'Connor",
    'OConnor',
    '007123',
    'MRN-48-1923',
    'GR-0042',
    'JP 55-881',
    '881224-2345678',
    'KV-A123456789',
  ],
];

/** Descriptions, a page of a PDF and a text of a Key Object Selection, which the policy keeps. */
const QUOTATIONS = [
  'Letter about Suzuki Hanako',
  'Suzuki Hanako \\(JP 55-881',
  'Demo: M\xfcller, 007123',
  "MRI left knee, Ms O'Connor",
];

describe('the sample export', () => {
  let folder = '';
  let source = '';
  let copies = '';
  let paths = '';

  before(async () => {
    folder = createTempFolder();
    await makeSampleExport(join(folder, 'source'), { seed: 1 });
    const run = runCli([
      join(folder, 'source'),
      join(folder, 'copies'),
      '--workbook',
      join(folder, 'w.xlsx'),
      '--json',
    ]);
    assert.equal(run.status, 0, run.stderr);
    source = bytesBelow(join(folder, 'source')) + pathsBelow(join(folder, 'source')).join('\n');
    copies = bytesBelow(join(folder, 'copies'));
    paths = pathsBelow(join(folder, 'copies')).join('\n');
  });

  after(() => removeFolder(folder));

  it('leaves none of its UIDs in any copy or path', () => {
    const originals = new Set((source.match(UID) ?? []).filter((uid) => !REGISTERED.test(uid)));
    assert.ok(originals.size > 50);
    const left = new Set(
      [...(copies.match(UID) ?? []), ...(paths.match(UID) ?? [])].filter((uid) => originals.has(uid)),
    );
    assert.deepEqual([...left], []);
  });

  it('leaves none of its names, IDs and addresses in any copy or path, but where free text quotes them', () => {
    for (const text of IDENTIFYING) {
      const forms = [text, Buffer.from(text, 'utf8').toString('latin1')];
      assert.ok(
        forms.some((form) => source.includes(form)),
        `${text} is not in the sample`,
      );
      for (const form of forms) assert.ok(!withoutQuotations(copies).includes(form), `${text} is left`);
      assert.ok(!paths.includes(text), `${text} is left in a path`);
    }
  });
});

function withoutQuotations(text: string): string {
  return QUOTATIONS.reduce((rest, quotation) => rest.replaceAll(quotation, ''), text);
}
