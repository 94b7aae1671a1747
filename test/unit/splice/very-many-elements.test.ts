import assert from 'node:assert/strict';
import { KEPT_ROWS } from '../../../src/core/dicom/growing-column';
import { scanFile } from '../../../src/core/dicom/file-layout';
import { Decider } from '../../../src/core/policy/decider';
import { ProjectKey } from '../../../src/core/pseudonym/project-key';
import { UidMap } from '../../../src/core/pseudonym/uid-map';
import { emitPlan } from '../../../src/core/splice/edit-list';
import { RewritePlanner } from '../../../src/core/splice/rewrite-planner';
import type { TextCleaner } from '../../../src/core/splice/text-cleaner';
import { dataset, dicomFile, element, sequence, uid } from '../../support/data-sets';
import {
  choiceWithout,
  KEY_BYTES,
  MARKS,
  MemoryOutput,
  newUid,
  PATIENT,
  rewrite,
  valuesOf,
} from '../../support/rewriting';
import { CountingSource, makeScanner, scanBytes } from '../../support/scanning';

const REFERENCED_INSTANCE = 0x00081155;
const SERIES_DESCRIPTION = 0x0008103e;
const VERY_MANY = KEPT_ROWS + 2000;

function fileOf(items: number, uidOf: (item: number) => string): Uint8Array {
  const item = (at: number) => [element(REFERENCED_INSTANCE, 'UI', uidOf(at))];
  return dicomFile(
    dataset(
      sequence(
        0x00081140,
        Array.from({ length: items }, (_, at) => item(at)),
      ),
    ),
  );
}

/** What stands in (0008,1155), without padding. */
function instancesIn(bytes: Uint8Array): readonly string[] {
  return valuesOf(bytes, REFERENCED_INSTANCE).map((value) => value.replace(/\0$/, ''));
}

describe('a file with very many elements', () => {
  const different = (item: number): string => uid(`${item}`);
  const repeated = (item: number): string => uid(`${item % 5}`);

  for (const [title, uidOf] of [
    ['that all differ', different],
    ['that repeat each other', repeated],
  ] as const) {
    it(`is rewritten like any other, with values ${title}`, () => {
      const file = fileOf(VERY_MANY, uidOf);
      const output = rewrite(file);
      const known = new Map<string, string>();
      const expected = Array.from({ length: VERY_MANY }, (_, item) => {
        const text = uidOf(item);
        if (!known.has(text)) known.set(text, newUid(text));
        return known.get(text);
      });
      assert.deepEqual(instancesIn(output), expected);
      const { table, layout } = scanBytes(output);
      assert.equal(layout.end, output.length);
      const flags = table.tag.subarray(0, table.count).filter((tag) => tag === 0xfffee000);
      assert.equal(flags.length, VERY_MANY);
    });
  }

  it('takes memory that is given back with its plan', () => {
    const { window, table, scanner } = makeScanner();
    const key = new ProjectKey(KEY_BYTES);
    const decider = new Decider(choiceWithout([]));
    const planner = new RewritePlanner(window, table, decider, key, new UidMap(key), MARKS);
    window.open(new CountingSource(fileOf(VERY_MANY, different)));
    const { edits } = planner.plan(scanFile(window, table, scanner), PATIENT);
    assert.ok(edits.room > KEPT_ROWS);
    const newElement = 8 + newUid('').length + 1;
    assert.ok(edits.arena.used < (KEPT_ROWS + 100) * newElement, 'new UIDs are made again, not kept');
    planner.release();
    assert.deepEqual([edits.count, edits.room], [0, KEPT_ROWS]);
  });

  it('has each of its texts cleaned once, however often its copy is put out', () => {
    const { window, table, scanner } = makeScanner();
    const key = new ProjectKey(KEY_BYTES);
    let cleaned = 0;
    const cleaner: TextCleaner = {
      prepare: () => undefined,
      clean: (_bytes, _from, _to, _row, arena) => {
        cleaned++;
        arena.latin1('clean ');
        return true;
      },
    };
    const decider = new Decider(choiceWithout([]));
    const planner = new RewritePlanner(window, table, decider, key, new UidMap(key), MARKS, cleaner);
    const items = Array.from({ length: VERY_MANY }, () => [element(SERIES_DESCRIPTION, 'LO', 'of Jane')]);
    const file = dicomFile(dataset(sequence(0x00081140, items)));
    window.open(new CountingSource(file));
    const plan = planner.plan(scanFile(window, table, scanner), PATIENT);
    const once = cleaned;
    assert.ok(once >= VERY_MANY);
    for (let time = 0; time < 2; time++) {
      const output = new MemoryOutput(file);
      emitPlan(plan, output);
      const texts = valuesOf(output.bytes(), SERIES_DESCRIPTION);
      assert.equal(texts.filter((text) => text === 'clean ').length, VERY_MANY);
    }
    assert.equal(cleaned, once);
  });

  it('leaves nothing behind for the files after it, whether its memory was given back or not', () => {
    const { window, table, scanner } = makeScanner();
    const key = new ProjectKey(KEY_BYTES);
    const uids = new UidMap(key);
    const planner = new RewritePlanner(
      window,
      table,
      new Decider(choiceWithout(['free-text'])),
      key,
      uids,
      MARKS,
    );
    const files = [fileOf(3, different), fileOf(VERY_MANY, different), fileOf(1500, repeated)];
    const copies = files.map((file) => Buffer.from(rewrite(file, { off: ['free-text'] })));
    for (const givesBack of [true, false, true]) {
      files.forEach((file, at) => {
        window.open(new CountingSource(file));
        const output = new MemoryOutput(file);
        emitPlan(planner.plan(scanFile(window, table, scanner), PATIENT), output);
        assert.ok(copies[at]!.equals(output.bytes()));
        if (!givesBack) return;
        planner.release();
        table.release();
        window.release();
      });
    }
  });
});
