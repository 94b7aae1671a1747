import type { WorkbookReader } from './peek';
import type { WorkbookIo } from './saving';
import { loadWorkbook, readWorkbook, scanWorkbook, writeWorkbook } from './workbook';

/** Reads and writes workbooks in this thread. */
export const directWorkbookIo: WorkbookIo & WorkbookReader = {
  read: readWorkbook,
  load: loadWorkbook,
  scan: scanWorkbook,
  write: writeWorkbook,
};
