import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FolderEntry, Ledger, NOBODY } from '../../../src/core/run/ledger';
import { NamesSoFar } from '../../../src/core/run/names-so-far';
import { PatientsBelow } from '../../../src/core/run/patients-below';

/** A folder with files, each of a patient or of nobody, and the folders in it. */
interface Tree {
  readonly files: readonly number[];
  readonly folders: readonly Tree[];
}

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    files: fc.array(fc.integer({ min: NOBODY, max: 3 }), { maxLength: 4 }),
    folders: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('tree'), { maxLength: 3 })),
  }),
}));

interface Expected {
  readonly entry: FolderEntry;
  readonly path: readonly string[];
  readonly names: readonly string[];
  readonly files: readonly number[];
  readonly below: ReadonlySet<number>;
}

/** Adds a tree as a walk finds it, and says what the ledger must know of each folder. */
function addTree(ledger: Ledger, { files, folders }: Tree, path: readonly string[] = []): Expected[] {
  const names = files.map((_, at) => `ü山 ${at}`);
  const entry = ledger.add({ path, files: names, skipped: [] });
  const { patientOf, sizes, outcomes, risks } = entry;
  files.forEach((patient, at) => {
    patientOf[at] = patient;
    [sizes[at], outcomes[at], risks[at]] = [2 ** 33 + entry.index, entry.index & 0xff, at];
  });
  const inner = folders.flatMap((folder, at) => addTree(ledger, folder, [...path, `f${at}`]));
  const below = new Set([...files, ...inner.flatMap((each) => each.files)].filter((each) => each !== NOBODY));
  return [{ entry, path, names, files, below }, ...inner];
}

describe('the ledger', () => {
  it('keeps what is known of each file, and finds the folder above each', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const ledger = new Ledger('/source');
        for (const { entry, path, names, files } of addTree(ledger, root)) {
          assert.deepEqual([entry.path, entry.names(), entry.count], [path, names, files.length]);
          assert.deepEqual([...entry.patientOf], files);
          const own = files.map((_, at) => [2 ** 33 + entry.index, entry.index & 0xff, at]);
          assert.deepEqual(
            files.map((_, at) => [entry.sizes[at], entry.outcomes[at], entry.risks[at]]),
            own,
          );
          const above = path.length === 0 ? undefined : path.slice(0, -1);
          assert.deepEqual(ledger.folders[entry.parent]?.path, above);
        }
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });

  it('gives a folder of more files than a piece of its memory has theirs alone', () => {
    const ledger = new Ledger('/source');
    const many = Array.from({ length: 40_000 }, (_, at) => `IM${at}`);
    const entries = [['a'], many, ['b', 'c']].map((files, at) =>
      ledger.add({ path: [`f${at}`], files, skipped: [] }),
    );
    for (const entry of entries) entry.sizes.fill(entry.index + 1);
    assert.deepEqual(entries[1]!.names(), many);
    assert.deepEqual(
      entries.map(({ sizes }) => [...new Set(sizes)]),
      [[1], [2], [3]],
    );
  });
});

describe('names that were packed', () => {
  it('are the same, together, one by one, and as far as they are asked for', async () => {
    const name = fc.string({
      unit: fc.constantFrom('a', '1', 'ü', '山', '\u{1f600}'),
      minLength: 1,
      maxLength: 60,
    });
    for (const count of [0, 1, 2, 500, 9000]) {
      const ledger = new Ledger('/source');
      const files = fc.sample(name, { numRuns: Math.max(1, count), seed: count }).slice(0, count);
      const entries = ['a', 'b'].map((folder) => ledger.add({ path: [folder], files, skipped: [] }));
      for (const entry of entries) await ledger.packNames(entry, () => Promise.resolve());
      for (const entry of entries) {
        assert.deepEqual(entry.names(), files);
        assert.deepEqual([...entry.eachName()], files);
        const some = new NamesSoFar(entry.eachName());
        for (let at = 3; at < count; at += 7) assert.equal(some.next(at), files[at]);
        assert.throws(() => some.next(count), RangeError);
      }
    }
  });
});

describe('files that have no outcome yet', () => {
  it('come some at a time, as they are when their turn comes', () => {
    const ledger = new Ledger('/source');
    const files = Array.from({ length: 10 }, (_, at) => `${at}`);
    const entry = ledger.add({ path: [], files, skipped: [{ name: 'link', reason: 'link' }] });
    entry.outcomes[1] = 7;
    const pending = ledger.pending(entry, 3);
    assert.deepEqual(pending.next().value, [0, 2, 3]);
    entry.outcomes[5] = 7;
    assert.deepEqual(
      [...pending],
      [
        [4, 6, 7],
        [8, 9],
      ],
    );
    assert.deepEqual([...ledger.pending(ledger.add({ path: ['x'], files: [], skipped: [] }), 3)], []);
  });
});

describe('the patients below a folder', () => {
  it('are those of its files and of all folders in it; the source has none if they are several', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (root) => {
        const ledger = new Ledger('/source');
        const folders = addTree(ledger, root);
        const patients = new PatientsBelow(ledger);
        await patients.collect(() => undefined);
        for (const { entry, path, below } of folders) {
          const isNamed = path.length > 0 || below.size < 2;
          assert.deepEqual([...patients.of(entry)].sort(), isNamed ? [...below].sort() : []);
          assert.equal(patients.only(entry), below.size === 1 ? [...below][0] : NOBODY);
        }
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });
});
