import { join } from 'node:path';
import type { AuditedFile } from '../audit/piece-leaks';
import { DicomError } from '../dicom/errors';
import type { Inventory } from '../evidence/inventory';
import { instanceUidsOf } from '../evidence/instance-uids';
import { CancelledError } from '../io/cancellation';
import { DicomFileReader } from '../io/dicom-file-reader';
import { walkFolders } from '../io/walk';
import type { ChecksumList } from './checksum-list';
import { sha256OfFile } from './checksum-list';
import { breathing } from './event-loop';
import { InFlight } from './in-flight';

const FIRST_READ = 32 * 1024;
/** Validators at work at a time. */
const VALIDATORS = 2;

/** Checks a file against the definitions of the standard; undefined when it gave no answer. */
export type ValidateFile = (path: string) => Promise<void>;

export interface DescribeOptions {
  readonly folder: string;
  readonly inventory: Inventory;
  readonly checksums: ChecksumList;
  readonly validate: ValidateFile | undefined;
  /** UIDs of instances that occur in the outputs are added, where they are asked for. */
  readonly uids: Set<string> | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onFile: () => void;
}

/** What of a folder the inventory has not. */
export interface FolderFigures {
  readonly files: number;
  readonly otherFiles: number;
  readonly unreadable: number;
  readonly notFiles: number;
}

/**
 * Reads every file of a folder: its header for the inventory and, where it is DICOM, its bytes for the checksums. What is
 * not DICOM is none of DicomAnon's: even its name could be anything.
 * @throws CancelledError; NodeJS.ErrnoException when a file or folder can't be read to the end
 */
export async function describeOutputs(options: DescribeOptions): Promise<FolderFigures> {
  const { folder, checksums, validate, signal } = options;
  const reader = new DicomFileReader(FIRST_READ);
  const breathe = breathing();
  const validating = new InFlight(VALIDATORS);
  const figures = { files: 0, otherFiles: 0, unreadable: 0, notFiles: 0 };
  for await (const { path, files, skipped, error } of walkFolders(folder, () => false, breathe)) {
    if (error !== undefined)
      throw Object.assign(new Error('unreadable folder'), { code: error, syscall: 'scandir' });
    figures.notFiles += skipped.length;
    for (const name of files) {
      if (signal?.aborted) throw new CancelledError();
      const absolute = join(folder, ...path, name);
      const kind = look(reader, absolute, options);
      if (kind === 'other') figures.otherFiles++;
      if (kind === 'unreadable') figures.unreadable++;
      if (kind === 'dicom') {
        if (validate) await validating.start(() => validate(absolute));
        checksums.add([...path, name].join('/'), await hashed(absolute, signal));
      }
      figures.files++;
      options.onFile();
      await breathe();
    }
  }
  await validating.drain();
  return figures;
}

function look(
  reader: DicomFileReader,
  path: string,
  { inventory, uids }: DescribeOptions,
): 'dicom' | 'other' | 'unreadable' {
  try {
    const { source, layout } = reader.open(path);
    try {
      const { window, table } = reader;
      const file: AuditedFile = { window, table, layout };
      inventory.add(file, source.size);
      if (uids) for (const uid of instanceUidsOf(file)) uids.add(uid);
    } finally {
      source.close();
    }
    return 'dicom';
  } catch (error) {
    if (!(error instanceof DicomError)) throw error;
    return error.fault === 'not-dicom' ? 'other' : 'unreadable';
  }
}

async function hashed(path: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    return await sha256OfFile(path, signal);
  } catch (error) {
    if (signal?.aborted) throw new CancelledError();
    throw error;
  }
}
