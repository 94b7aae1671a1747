import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileText } from '../corpus/file-text';
import type { Canary } from './planting';

/** New UIDs are 39 digits: eight of them may be any date. */
const NEW_UID = /2\.25\.\d+/g;

/** What a folder holds as one searchable text: the bytes of its files, a character a byte, deflated ones inflated. */
export function bytesBelow(folder: string): string {
  return pathsBelow(folder)
    .map((path) => fileText(join(folder, path)))
    .join('\n');
}

/** The relative paths of all files, with the folders they lie in. */
export function pathsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** The canaries that are in the text, in whatever case. */
export function foundIn(text: string, canaries: readonly Canary[]): readonly Canary[] {
  const searched = text.replace(NEW_UID, 'UID').toLowerCase();
  return canaries.filter((canary) => searched.includes(canary.text.toLowerCase()));
}
