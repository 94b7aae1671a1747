import type { Outcome } from '../record/outcome';
import { decodeOutcome } from '../record/outcome-code';
import type { RunRecordOfFiles } from './anonymise-folder';

/** One file of a run, as the report lists it. */
export interface ListedFile {
  /** Path below the source, with `/`. */
  readonly source: string;
  readonly outcome: Outcome;
  readonly detail?: string;
  /** Path of the copy below the destination, with `/`; undefined when there is none. */
  readonly target?: string;
}

/** Every file of a run in natural order. */
export function* listFiles({ survey: { ledger }, paths }: RunRecordOfFiles): Generator<ListedFile> {
  for (const folder of ledger.folders) {
    const folderPath = paths?.folderPath(folder) ?? [];
    const targetNames = paths?.eachFileName(folder);
    const { outcomes, path } = folder;
    let position = -1;
    for (const sourceName of folder.eachName()) {
      position++;
      const targetName = targetNames?.next().value ?? '';
      const outcome = decodeOutcome(outcomes[position]!);
      if (!outcome) continue;
      const { detail, name = targetName } = ledger.remarkOn(folder.index, position);
      const hasCopy = outcome.kind === 'written' || outcome.kind === 'unchanged';
      yield {
        source: [...path, sourceName].join('/'),
        outcome,
        ...(detail === undefined ? {} : { detail }),
        ...(hasCopy ? { target: [...folderPath, name].join('/') } : {}),
      };
    }
  }
}
