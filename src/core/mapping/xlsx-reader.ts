import { TextTable } from '../packed/text-table';
import type { Sheet } from './sheet';
import { partsOf, type Part } from './xlsx-parts';
import { readSharedStrings } from './xlsx-strings';
import { readDateStyles } from './xlsx-styles';
import { type ListedSheet, readModified, readSheetList } from './xlsx-workbook-parts';
import { readWorksheet } from './xlsx-worksheet';

/** All the values of an xlsx file, and when its writer says that it was saved. */
export interface XlsxContent {
  readonly sheets: readonly Sheet[];
  readonly modified: Date | undefined;
}

/** The parts that hold values (ECMA-376-1 §12.3). */
const PARTS_WITH_VALUES = new RegExp(
  '^/?(docProps/core\\.xml|xl/_rels/workbook\\.xml\\.rels|' +
    'xl/(workbook|sharedStrings|styles)\\.xml|xl/worksheets/[^/]+\\.xml)$',
);

/**
 * Reads the values of an xlsx file, whoever wrote it, piece by piece: a hundred thousand patients take some fifty
 * megabytes. Throws when `bytes` are not an intact one (the checksums of the archive are verified) or hold more than a
 * workbook can.
 */
export async function readXlsx(bytes: Uint8Array): Promise<XlsxContent> {
  const { default: Zip } = await import('jszip');
  const stored = partsOf(await Zip.loadAsync(bytes), (name) => PARTS_WITH_VALUES.test(name));
  const parts = new Map([...stored].map(([name, part]) => [name.replace(/^\//, ''), part]));
  return {
    sheets: await readSheets(parts),
    modified: await readModified(parts.get('docProps/core.xml')),
  };
}

async function readSheets(parts: ReadonlyMap<string, Part>): Promise<readonly Sheet[]> {
  const list = await readSheetList(parts.get('xl/workbook.xml'), parts.get('xl/_rels/workbook.xml.rels'));
  const texts = new TextTable();
  const strings = await readSharedStrings(parts.get('xl/sharedStrings.xml'), texts);
  const isDate = await readDateStyles(parts.get('xl/styles.xml'));
  const sheets: Sheet[] = [];
  for (const { part, ...sheet } of existing(list.sheets, parts))
    sheets.push(await readWorksheet(part, sheet, { texts, strings, isDate, from1904: list.from1904 }));
  texts.seal();
  return sheets;
}

/** A sheet that shows a chart alone has no part of values. */
function existing(sheets: readonly ListedSheet[], parts: ReadonlyMap<string, Part>) {
  return sheets.flatMap(({ path, name, state }) => {
    const part = parts.get(path);
    return part ? [{ part, name, state }] : [];
  });
}
