/**
 * Loaded into a process under test, and by inheritance into its worker threads, before the product: wraps the functions
 * of node:fs that the product calls, notes the calls, and makes one of them fail.
 */
import crypto from 'node:crypto';
import fs from 'node:fs';
import { threadId } from 'node:worker_threads';
import { INSTRUCTIONS, type ErrorCode, type Fault, type Instructions } from './fault';

type Call = (this: unknown, ...args: unknown[]) => unknown;
type Owner = Record<string, Call>;
type Callback = (error: Error | null, ...results: unknown[]) => void;

const instructions = JSON.parse(process.env[INSTRUCTIONS] ?? '') as Instructions;
const KEY_LENGTH = 32;

const untouched = { ...fs };
const watchedDescriptors = new Set<unknown>();
const watchedHandles = new WeakSet<object>();
const counts = new Map<string, number>();

const ON_PATHS = [
  ...['openSync', 'statSync', 'lstatSync', 'existsSync', 'realpathSync.native', 'readdirSync', 'mkdirSync'],
  'opendirSync',
  ...[
    'renameSync',
    'linkSync',
    'unlinkSync',
    'rmSync',
    'accessSync',
    'chmodSync',
    'utimesSync',
    'copyFileSync',
  ],
];
const ON_DESCRIPTORS = ['readSync', 'writeSync', 'writeFileSync', 'fstatSync', 'fsyncSync', 'closeSync'];
const WITH_CALLBACK = ['stat', 'utimes', 'mkdir', 'rmdir', 'rm', 'realpath'];
const PROMISING = [
  ...['open', 'readFile', 'writeFile', 'rm', 'lstat', 'stat', 'realpath', 'access', 'rename', 'mkdir'],
  ...['readdir', 'copyFile', 'unlink', 'link', 'utimes'],
];
const OF_HANDLES = [
  'writeFile',
  'appendFile',
  'write',
  'read',
  'sync',
  'datasync',
  'truncate',
  'stat',
  'close',
];

/** System calls whose name is not that of the function. */
const SYSTEM_CALLS: Readonly<Record<string, string>> = {
  readdir: 'scandir',
  sync: 'fsync',
  datasync: 'fdatasync',
  truncate: 'ftruncate',
  writeFile: 'write',
  appendFile: 'write',
  readFile: 'open',
};

/** The fault that this call meets, if any; counts it. */
function faultAt(call: string): Fault | undefined {
  const nth = (counts.get(call) ?? 0) + 1;
  counts.set(call, nth);
  const { trace, planned } = instructions;
  if (trace !== undefined) untouched.appendFileSync(trace, `${threadId} ${call}\n`);
  if (planned === undefined || planned.site.thread !== threadId || planned.site.call !== call)
    return undefined;
  const strikes = planned.lasting ? nth >= planned.site.nth : nth === planned.site.nth;
  if (!strikes) return undefined;
  if (instructions.mark !== undefined) untouched.writeFileSync(instructions.mark, '');
  return planned.fault;
}

function makeError(code: ErrorCode, call: string, target: unknown): Error {
  const bare = call.replace(/^handle\.|^folder\.|Sync|\.native/g, '');
  const syscall = SYSTEM_CALLS[bare] ?? bare;
  const path = typeof target === 'string' ? target : undefined;
  const message = `${code}: injected, ${syscall}${path === undefined ? '' : ` '${path}'`}`;
  return Object.assign(new Error(message), {
    code,
    syscall,
    errno: -1,
    ...(path === undefined ? {} : { path }),
  });
}

function isWatched(target: unknown): boolean {
  if (typeof target === 'number') return watchedDescriptors.has(target);
  return (
    typeof target === 'string' && (target === instructions.root || target.startsWith(`${instructions.root}/`))
  );
}

function isAbsence(code: string, args: readonly unknown[]): boolean {
  const options = args.at(-1) as { readonly throwIfNoEntry?: boolean } | undefined;
  return code === 'ENOENT' && options?.throwIfNoEntry === false;
}

/** The arguments of a positional read or write, or of a write of a whole text, for about half of it. */
function halved(args: readonly unknown[]): unknown[] {
  const [first, data, offset, length, ...rest] = args;
  if (typeof length === 'number') return [first, data, offset, Math.max(1, length >> 1), ...rest];
  const whole = Buffer.from(data as string | Uint8Array);
  return [first, whole.subarray(0, whole.length >> 1)];
}

