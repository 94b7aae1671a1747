import { join } from 'node:path';
import { UserError } from '../errors';
import { DicomError } from '../dicom/errors';
import { TAG } from '../dicom/tags';
import { DicomFileReader } from '../io/dicom-file-reader';
import { isMissing } from '../io/missing';
import { walkFolders } from '../io/walk';
import { projectMark } from '../policy/marks';
import { rowOf, valueText } from '../splice/rows';
import { breathing } from './event-loop';

/** So many DICOM files of a destination are looked at; one that bears a mark is enough. */
const LOOKED_AT = 20;
const FIRST_READ = 16 * 1024;
const LAST_GROUP = 0x0012;

/**
 * Refuses a destination that holds outputs of another project key: every file would be written a second time, under a
 * second identity. The outputs say themselves whose they are, in (0012,0063).
 * @throws UserError 'foreign-project', 'destination-unreadable'
 */
export async function refuseForeignProject(destination: string, fingerprint: string): Promise<void> {
  const mark = await findProjectMark(destination);
  if (mark === undefined || mark === projectMark(fingerprint)) return;
  throw new UserError(
    'foreign-project',
    'The destination holds files that were anonymised with another mapping workbook.',
    'Restore that workbook or name it as the workbook of this run, or choose another destination.',
  );
}

async function findProjectMark(destination: string): Promise<string | undefined> {
  const reader = new DicomFileReader(FIRST_READ);
  let looked = 0;
  const breathe = breathing();
  for await (const { path, files, error } of walkFolders(destination, () => false, breathe)) {
    if (path.length === 0 && error !== undefined) await refuseUnlessMissing(destination, error);
    for (const file of files) {
      await breathe();
      const mark = markOf(reader, join(destination, ...path, file));
      if (mark !== 'not-dicom' && mark !== 'unmarked') return mark;
      if (mark === 'unmarked' && ++looked === LOOKED_AT) return undefined;
    }
  }
  return undefined;
}

/** One that is not there yet holds nobody's files. */
async function refuseUnlessMissing(destination: string, error: string): Promise<void> {
  if (error === 'ENOENT' && (await isMissing(destination).catch(() => false))) return;
  throw unreadable(error);
}

function unreadable(code: string): UserError {
  return new UserError(
    'destination-unreadable',
    `The destination folder cannot be read (${code}), so that nobody can tell whose files it holds.`,
    'Check its permissions and its drive, or choose another destination.',
  );
}

function markOf(reader: DicomFileReader, path: string): string {
  try {
    const { source, layout } = reader.open(path, { lastGroup: LAST_GROUP });
    source.close();
    const row = rowOf(reader.table, layout, TAG.DeidentificationMethod);
    const values = row < 0 ? [] : valueText(reader.window, reader.table, row).split('\\');
    return values.find((value) => value.startsWith(projectMark(''))) ?? 'unmarked';
  } catch (error) {
    if (error instanceof DicomError || typeof (error as NodeJS.ErrnoException).code === 'string')
      return 'not-dicom';
    throw error;
  }
}
