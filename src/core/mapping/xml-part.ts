import { SaxesParser } from 'saxes';
import type { Part } from './xlsx-parts';

/** What a reader of a part is told. Names come without their prefix. */
export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Reads an XML part piece by piece. Throws when it is not well-formed, or has entities of its own. */
export async function readXmlPart(part: Part | undefined, reader: XmlReader): Promise<void> {
  if (part === undefined) return;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => reader.open(localName(name), attributes));
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  parser.on('closetag', ({ name }) => reader.close?.(localName(name)));
  const decoder = new TextDecoder();
  for await (const piece of part()) parser.write(decoder.decode(piece, { stream: true }));
  parser.write(decoder.decode()).close();
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