function endProcess(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

function intercept(call: string, original: Call, self: unknown, args: unknown[]): unknown {
  const fault = faultAt(call);
  const carryOut = (): unknown => original.apply(self, args);
  if (fault === undefined) return carryOut();
  switch (fault.kind) {
    case 'error':
      if (call === 'existsSync') return false;
      if (isAbsence(fault.code, args)) return undefined;
      if (call === 'closeSync') carryOut(); // whatever close says, the descriptor is gone
      throw makeError(fault.code, call, args[0]);
    case 'late':
      carryOut();
      throw makeError(fault.code, call, args[0]);
    case 'short':
      return original.apply(self, halved(args));
    case 'torn':
      original.apply(self, halved(args));
      throw makeError('ENOSPC', call, args[0]);
    case 'kill':
      try {
        return carryOut();
      } finally {
        endProcess();
      }
  }
}

async function interceptPromise(
  call: string,
  fault: Fault | undefined,
  target: unknown,
  carryOut: () => unknown,
  carryOutHalf: () => unknown,
): Promise<unknown> {
  if (fault === undefined) return carryOut();
  if (fault.kind === 'error' && call !== 'handle.close') throw makeError(fault.code, call, target);
  if (fault.kind === 'kill') {
    await Promise.resolve(carryOut()).catch(() => undefined);
    endProcess();
  }
  const result = await (fault.kind === 'short' || fault.kind === 'torn' ? carryOutHalf() : carryOut());
  if (fault.kind === 'short') return result;
  throw makeError(fault.kind === 'torn' ? 'ENOSPC' : fault.code, call, target);
}

function wrapSync(owner: Owner, name: string, call: string): void {
  const original = owner[name]!;
  const wrapped = function (this: unknown, ...args: unknown[]): unknown {
    if (!isWatched(args[0])) return original.apply(this, args);
    if (call === 'closeSync') watchedDescriptors.delete(args[0]);
    const result = intercept(call, original, this, args);
    if (call === 'openSync') watchedDescriptors.add(result);
    if (call === 'opendirSync') wrapOpenFolder(result as Owner);
    return result;
  };
  owner[name] = Object.assign(wrapped, original);
}

/** An open folder is read by methods of its own. */
function wrapOpenFolder(folder: Owner): void {
  for (const name of ['readSync', 'closeSync']) {
    const original = folder[name]!;
    folder[name] = (...args) => intercept(`folder.${name}`, original, folder, args);
  }
}

function wrapCallback(owner: Owner, name: string): void {
  const original = owner[name]!;
  owner[name] = Object.assign(function (this: unknown, ...args: unknown[]): unknown {
    const done = args.at(-1) as Callback;
    if (!isWatched(args[0]) || typeof done !== 'function') return original.apply(this, args);
    const fault = faultAt(name);
    if (fault === undefined) return original.apply(this, args);
    if (fault.kind === 'error') return setImmediate(done, makeError(fault.code, name, args[0]));
    return original.apply(this, [
      ...args.slice(0, -1),
      (error: Error | null, ...results: unknown[]) => {
        if (fault.kind === 'kill') endProcess();
        done(fault.kind === 'late' ? makeError(fault.code, name, args[0]) : error, ...results);
      },
    ]);
  }, original);
}

function wrapPromising(owner: Owner, name: string): void {
  const original = owner[name]!;
  owner[name] = async function (this: unknown, ...args: unknown[]): Promise<unknown> {
    if (!isWatched(args[0])) return original.apply(this, args);
    const call = `promises.${name}`;
    const carryOut = (): unknown => original.apply(this, args);
    const carryOutHalf = (): unknown => original.apply(this, [...halved(args), ...args.slice(2)]);
    const result = await interceptPromise(name, faultAt(call), args[0], carryOut, carryOutHalf);
    if (name === 'open') watchHandle(result as object);
    return result;
  };
}

let handlesAreWrapped = false;

/** The methods of file handles lie in their prototype, which only a handle leads to. */
function watchHandle(handle: object): void {
  watchedHandles.add(handle);
  if (handlesAreWrapped) return;
  handlesAreWrapped = true;
  const prototype = Object.getPrototypeOf(handle) as Owner;
  for (const name of OF_HANDLES) wrapOfHandle(prototype, name);
}

function wrapOfHandle(prototype: Owner, name: string): void {
  const original = prototype[name]!;
  prototype[name] = function (this: unknown, ...args: unknown[]): unknown {
    if (!watchedHandles.has(this as object)) return original.apply(this, args);
    const call = `handle.${name}`;
    const carryOut = (): unknown => original.apply(this, args);
    const carryOutHalf = (): unknown => original.apply(this, halved([undefined, ...args]).slice(1));
    return interceptPromise(call, faultAt(call), undefined, carryOut, carryOutHalf);
  };
}

function wrapAll(): void {
  const owner = fs as unknown as Owner;
  const native = fs.realpathSync as unknown as Owner;
  for (const name of [...ON_PATHS, ...ON_DESCRIPTORS]) {
    if (name === 'realpathSync.native') wrapSync(native, 'native', name);
    else wrapSync(owner, name, name);
  }
  for (const name of WITH_CALLBACK) wrapCallback(owner, name);
  for (const name of PROMISING) wrapPromising(fs.promises as unknown as Owner, name);
}

/** New project keys are the only random bytes of that length; the rest stays random. */
function fixNewKeys(): void {
  const original = crypto.randomBytes.bind(crypto) as (length: number) => Buffer;
  const fixed = (length: number): Buffer =>
    length === KEY_LENGTH ? Buffer.alloc(length, instructions.keyFill) : original(length);
  (crypto as { randomBytes: unknown }).randomBytes = fixed;
}

wrapAll();
fixNewKeys();
