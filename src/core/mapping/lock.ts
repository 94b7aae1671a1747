import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';
import { UserError } from '../errors';
import { PRIVATE_MODE } from './durable-file';
import { codeOf, explainFileError } from './file-error';
import type { MappingFiles } from './mapping-files';

/** Who holds a lock. */
interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  readonly token: string;
}

export interface WorkbookLock {
  /** True once the lock was taken away, for example because the computer slept and another run took over. */
  readonly lost: boolean;
  release(): Promise<void>;
}

/** The owner refreshes the lock every few seconds; one that is older was left behind. */
const STALE_MS = 60_000;
const REFRESH_MS = 10_000;
const OWNER_FILE = 'owner.json';

/**
 * Takes the lock of a workbook, which is given back on exit as well. A lock whose owner is gone is taken over.
 * Throws UserError 'workbook-in-use', or 'workbook-folder-unwritable' and the like.
 */
export async function lockWorkbook(files: MappingFiles): Promise<WorkbookLock> {
  try {
    return await acquire(files.lock);
  } catch (error) {
    if (codeOf(error) !== 'ELOCKED') throw explainFileError(error, files.workbook);
  }
  const owner = await readOwner(files.lock);
  if (owner === undefined || !isGone(owner)) throw inUse(files.workbook, owner);
  try {
    await removeLockOf(owner, files.lock);
    return await acquire(files.lock);
  } catch (error) {
    if (codeOf(error) !== 'ELOCKED') throw explainFileError(error, files.workbook);
    throw inUse(files.workbook, await readOwner(files.lock));
  }
}

async function acquire(lockFolder: string): Promise<WorkbookLock> {
  const state = { lost: false };
  const owner = { pid: process.pid, host: hostname(), since: new Date().toISOString(), token: randomUUID() };
  const release = await lock(lockFolder, {
    lockfilePath: lockFolder,
    realpath: false,
    stale: STALE_MS,
    update: REFRESH_MS,
    fs: fileSystemFor(owner),
    onCompromised: () => {
      state.lost = true;
    },
  });
  await sweepAside(lockFolder).catch(() => undefined); // litter is no reason to refuse a run
  return {
    get lost() {
      return state.lost;
    },
    // One that can't be removed is taken over by the next run, since its owner will be gone.
    release: async () => {
      if (!state.lost) await release().catch(() => undefined);
    },
  };
}

/**
 * proper-lockfile makes an empty folder. This one has its owner in it from the first moment, so that a kill at any time
 * leaves a lock that says whose it was.
 */
function fileSystemFor(owner: LockOwner): object {
  return {
    ...fs,
    mkdir: (folder: string, done: fs.NoParamCallback) =>
      void makeLockFolder(folder, owner).then(() => done(null), done),
    rmdir: (folder: string, done: fs.NoParamCallback) => fs.rm(folder, { recursive: true }, done),
    rmdirSync: (folder: string) => fs.rmSync(folder, { recursive: true }),
  };
}

async function makeLockFolder(folder: string, owner: LockOwner): Promise<void> {
  const aside = asideOf(folder);
  try {
    await mkdir(aside, { mode: 0o700 });
    await writeFile(join(aside, OWNER_FILE), JSON.stringify(owner), { mode: PRIVATE_MODE });
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw TAKEN.has(codeOf(error) ?? '') ? Object.assign(new Error('locked'), { code: 'EEXIST' }) : error;
  }
}

/** What renaming a folder to the name of one that is not empty gives, on POSIX and on Windows. */
const TAKEN = new Set(['EEXIST', 'ENOTEMPTY', 'EPERM']);

function asideOf(lockFolder: string): string {
  return `${lockFolder}.${randomUUID()}`;
}

/** Removes what kills left of locks that were being made or taken over. */
async function sweepAside(lockFolder: string): Promise<void> {
  const prefix = `${basename(lockFolder)}.`;
  for (const name of await readdir(dirname(lockFolder))) {
    if (!name.startsWith(prefix) || !UUID.test(name.slice(prefix.length))) continue;
    const aside = join(dirname(lockFolder), name);
    const owner = await readOwner(aside);
    const isLitter = owner === undefined ? await isOld(aside) : isGone(owner);
    if (isLitter) await rm(aside, { recursive: true, force: true });
  }
}

/** One without an owner may be about to get it. */
async function isOld(aside: string): Promise<boolean> {
  return Date.now() - (await stat(aside)).mtimeMs > STALE_MS;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

async function readOwner(lockFolder: string): Promise<LockOwner | undefined> {
  try {
    const owner = JSON.parse(await readFile(join(lockFolder, OWNER_FILE), 'utf8')) as Partial<LockOwner>;
    const { pid, host, since, token } = owner;
    if (typeof pid !== 'number' || typeof host !== 'string') return undefined;
    return { pid, host, since: String(since), token: String(token) };
  } catch {
    return undefined;
  }
}

/** Only the owner's own computer can tell; elsewhere a lock has to grow old first. */
function isGone(owner: LockOwner): boolean {
  if (owner.host !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** Takes the folder away first, and looks whose it was: another run may have taken the lock over meanwhile. */
async function removeLockOf(owner: LockOwner, lockFolder: string): Promise<void> {
  const aside = asideOf(lockFolder);
  try {
    await rename(lockFolder, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const found = await readOwner(aside);
  if (found?.token === owner.token) await rm(aside, { recursive: true, force: true });
  else await rename(aside, lockFolder);
}

/** Anybody can have written the file: what is no host name and no time is not shown to a person or a terminal. */
const PLAIN = /^[\w.:-]{1,255}$/;

function inUse(workbook: string, owner: LockOwner | undefined): UserError {
  const isPlain = owner !== undefined && PLAIN.test(owner.host) && PLAIN.test(owner.since);
  const who = isPlain
    ? `another run (process ${owner.pid} on ${owner.host}, since ${owner.since})`
    : 'another run';
  return new UserError(
    'workbook-in-use',
    `The mapping workbook "${basename(workbook)}" is in use by ${who}.`,
    'Wait until that run has finished, or cancel it. If there is no such run, try again in a minute.',
  );
}
