import { IntColumn } from '../packed/int-column';
import type { TextTable } from '../packed/text-table';
import type { Part } from './xlsx-parts';
import { readXmlPart } from './xml-part';

/**
 * The strings that cells refer to (ECMA-376-1 §18.4.9), as numbers in `texts`; undefined when the workbook has none. Of
 * rich text it takes the characters, of phonetic hints nothing.
 */
export async function readSharedStrings(
  part: Part | undefined,
  texts: TextTable,
): Promise<IntColumn | undefined> {
  if (part === undefined) return undefined;
  const strings = new IntColumn();
  const collector = new StringCollector();
  await readXmlPart(part, {
    open: (name) => (name === 'si' ? collector.begin() : collector.open(name)),
    text: (text) => collector.text(text),
    close: (name) => {
      collector.close(name);
      if (name === 'si') strings.push(texts.add(collector.value));
    },
  });
  return strings;
}

/** Puts the `t` elements of a string together (§18.4.8, §18.3.1.53). */
export class StringCollector {
  value = '';
  private isText = false;
  private isPhonetic = false;

  begin(): void {
    this.value = '';
    this.isText = false;
    this.isPhonetic = false;
  }

  open(name: string): void {
    if (name === 'rPh') this.isPhonetic = true;
    if (name === 't') this.isText = !this.isPhonetic;
  }

  text(text: string): void {
    if (this.isText) this.value += unescapeText(text);
  }

  close(name: string): void {
    if (name === 'rPh') this.isPhonetic = false;
    if (name === 't') this.isText = false;
  }
}

/** Undoes `_xHHHH_` (§22.9.2.19, ST_Xstring). */
function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
