import { strict as assert } from 'node:assert';
import { relative } from 'node:path';
import { pythonWithPydicom } from '../support/pydicom';
import { skipBecause } from '../support/skipping';
import { missing } from '../support/tools';
import { compareWithPydicom, type Compared } from './comparison';
import { EXPLAINED_DIFFERENCES, LONG_UNKNOWN_VALUE } from './expected';
import { CORPUS, type CorpusRuns, KEEP_ALL } from './run';

/** Modalities whose objects refer to others. */
export const REFERRING = new Set(['RTSTRUCT', 'RTPLAN', 'RTDOSE', 'SR', 'SEG', 'PR', 'KO']);
const WEEK = 7;

/** Tests on what pydicom finds in originals and copies; `standard` returns it for the ordinary run. */
export function describeElements(runs: () => CorpusRuns): { standard: () => readonly Compared[] } {
  let standard: readonly Compared[] = [];
  let bare: readonly Compared[] = [];
  describe('elements, as pydicom reads them', () => {
    before(async function () {
      if (pythonWithPydicom() === undefined) skipBecause(this, pydicomIsMissing());
      standard = await compareWithPydicom(runs().standard.pairs, []);
      bare = await compareWithPydicom(runs().bare.pairs, [...KEEP_ALL, 'mark']);
    });

    it('reads every copy of an original that it reads', () => {
      assert.equal(standard.length, runs().standard.pairs.length);
      assert.deepEqual(standard.filter(({ unreadable }) => unreadable !== undefined).map(pathOf), []);
    });

    it('finds each element as it was or as the policy says, none lost, none added, in the same order', () => {
      const problems = standard.filter(({ problems }) => problems.length > 0);
      assert.deepEqual(
        Object.fromEntries(problems.map((each) => [pathOf(each), each.problems])),
        EXPLAINED_DIFFERENCES,
      );
    });

    it('finds only patient, listed attributes and UIDs changed when all else is kept', () => {
      const problems = bare.flatMap((each) => each.problems.map((problem) => `${pathOf(each)} ${problem}`));
      assert.deepEqual(
        problems.filter((problem) => !LONG_UNKNOWN_VALUE.test(problem)),
        [],
      );
    });

    it('finds all pixel data the same, fragments and offset tables included', () => {
      for (const each of standard) assert.deepEqual(each.pixels[1], each.pixels[0], pathOf(each));
      assert.ok(standard.filter(({ pixels }) => Object.keys(pixels[0]).length > 0).length > 700);
    });

    it('finds one new UID for each old one in all files, and no two old ones with the same', () => {
      const mapped = new Map<string, string>();
      for (const each of standard) {
        for (const [old, renewed] of Object.entries(each.uids)) {
          assert.equal(mapped.get(old) ?? renewed, renewed, pathOf(each));
          mapped.set(old, renewed);
        }
      }
      assert.ok(mapped.size > 1000);
      assert.equal(new Set(mapped.values()).size, mapped.size);
    });

    it('finds every date of a patient moved back by the same whole weeks', () => {
      const shifts = new Map<string, Set<number>>();
      for (const each of standard) {
        const known = shifts.get(each.patient) ?? new Set();
        for (const shift of each.shifts) shifts.set(each.patient, known.add(shift));
      }
      for (const [patient, known] of shifts) {
        if (patient !== '') assert.equal(known.size, 1, `${patient} has ${known.size} shifts`);
        for (const shift of known) assert.ok(shift > 0 && shift % WEEK === 0, `${shift} days`);
      }
      assert.ok(shifts.size > 50);
    });

    it('finds the references of RT, SR, SEG and PR objects pointing at the same files as before', () => {
      const renewed = new Map(standard.map(({ instance }) => instance));
      let followed = 0;
      for (const each of standard.filter(({ modality }) => REFERRING.has(modality))) {
        for (const [place, old, found] of each.references) {
          const target = renewed.get(old);
          if (target === undefined) continue;
          assert.equal(found, target, `${pathOf(each)} ${place}`);
          followed++;
        }
      }
      assert.ok(followed > 20, `${followed} references lead to files of the corpus`);
    });
  });
  return { standard: () => standard };
}

export function pathOf({ original }: { readonly original: string }): string {
  return relative(CORPUS, original);
}

function pydicomIsMissing(): string {
  return missing('python3').reason;
}
