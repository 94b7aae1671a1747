import { join } from 'node:path';
import { pythonWithPydicom } from '../support/pydicom';
import { inParallel, runToEnd } from './parallel';
import type { FilePair } from './run';

/** What pydicom found when it compared a copy with its original; see compare_elements.py. */
export interface Compared {
  readonly original: string;
  /** pydicom cannot read the original: nothing was compared. */
  readonly unreadable?: string;
  readonly elements: number;
  readonly problems: readonly string[];
  /** New UIDs by old ones. */
  readonly uids: Readonly<Record<string, string>>;
  /** Days by which dates moved back. */
  readonly shifts: readonly number[];
  /** Anonymised ID, '' for files without a patient. */
  readonly patient: string;
  readonly modality: string;
  /** SOP Instance UID of the original and of the copy. */
  readonly instance: readonly [string, string];
  /** References to instances, studies, series and frames of reference: place, old UID, new UID. */
  readonly references: readonly (readonly [string, string, string])[];
  /** Hashes of pixel data of the original and of the copy, by tag. */
  readonly pixels: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>];
  /** Person names, patient IDs and dates of the original, a character a byte. */
  readonly identifiers: readonly string[];
}

const SCRIPT = join(process.cwd(), 'test', 'corpus', 'compare_elements.py');

/** Compares all pairs with pydicom; `keep` names the parts of the policy that were off. */
export async function compareWithPydicom(
  pairs: readonly FilePair[],
  keep: readonly string[],
): Promise<readonly Compared[]> {
  const python = pythonWithPydicom()!;
  const half = Math.ceil(pairs.length / 2);
  const compared = await inParallel([pairs.slice(0, half), pairs.slice(half)], async (part) => {
    const task = { pairs: part.map(({ original, copy }) => [original, copy]), keep };
    const end = await runToEnd(python, [SCRIPT], JSON.stringify(task));
    if (end.code !== 0) throw new Error(`pydicom comparison failed: ${end.stderr}`);
    return end.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Compared);
  });
  return compared.flat();
}
