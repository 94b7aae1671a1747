import fs from 'node:fs';
import { mock } from 'node:test';

/** Calls that can be made to deny what is there. */
export type Lookup = 'open' | 'lstat' | 'readFile';
export type FolderLookup = 'opendirSync' | 'openSync' | 'unlinkSync';

/**
 * The next `times` calls of a function of node:fs/promises whose path ends in `path` say that there is nothing.
 * To be taken back by `tellTheTruth`.
 */
export function denyLookups(call: Lookup, path: string, times = 1): void {
  deny(fs.promises as unknown as Calls, call, path, times);
}

/** The same for functions of node:fs. */
export function denyFolders(call: FolderLookup, path: string, times = 1): void {
  deny(fs as unknown as Calls, call, path, times);
}

/** Ends all denial. */
export function tellTheTruth(): void {
  mock.restoreAll();
}

type Calls = Record<string, (...args: unknown[]) => unknown>;

function deny(owner: Calls, call: string, path: string, times: number): void {
  const original = owner[call]!;
  let left = times;
  mock.method(owner, call, (...args: unknown[]) => {
    const isMeant = typeof args[0] === 'string' && args[0].endsWith(path) && left-- > 0;
    if (!isMeant) return original.apply(owner, args);
    const error = Object.assign(new Error('ENOENT: injected'), { code: 'ENOENT', syscall: call });
    if (owner === (fs as unknown as Calls)) throw error;
    return Promise.reject(error);
  });
}
