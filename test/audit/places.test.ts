import assert from 'node:assert/strict';
import { auditFolder } from '../../src/core/run/audit-folder';
import { useTempFolder, writeTree } from '../support/temp-folder';
import { dataset, dicomFile, element } from '../support/data-sets';
import { MEIER, TRACES } from './known-patient';
import { PLANTED } from './planted-files';

describe('The audit of a folder', () => {
  const folder = useTempFolder();

  for (const [place, plant] of Object.entries(PLANTED)) {
    it(`finds every kind of identifier in: ${place}`, async function () {
      const missed: string[] = [];
      const byKind = new Map<string, [found: number, tried: number]>();
      for (const [kind, text] of TRACES) {
        if (place.includes('PDF') && /[^\0-\xff]/.test(text)) continue;
        const { path, file } = plant(Buffer.from(text, 'utf8'));
        const into = `${folder()}/${missed.length}-${TRACES.findIndex(([, other]) => other === text)}`;
        writeTree(into, { [path]: file });
        const { findings } = await auditFolder({ folder: into, patients: [MEIER], pixels: false });
        const found = findings.some((finding) => finding.kind === kind && place.startsWith(finding.place));
        const [hits, tried] = byKind.get(kind) ?? [0, 0];
        byKind.set(kind, [hits + (found ? 1 : 0), tried + 1]);
        if (!found)
          missed.push(`${kind} "${text}": ${findings.map((f) => `${f.kind} in ${f.place}`).join(', ')}`);
      }
      this.test!.title += `: ${[...byKind].map(([kind, [hits, tried]]) => `${kind} ${hits}/${tried}`).join(', ')}`;
      assert.deepEqual(missed, []);
    });
  }

  it('says what it could not read, and finds what the names of other files tell', async () => {
    const { file: whole } = PLANTED['document, a compressed PDF']!(Buffer.from('x'));
    writeTree(folder(), {
      'a.dcm': dicomFile(dataset(element(0x00420011, 'OB', Buffer.from('%PDF-1.4 torn')))),
      'b.dcm': whole,
      'cut.dcm': dicomFile(dataset()).subarray(0, 300),
      'Meierhofer Annegret.txt': 'no DICOM',
    });
    const { documents, unread, otherFiles, findings } = await auditFolder({
      ...{ folder: folder(), patients: [MEIER], pixels: false },
    });
    assert.deepEqual(documents, { searched: 1, unread: 1 });
    assert.deepEqual(unread, [{ file: 'cut.dcm', reason: 'truncated' }]);
    assert.equal(otherFiles, 1);
    const named = findings.filter(({ file }) => file.endsWith('.txt'));
    assert.ok(named.length > 0 && named.every(({ place, kind }) => place === 'path' && kind === 'name'));
  });
});
