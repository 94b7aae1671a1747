import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Gives each test of the suite its own empty folder and removes it afterwards; to be called in `describe`.
 * The result returns the absolute path of the running test's folder, links resolved.
 */
export function useTempFolder(): () => string {
  let folder: string | undefined;
  beforeEach(() => {
    folder = createTempFolder();
  });
  afterEach(() => {
    if (folder !== undefined) removeFolder(folder);
    folder = undefined;
  });
  return () => {
    if (folder === undefined) throw new Error('The temporary folder exists only while a test runs');
    return folder;
  };
}

/** A new empty folder; whoever makes it removes it. */
export function createTempFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'dicomanon-test-')));
}

/** Removes a folder with all that is in it, folders without write permission included. */
export function removeFolder(folder: string): void {
  makeWritable(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** Writes files below the folder, with the folders they need: `{ 'a/b.dcm': bytes }`. */
export function writeTree(folder: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

function makeWritable(folder: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(join(folder, entry.name));
  }
}
