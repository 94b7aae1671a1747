import nodePath, { join, type PlatformPath } from 'node:path';
import { decodeOutcome } from '../record/outcome-code';
import type { RunRecordOfFiles } from './anonymise-folder';
import { isInside } from './check-paths';
import { type FolderEntry, NOBODY } from './ledger';

/** A file and its copy, absolute paths. */
export interface CopiedFile {
  readonly original: string;
  readonly copy: string;
}

/**
 * The file that a copy of this run was made from; undefined when the run made no such copy.
 * @param copy absolute; on Windows, editors write its drive letter small
 */
export function originalOf(
  run: RunRecordOfFiles,
  copy: string,
  flavour: PlatformPath = nodePath,
): string | undefined {
  const { destination } = run.summary;
  if (!isInside(copy, destination, flavour)) return undefined;
  const segments = flavour.relative(destination, copy).split(flavour.sep);
  const folderPath = segments.slice(0, -1).join('/');
  for (const folder of run.survey.ledger.folders) {
    if (run.paths?.folderPath(folder).join('/') !== folderPath) continue;
    const found = copiesOf(run, folder).find((file) => flavour.relative(file.copy, copy) === '');
    if (found) return found.original;
  }
  return undefined;
}

/** The first copy in each folder of the output, at most `most`. */
export function firstCopies(run: RunRecordOfFiles, most: number): readonly CopiedFile[] {
  const found: CopiedFile[] = [];
  for (const folder of run.survey.ledger.folders) {
    if (found.length === most) break;
    const [first] = copiesOf(run, folder, 1);
    if (first) found.push(first);
  }
  return found;
}

function copiesOf(
  { survey, summary, paths }: RunRecordOfFiles,
  folder: FolderEntry,
  most = Infinity,
): readonly CopiedFile[] {
  const { ledger } = survey;
  const copies: CopiedFile[] = [];
  if (!paths) return copies;
  const names = folder.names();
  const targetNames = paths.fileNames(folder);
  const target = join(summary.destination, ...paths.folderPath(folder));
  const { outcomes, patientOf } = folder;
  for (let position = 0; position < outcomes.length && copies.length < most; position++) {
    const kind = decodeOutcome(outcomes[position]!)?.kind;
    if ((kind !== 'written' && kind !== 'unchanged') || patientOf[position] === NOBODY) continue;
    const name = ledger.remarkOn(folder.index, position).name ?? targetNames[position]!;
    copies.push({ original: join(ledger.absolute(folder), names[position]!), copy: join(target, name) });
  }
  return copies;
}
