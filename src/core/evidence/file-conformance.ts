import type { AuditedFile } from '../audit/piece-leaks';
import { readUint32 } from '../dicom/element-header';
import { type ElementTable, ROW } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import { groupOf, isGroupLength, TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import { rowOf, valueText } from '../splice/rows';
import { isValidUid } from './uid-validity';

/** What the own checks can find fault with, and the sections that say so. */
export const CONFORMANCE_TEXTS = {
  'no-file-meta': 'no preamble and no File Meta Information (PS3.10 §7.1)',
  'file-meta-incomplete': 'a Type 1 element of the File Meta Information is missing (PS3.10 Table 7.1-1)',
  'group-length': 'a group length does not count what it should (PS3.5 §7.2, PS3.10 §7.1)',
  'invalid-uid': 'a UID is not built as it should be (PS3.5 §9.1)',
  'odd-length': 'a value of odd length (PS3.5 §7.1.1)',
  'tag-order': 'elements are not in ascending order (PS3.5 §7.1)',
  'missing-uid': 'no SOP Class, SOP Instance, Study Instance or Series Instance UID (PS3.3 §C.7, §C.12.1)',
  'stray-bytes': 'bytes that belong to no element (PS3.10 §7)',
} as const;
export type ConformanceCode = keyof typeof CONFORMANCE_TEXTS;

const REQUIRED_META: readonly number[] = [
  TAG.FileMetaInformationGroupLength,
  0x00020001, // FileMetaInformationVersion
  TAG.MediaStorageSOPClassUID,
  TAG.MediaStorageSOPInstanceUID,
  TAG.TransferSyntaxUID,
  TAG.ImplementationClassUID,
];

const REQUIRED_UIDS: readonly number[] = [
  TAG.SOPClassUID,
  TAG.SOPInstanceUID,
  TAG.StudyInstanceUID,
  TAG.SeriesInstanceUID,
];

/**
 * What of the encoding of a scanned file is not as the standard asks, each code once. Which attributes the kind of object
 * needs is not looked at.
 * @param isDirectory a DICOMDIR: it is no instance of a series (PS3.10 §8.6)
 */
export function conformanceFaults(file: AuditedFile, isDirectory: boolean): readonly ConformanceCode[] {
  const { table, layout, window } = file;
  const faults = new Set<ConformanceCode>(metaFaults(table, layout));
  for (let row = 0; row < table.count; row++) {
    const fault = rowFault(file, row);
    if (fault !== undefined) faults.add(fault);
  }
  if (hasWrongOrder(table, layout)) faults.add('tag-order');
  if (hasWrongGroupLength(file)) faults.add('group-length');
  if (!isDirectory && REQUIRED_UIDS.some((tag) => textOf(file, tag) === '')) faults.add('missing-uid');
  if (layout.end < window.size) faults.add('stray-bytes');
  return (Object.keys(CONFORMANCE_TEXTS) as ConformanceCode[]).filter((code) => faults.has(code));
}

function metaFaults(table: ElementTable, layout: FileLayout): readonly ConformanceCode[] {
  if (!layout.hasPreamble || layout.dataSetRow === 0) return ['no-file-meta'];
  const meta = table.tag.subarray(0, layout.dataSetRow);
  return REQUIRED_META.every((tag) => meta.includes(tag)) ? [] : ['file-meta-incomplete'];
}

function rowFault({ window, table }: AuditedFile, row: number): ConformanceCode | undefined {
  const flags = table.flags[row]!;
  if ((flags & ROW.undefinedLength) === 0 && table.valueLength(row) % 2 !== 0) return 'odd-length';
  if (table.vr[row] !== VR.UI || (flags & (ROW.item | ROW.sequence)) !== 0) return undefined;
  const text = valueText(window, table, row);
  return text === '' || text.split('\\').every(isValidUid) ? undefined : 'invalid-uid';
}

/** Within one data set or Item; the File Meta Information is apart. */
function hasWrongOrder(table: ElementTable, layout: FileLayout): boolean {
  const last = new Map<number, number>();
  for (let row = 0; row < table.count; row++) {
    if (row === layout.dataSetRow) last.delete(-1);
    if ((table.flags[row]! & ROW.item) !== 0) continue;
    const [parent, tag] = [table.parent[row]!, table.tag[row]!];
    const before = last.get(parent);
    if (before !== undefined && tag <= before) return true;
    last.set(parent, tag);
  }
  return false;
}

/** Of the top level: what a group length counts starts behind it and ends with the last element of the group. */
function hasWrongGroupLength({ window, table, layout }: AuditedFile): boolean {
  for (let row = 0; row < table.count; row = table.next[row]!) {
    const tag = table.tag[row]!;
    if (!isGroupLength(tag) || table.held[row]! < 0 || table.valueLength(row) !== 4) continue;
    const stated = readUint32(window.bytes, table.held[row]!, table.flags[row]! & ROW.big);
    if (stated !== endOfGroup(table, layout, row) - table.end[row]!) return true;
  }
  return false;
}

function endOfGroup(table: ElementTable, layout: FileLayout, from: number): number {
  const group = groupOf(table.tag[from]!);
  const isMeta = from < layout.dataSetRow;
  let end = table.end[from]!;
  for (let row = table.next[from]!; row < table.count; row = table.next[row]!) {
    if (groupOf(table.tag[row]!) !== group || row < layout.dataSetRow !== isMeta) break;
    end = table.end[row]!;
  }
  return end;
}

function textOf({ window, table, layout }: AuditedFile, tag: number): string {
  const row = rowOf(table, layout, tag);
  return row < 0 ? '' : valueText(window, table, row);
}
