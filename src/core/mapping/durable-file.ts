import { open, readFile, rm } from 'node:fs/promises';
import { codeOf } from './file-error';

/** Only the owner may read what identifies patients. */
export const PRIVATE_MODE = 0o600;

/** Makes a new file, readable by its owner only, that is on disk when this returns. Fails if `file` exists. */
export async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', PRIVATE_MODE);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes new, renamed and removed names in `folder` durable. Windows does so by itself and can't open folders. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function removeIfExists(file: string): Promise<void> {
  await rm(file, { force: true });
}

export async function readIfExists(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
