import { isText, VR } from '../dicom/vr';
import { rowOf, valueText } from '../splice/rows';
import type { ScannedFile } from './element-copy';
import { KEY, type RecordKey } from './record-keys';

/** Dates and times that stand for one that is missing, the best first. */
const DATES = [KEY.StudyDate, KEY.SeriesDate, KEY.ContentDate, KEY.AcquisitionDate, KEY.InstanceCreationDate];
const TIMES = [KEY.StudyTime, KEY.SeriesTime, KEY.ContentTime, KEY.AcquisitionTime, KEY.InstanceCreationTime];

const NO_DATE = '19000101';
const NO_TIME = '000000';

/** Of codes the value that claims least. */
const LEAST: ReadonlyMap<number, string> = new Map<number, string>([
  [KEY.Modality, 'OT'],
  [KEY.NumberOfFrames, '1'],
  [KEY.CompletionFlag, 'PARTIAL'],
  [KEY.VerificationFlag, 'UNVERIFIED'],
  [KEY.MIMETypeOfEncapsulatedDocument, 'application/octet-stream'],
]);

/**
 * The value of a key of Type 1 (PS3.3 §F.5) that a file lacks: another date of the file, or one that nobody takes for
 * true, as dcmmkdir does; 'UNKNOWN' for text; '' for numbers and sequences, which stay empty.
 */
export function makeUpValue(file: ScannedFile, { tag, vr }: RecordKey): string {
  if (vr === VR.DA) return textOf(file, DATES) ?? NO_DATE;
  if (vr === VR.TM) return textOf(file, TIMES) ?? NO_TIME;
  if (vr === VR.DT) return NO_DATE + NO_TIME;
  return isText(vr) ? (LEAST.get(tag) ?? 'UNKNOWN') : '';
}

/** The first of these attributes' values, without padding, that is not empty. */
export function textOf({ window, table, layout }: ScannedFile, tags: readonly number[]): string | undefined {
  for (const tag of tags) {
    const row = rowOf(table, layout, tag);
    const text = row < 0 ? '' : valueText(window, table, row);
    if (text !== '') return text;
  }
  return undefined;
}
