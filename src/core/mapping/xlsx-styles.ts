import type { Part } from './xlsx-parts';
import { readXmlPart } from './xml-part';

/** Numbers of the formats that show dates and times and need no definition (ECMA-376-1 §18.8.30). */
const BUILT_IN_DATES = [14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47];

/** By number of the cell format (`s` of a cell, an index into cellXfs), whether it shows a number as a date. */
export async function readDateStyles(part: Part | undefined): Promise<readonly boolean[]> {
  const isDate = new Map<number, boolean>(BUILT_IN_DATES.map((id) => [id, true]));
  const formats: number[] = [];
  let within = '';
  await readXmlPart(part, {
    open: (name, { numFmtId, formatCode }) => {
      if (name === 'numFmts' || name === 'cellXfs') within = name;
      if (name === 'numFmt' && within === 'numFmts')
        isDate.set(Number(numFmtId), showsDate(formatCode ?? ''));
      if (name === 'xf' && within === 'cellXfs') formats.push(Number(numFmtId ?? 0));
    },
    close: (name) => {
      if (name === within) within = '';
    },
  });
  return formats.map((id) => isDate.get(id) === true);
}

/** A format with the letters of a date, but for literal text and what stands in brackets, such as a colour. */
function showsDate(code: string): boolean {
  return /[ymdhMsb]/.test(code.replace(/\[[^\]]*\]/g, '').replace(/"[^"]*"/g, ''));
}
