import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { ifThere } from '../io/missing';

/** Bytes that are read at a time. */
const PIECE = 1024 * 1024;

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

export function readIfExists(file: string): Promise<Buffer | undefined> {
  return ifThere(file, () => readFile(file));
}

/** The bytes of a file in memory that all threads share: to send them to another one takes no copy. */
export function readSharedIfExists(file: string): Promise<Uint8Array | undefined> {
  return ifThere(file, () => withFile(file, readShared));
}

/** SHA-256 (hex) of a file, which is read piece by piece. */
export function hashIfExists(file: string): Promise<string | undefined> {
  return ifThere(file, () => withFile(file, hashOf));
}

async function readShared(handle: FileHandle): Promise<Uint8Array> {
  const { size } = await handle.stat();
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  let length = 0;
  for (let read = -1; read !== 0 && length < size; length += read)
    read = (await handle.read(bytes, length, Math.min(PIECE, size - length))).bytesRead;
  return bytes.subarray(0, length);
}

async function hashOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE);
  for (;;) {
    const { bytesRead } = await handle.read(piece, 0, PIECE);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(piece.subarray(0, bytesRead));
  }
}

async function withFile<T>(file: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, 'r');
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
