import type { FileLayout } from '../dicom/file-layout';
import { groupOf } from '../dicom/tags';
import { ACT } from '../policy/action';
import type { Decider } from '../policy/decider';
import type { ScannedFile } from '../policy/scanned-file';
import { isInBlock } from '../policy/selection';
import { privateCreatorAt } from '../policy/surroundings';

/** A block of private elements: who reserves it, and in which group (PS3.5 §7.8.1). */
export interface PrivateBlock {
  readonly group: number;
  readonly creator: string;
}

/**
 * The private blocks of a file, at any depth, of which something stays and all that stays is known to be safe; in the
 * order of the file.
 */
export function safePrivateBlocks(
  file: ScannedFile,
  layout: FileLayout,
  decider: Decider,
): readonly PrivateBlock[] {
  const { table } = file;
  const blocks = new Map<string, PrivateBlock & { safe: boolean }>();
  for (let row = layout.dataSetRow; row < table.count;) {
    const action = decider.decideIn(file, row);
    const goes = action === ACT.remove || action === ACT.empty;
    if (!goes && isInBlock(table.tag[row]!)) {
      const block = { group: groupOf(table.tag[row]!), creator: privateCreatorAt(file, row) };
      const key = `${block.group} ${block.creator}`;
      const safe = decider.isKnownSafe(file, row) && (blocks.get(key)?.safe ?? true);
      blocks.set(key, { ...block, safe });
    }
    row = goes ? table.next[row]! : row + 1;
  }
  return [...blocks.values()].filter(({ safe }) => safe).map(({ group, creator }) => ({ group, creator }));
}
