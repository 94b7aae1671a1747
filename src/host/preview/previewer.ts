import { join } from 'node:path';
import { peekMapping } from '../../core/mapping/peek';
import type { PreviewProgress } from '../../core/run/preview-folder';
import type { PreviewBasis } from '../../core/run/preview-planner';
import type { PreviewTable } from '../../core/run/preview-table';
import { previewInThread } from '../../worker/preview-client';
import { workbookWorker } from '../../worker/workbook-client';
import type { RunChoices } from '../anonymise/engine';
import { namingFor } from '../anonymise/local-engine';

/** Makes the preview of a folder; undefined when it was cancelled. */
export type FolderPreviewer = (
  source: string,
  signal: AbortSignal,
  onProgress: (progress: PreviewProgress) => void,
) => Promise<PreviewTable | undefined>;

/**
 * Previews what a run with these choices would do.
 * @param scripts folder of the bundled worker scripts
 * @param excluded folders that are not looked into
 */
export function folderPreviewer(
  scripts: string,
  choices: RunChoices,
  excluded: readonly string[],
): FolderPreviewer {
  return async (source, signal, onProgress) => {
    const request = { ...(await basisOf(scripts, choices)), source, excluded };
    return previewInThread(join(scripts, 'preview-worker.js'), request, signal, onProgress);
  };
}

/**
 * What previews rest on: the policy, and the workbook as it is now, which is not changed.
 * @throws UserError when the workbook, or the list of fixed IDs, can't be used
 */
export async function basisOf(scripts: string, choices: RunChoices): Promise<PreviewBasis> {
  const client = workbookWorker(join(scripts, 'workbook-worker.js'));
  try {
    const naming = await namingFor(choices, client);
    const mapping = await peekMapping(choices.workbook, client.io);
    if (!mapping) return { choice: choices.policy, naming };
    const { key, patients, studies } = mapping;
    return { choice: choices.policy, naming, mapping: { key, patients, studies } };
  } finally {
    await client.close();
  }
}
