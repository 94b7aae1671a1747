/** exceljs without its streams and CSV: half the size to load, and none of the packages those need. */
declare module 'exceljs/lib/doc/workbook.js' {
  import type { Workbook } from 'exceljs';

  const WorkbookConstructor: new () => Workbook;
  export default WorkbookConstructor;
}
