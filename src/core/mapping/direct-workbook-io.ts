import type { WorkbookIo } from './saving';
import { readWorkbook, writeWorkbook } from './workbook';

/** Reads and writes workbooks in this thread. Apart from the rest, because it brings exceljs with it. */
export const directWorkbookIo: WorkbookIo = { read: readWorkbook, write: writeWorkbook };
