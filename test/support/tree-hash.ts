import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 of the bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * What lies below a folder: relative path (with `/`) to the hash of the file, `link to …`, `folder` if empty,
 * or `other`. Sorted by path, so that two trees compare with deepEqual.
 */
export function hashTree(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(entriesBelow(folder, '').sort(([a], [b]) => (a < b ? -1 : 1)));
}

function entriesBelow(folder: string, prefix: string): [string, string][] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.length === 0 && prefix !== '') return [[prefix.slice(0, -1), 'folder']];
  return entries.flatMap((entry): [string, string][] => {
    const path = join(folder, entry.name);
    const name = prefix + entry.name;
    if (entry.isDirectory()) return entriesBelow(path, `${name}/`);
    if (entry.isSymbolicLink()) return [[name, `link to ${readlinkSync(path)}`]];
    return [[name, entry.isFile() ? sha256(readFileSync(path)) : 'other']];
  });
}
