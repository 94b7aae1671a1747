import { Workbook, type Worksheet } from 'exceljs';
import { readFileSync, writeFileSync } from 'node:fs';

/** The sheets of a new workbook, by name; each is a list of rows. */
export type SheetRows = Readonly<Record<string, readonly (readonly unknown[])[]>>;

/** Writes a workbook as a program that knows nothing of DicomAnon would. */
export async function makeSpreadsheet(file: string, sheets: SheetRows): Promise<void> {
  const workbook = new Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name);
    for (const row of rows) sheet.addRow([...row]);
  }
  writeFileSync(file, new Uint8Array(await workbook.xlsx.writeBuffer()));
}

/** Changes a workbook as a user would in a spreadsheet program, which leaves its own time of saving. */
export async function editSpreadsheet(file: string, edit: (workbook: Workbook) => void): Promise<void> {
  const workbook = await openSpreadsheet(file);
  edit(workbook);
  workbook.modified = new Date('2031-01-01T00:00:00Z');
  writeFileSync(file, new Uint8Array(await workbook.xlsx.writeBuffer()));
}

/** The workbook as a spreadsheet program opens it. */
export async function openSpreadsheet(file: string): Promise<Workbook> {
  const workbook = new Workbook();
  const bytes = readFileSync(file);
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  return workbook;
}

export function sheetOf(workbook: Workbook, name: string): Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  return sheet;
}

/** The 1-based column that has `header` in the first row. */
export function columnOf(sheet: Worksheet, header: string): number {
  let found = 0;
  sheet.getRow(1).eachCell((cell, column) => {
    if (cell.value === header) found = column;
  });
  if (found === 0) throw new Error(`no column ${header}`);
  return found;
}
