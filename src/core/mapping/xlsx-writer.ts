import { Readable } from 'node:stream';
import type { Sheet } from './sheet';
import {
  contentTypesPart,
  corePropertiesPart,
  packageRelationsPart,
  sharedStringsPart,
  STYLES_PART,
  workbookPart,
  workbookRelationsPart,
  worksheetPart,
  type TableLayout,
} from './xlsx-markup';

/** So many characters are made before they are compressed: small enough for any workbook to need little memory. */
const PIECE = 64 * 1024;

/**
 * The bytes of an xlsx file with `sheets`. Every string is written as a string, whatever it starts with; no formula
 * is ever written. `layouts` is by sheet name. Made piece by piece, because a hospital has patients by the hundred
 * thousand and a cell as an object takes a hundred times what it takes as text.
 */
export async function writeXlsx(
  sheets: readonly Sheet[],
  layouts: ReadonlyMap<string, TableLayout>,
  modified: Date,
): Promise<Uint8Array> {
  const { default: Zip } = await import('jszip');
  const archive = new Zip();
  const add = (path: string, pieces: Iterable<string>): void => {
    archive.file(path, Readable.from(inBytes(pieces), { objectMode: false }), { date: modified });
  };
  add('[Content_Types].xml', [contentTypesPart(sheets)]);
  add('_rels/.rels', [packageRelationsPart()]);
  add('docProps/core.xml', [corePropertiesPart(modified)]);
  add('xl/workbook.xml', [workbookPart(sheets, layouts)]);
  add('xl/_rels/workbook.xml.rels', [workbookRelationsPart(sheets)]);
  add('xl/styles.xml', [STYLES_PART]);
  let strings = 0;
  sheets.forEach((sheet, index) => {
    add(`xl/worksheets/sheet${index + 1}.xml`, worksheetPart(sheet, layouts.get(sheet.name), strings));
    strings += countStrings(sheet);
  });
  add('xl/sharedStrings.xml', sharedStringsPart(sheets, strings));
  return archive.generateAsync({ type: 'uint8array', compression: 'DEFLATE', streamFiles: true });
}

function countStrings({ rows }: Sheet): number {
  let count = 0;
  for (const { cells } of rows) for (const value of cells.values()) if (typeof value === 'string') count++;
  return count;
}

function* inBytes(pieces: Iterable<string>): Generator<Buffer> {
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < PIECE) continue;
    yield Buffer.from(waiting);
    waiting = '';
  }
  if (waiting !== '') yield Buffer.from(waiting);
}
