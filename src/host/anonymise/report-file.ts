import { stemOf } from '../../core/mapping/mapping-files';

/** Where the report of the folder with this number goes: beside the workbook, as it is as confidential. */
export function reportFile(workbook: string, index: number): string {
  return `${safeStem(workbook)}-report${index === 0 ? '' : `-${index + 1}`}.md`;
}

/** Settings may name a workbook that is none; the run then says so. */
function safeStem(workbook: string): string {
  try {
    return stemOf(workbook);
  } catch {
    return workbook;
  }
}
