import { SaxesParser } from 'saxes';
import type { TextItem } from 'pdfjs-dist/types/src/display/api';
import { TAG } from '../dicom/tags';
import { rowOf } from '../splice/rows';
import type { AuditedFile } from './piece-leaks';

/** Longer documents are not read: they would have to be in memory as a whole. */
const LONGEST = 256 * 1024 * 1024;

/**
 * The text of a file's Encapsulated Document (0042,0011), PDF or XML (CDA); undefined when it has none, or one of
 * another kind; 'unreadable' when it is damaged, encrypted or too long.
 */
export async function documentText(
  file: AuditedFile,
): Promise<{ readonly text: string } | 'unreadable' | undefined> {
  const row = rowOf(file.table, file.layout, TAG.EncapsulatedDocument);
  const length = row < 0 ? 0 : file.table.valueLength(row);
  if (length === 0) return undefined;
  if (length > LONGEST) return 'unreadable';
  const bytes = new Uint8Array(length);
  file.window.source.read(bytes, 0, length, file.table.valueAt(row));
  try {
    const head = Buffer.from(bytes.buffer, 0, Math.min(length, 1024)).toString('latin1');
    if (head.includes('%PDF-')) return { text: await textOfPdf(bytes) };
    if (/^\s*(?:\xef\xbb\xbf)?\s*</.test(head)) return { text: textOfXml(bytes) };
    return undefined;
  } catch {
    return 'unreadable';
  }
}

async function textOfPdf(bytes: Uint8Array): Promise<string> {
  const { getDocument, VerbosityLevel } = await loadPdfLibrary();
  const options = {
    data: bytes,
    isEvalSupported: false,
    disableFontFace: true,
    verbosity: VerbosityLevel.ERRORS,
  };
  const loading = getDocument(options);
  try {
    const document = await loading.promise;
    const { info } = await document.getMetadata();
    const parts = [JSON.stringify(info)];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      parts.push(items.filter(isText).map(lineOf).join(''));
      page.cleanup();
    }
    return parts.join('\n');
  } finally {
    await loading.destroy();
  }
}

/**
 * The library starts a thread for its parser unless it finds the parser in this one, and prints at loading that Node
 * can't draw: nothing is drawn here, and standard output is not its own.
 */
async function loadPdfLibrary() {
  const { log } = console;
  // eslint-disable-next-line no-console -- for as long as it loads
  console.log = () => undefined;
  try {
    Object.assign(globalThis, { pdfjsWorker: await import('pdfjs-dist/legacy/build/pdf.worker.mjs') });
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } finally {
    // eslint-disable-next-line no-console -- as it was
    console.log = log;
  }
}

function isText(item: object): item is TextItem {
  return 'str' in item;
}

function lineOf({ str, hasEOL }: TextItem): string {
  return hasEOL ? `${str}\n` : str;
}

/** Texts and attribute values of an XML document, a space between elements: names stand in pieces in CDA. */
function textOfXml(bytes: Uint8Array): string {
  const parts: string[] = [];
  const parser = new SaxesParser();
  parser.on('text', (text) => parts.push(text));
  parser.on('cdata', (text) => parts.push(text));
  parser.on('comment', (text) => parts.push(text));
  parser.on('opentag', ({ attributes }) => parts.push(...Object.values(attributes)));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(new TextDecoder().decode(bytes).replace(/\0+$/, '')).close();
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
