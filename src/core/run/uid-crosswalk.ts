import { join } from 'node:path';
import { DicomError } from '../dicom/errors';
import { UserError } from '../errors';
import { type CrosswalkRow, sortedRows } from '../evidence/crosswalk';
import { instanceUidsOf } from '../evidence/instance-uids';
import { CancelledError } from '../io/cancellation';
import { DicomFileReader } from '../io/dicom-file-reader';
import { walkFolders } from '../io/walk';
import { ProjectKey } from '../pseudonym/project-key';
import { UidMap } from '../pseudonym/uid-map';
import { breathing } from './event-loop';

const FIRST_READ = 32 * 1024;

export interface UidCrosswalkOptions {
  /** Folder of the originals. */
  readonly source: string;
  /** The project key of the mapping workbook. */
  readonly key: Uint8Array;
  /** UIDs that occur in the outputs. */
  readonly occurring: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
  readonly onFile: () => void;
}

/**
 * What became of the UIDs in the originals: for each the new one, or the same where the outputs kept it. A UID of which
 * the outputs have neither was removed, or its file was not anonymised: it is left out. Memory grows with the UIDs.
 * @throws UserError 'crosswalk-mismatch' when none of the UIDs became one of the outputs; CancelledError
 */
export async function uidCrosswalk(options: UidCrosswalkOptions): Promise<readonly CrosswalkRow[]> {
  const { occurring } = options;
  const uids = await originalUids(options);
  const map = new UidMap(new ProjectKey(options.key));
  const rows: CrosswalkRow[] = [];
  for (const old of uids) {
    const made = map.mapText(old);
    if (occurring.has(made)) rows.push({ old, new: made });
    else if (occurring.has(old)) rows.push({ old, new: old });
  }
  if (rows.length === 0 && occurring.size > 0) throw mismatch();
  return sortedRows(rows);
}

async function originalUids({ source, signal, onFile }: UidCrosswalkOptions): Promise<ReadonlySet<string>> {
  const reader = new DicomFileReader(FIRST_READ);
  const breathe = breathing();
  const uids = new Set<string>();
  for await (const { path, files } of walkFolders(source, () => false, breathe)) {
    for (const name of files) {
      if (signal?.aborted) throw new CancelledError();
      addUids(reader, join(source, ...path, name), uids);
      onFile();
      await breathe();
    }
  }
  return uids;
}

/** Files that are no DICOM, or that can't be read as such, were not anonymised either. */
function addUids(reader: DicomFileReader, path: string, uids: Set<string>): void {
  try {
    const { source } = reader.open(path);
    try {
      for (const uid of instanceUidsOf(reader)) uids.add(uid);
    } finally {
      source.close();
    }
  } catch (error) {
    if (!(error instanceof DicomError)) throw error;
  }
}

function mismatch(): UserError {
  return new UserError(
    'crosswalk-mismatch',
    'None of the UIDs in the originals became one of those in the anonymised files.',
    'Name the originals of these files, and the mapping workbook with which they were anonymised.',
  );
}
