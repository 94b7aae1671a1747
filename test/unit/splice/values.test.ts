import assert from 'node:assert/strict';
import { ACT } from '../../../src/core/policy/action';
import { ProjectKey } from '../../../src/core/pseudonym/project-key';
import { UidMap } from '../../../src/core/pseudonym/uid-map';
import { ByteArena } from '../../../src/core/splice/byte-arena';
import { valueText } from '../../../src/core/splice/rows';
import { countValues } from '../../../src/core/splice/substitute';
import { UidCleaner } from '../../../src/core/splice/text-cleaner';
import { ValueRewriter } from '../../../src/core/splice/value-rewriter';
import { dicomFile, element } from '../../support/data-sets';
import { hex } from '../../support/hex';
import { KEY_BYTES, PATIENT } from '../../support/rewriting';
import { scanBytes } from '../../support/scanning';

const UIDS = new UidMap(new ProjectKey(KEY_BYTES));

describe('a value', () => {
  it('ends where it ends: a backslash behind it is none of its own', () => {
    assert.equal(countValues(hex('"1\\2\\"'), 0, 3), 2);
    assert.equal(countValues(hex('"1\\2\\"'), 0, 4), 3);
  });

  it('that was passed over is no text', () => {
    const long = element(0x00091001, 'OB', new Uint8Array(70_000).fill(0x41));
    const { window, table } = scanBytes(dicomFile([element(0x00080060, 'CS', 'CT'), long], { meta: 'none' }));
    assert.deepEqual([valueText(window, table, 0), valueText(window, table, 1)], ['CT', '']);
  });

  it('without a UID to replace is not written anew', () => {
    const arena = new ByteArena();
    const text = hex('"class 1.2.840.10008.5.1.4.1.1.2"');
    assert.equal(new UidCleaner(UIDS).clean(text, 0, text.length, 0, arena), false);
    assert.equal(arena.used, 0);
  });

  it('is never written by an action that writes none', () => {
    const key = new ProjectKey(KEY_BYTES);
    const values = new ValueRewriter(new ByteArena(), UIDS, new UidCleaner(UIDS), key);
    const rewriting = { patient: PATIENT, studyCode: () => '', vrOf: () => 0 };
    for (const action of [ACT.keep, ACT.remove, ACT.empty, ACT.contextual])
      assert.throws(() => values.write(action, hex('"Doe "'), 0, 4, 0, rewriting), RangeError);
  });
});
