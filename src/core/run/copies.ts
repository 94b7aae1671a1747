import nodePath, { join, type PlatformPath } from 'node:path';
import { decodeOutcome } from '../record/outcome-code';
import type { RunRecordOfFiles } from './anonymise-folder';
import { isInside } from './check-paths';
import { breathing } from './event-loop';
import { type FolderEntry, NOBODY } from './ledger';

/** A file and its copy, absolute paths. */
export interface CopiedFile {
  readonly original: string;
  readonly copy: string;
}

/**
 * The file that a copy of this run was made from; undefined when the run made no such copy. A folder may have files by the
 * hundred thousand: others have their turn meanwhile.
 * @param copy absolute; on Windows, editors write its drive letter small
 */
export async function originalOf(
  run: RunRecordOfFiles,
  copy: string,
  flavour: PlatformPath = nodePath,
): Promise<string | undefined> {
  const { destination } = run.summary;
  if (!isInside(copy, destination, flavour)) return undefined;
  const segments = flavour.relative(destination, copy).split(flavour.sep);
  const folderPath = segments.slice(0, -1).join('/');
  const breathe = breathing();
  for (const folder of run.survey.ledger.folders) {
    const due = breathe();
    if (due) await due;
    if (run.paths?.folderPath(folder).join('/') !== folderPath) continue;
    for (const file of copiesIn(run, folder)) {
      const pause = breathe();
      if (pause) await pause;
      if (flavour.relative(file.copy, copy) === '') return file.original;
    }
  }
  return undefined;
}

/** The first copy in each folder of the output, at most `most`. */
export function firstCopies(run: RunRecordOfFiles, most: number): readonly CopiedFile[] {
  const found: CopiedFile[] = [];
  for (const folder of run.survey.ledger.folders) {
    if (found.length === most) break;
    const [first] = copiesIn(run, folder);
    if (first) found.push(first);
  }
  return found;
}

/** The copies of the files of a folder. */
function* copiesIn(
  { survey: { ledger }, summary, paths }: RunRecordOfFiles,
  folder: FolderEntry,
): Generator<CopiedFile> {
  if (!paths) return;
  const source = ledger.absolute(folder);
  const target = join(summary.destination, ...paths.folderPath(folder));
  const targetNames = paths.eachFileName(folder);
  const { outcomes, patientOf } = folder;
  let position = -1;
  for (const name of folder.eachName()) {
    position++;
    const targetName = targetNames.next().value ?? '';
    const kind = decodeOutcome(outcomes[position]!)?.kind;
    if ((kind !== 'written' && kind !== 'unchanged') || patientOf[position] === NOBODY) continue;
    const copy = join(target, ledger.remarkOn(folder.index, position).name ?? targetName);
    yield { original: join(source, name), copy };
  }
}
