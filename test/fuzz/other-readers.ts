/** pydicom, dcmdump and dcmjs, each over many files at once. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pythonWithPydicom, runPython } from '../support/pydicom';
import { missing, missingReason, runTool } from '../support/tools';
import { findCanaries } from './canaries';
import type { Listed, ListedFile } from './element-lists';

/** A reader that shares no code with the product. */
export interface OtherReader {
  readonly name: string;
  /** Whether it throws where a file ends with an empty element of another encoding, because it reads on behind the end. */
  readonly readsBeyondEnd?: true;
  /** Why it can't be asked, undefined where it is installed. */
  readonly whyMissing: () => string | undefined;
  /** What it finds in each of the files. */
  readonly read: (paths: readonly string[]) => ReadonlyMap<string, ListedFile>;
}

/** A line that the programs beside this file print. */
interface Line {
  readonly path: string;
  readonly elements?: readonly (readonly [string, string, number | null, string, readonly string[]])[];
}

const PYDICOM = join(process.cwd(), 'test', 'fuzz', 'read_fuzzed.py');
const DCMJS = join(__dirname, 'read-with-dcmjs.js');
/** dcmjs runs on for ever in some damaged files. */
const DCMJS_TIMEOUT_MS = 20_000;
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

export const OTHER_READERS: readonly OtherReader[] = [
  { name: 'pydicom', whyMissing: whyPydicomIsMissing, read: readWithPydicom },
  { name: 'dcmdump', whyMissing: () => missingReason('dcmdump'), read: readWithDcmdump },
  { name: 'dcmjs', readsBeyondEnd: true, whyMissing: () => undefined, read: readWithDcmjs },
];

function whyPydicomIsMissing(): string | undefined {
  return pythonWithPydicom() === undefined ? missing('python3').reason : undefined;
}

function readWithPydicom(paths: readonly string[]): ReadonlyMap<string, ListedFile> {
  const run = runPython(['-W', 'ignore', PYDICOM], JSON.stringify(paths));
  if (run.kind === 'missing' || run.code !== 0) throw new Error('pydicom could not be run over the files');
  return new Map(linesOf(run.stdout).map(filed));
}

/** Where time is up, it starts anew; a file from which it does not come back even then counts as not read. */
function readWithDcmjs(paths: readonly string[]): ReadonlyMap<string, ListedFile> {
  const files = new Map<string, ListedFile>();
  for (let rest = paths; rest.length > 0;) {
    const run = spawnSync(process.execPath, [DCMJS], {
      input: JSON.stringify(rest),
      encoding: 'utf8',
      timeout: DCMJS_TIMEOUT_MS,
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    const lines = linesOf(run.stdout);
    for (const line of lines) files.set(...filed(line));
    if (lines.length === 0) files.set(rest[0]!, undefined);
    rest = rest.slice(Math.max(1, lines.length));
  }
  return files;
}

/** Whole lines only: the last one may be cut off. */
function linesOf(output: string): readonly Line[] {
  return output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function filed({ path, elements }: Line): [string, ListedFile] {
  return [
    path,
    elements?.map(([at, vr, length, hash, canaries]): Listed => ({
      path: at,
      vr,
      ...(length === null ? {} : { length, hash }),
      canaries,
    })),
  ];
}

const FILE_LINE = /^# dcmdump \(\d+\/\d+\): (.*)$/;
const ELEMENT_LINE = /^( *)\(([0-9a-f]{4}),([0-9a-f]{4})\) (\S\S) (.*?) *# +(\d+|u\/l), *\d+ /;

function readWithDcmdump(paths: readonly string[]): ReadonlyMap<string, ListedFile> {
  const run = runTool('dcmdump', ['-q', '+F', '+L', '+Qn', ...paths]);
  if (run.kind === 'missing') throw new Error(run.reason);
  const dumps = new Map<string, DumpedFile>();
  let current: DumpedFile | undefined;
  for (const line of run.stdout.split('\n')) {
    const path = FILE_LINE.exec(line)?.[1];
    if (path !== undefined) dumps.set(path, (current = new DumpedFile()));
    else current?.add(line);
  }
  return new Map([...dumps].map(([path, { listed }]) => [path, listed.length > 0 ? listed : undefined]));
}

/** The elements of one file, put together from the lines of a dump. */
class DumpedFile {
  readonly listed: Listed[] = [];
  private readonly prefixes: string[] = [''];
  private readonly items: number[] = [];

  add(line: string): void {
    const match = ELEMENT_LINE.exec(line);
    if (!match) return;
    const [, indent, group, element, vr, value, length] = match as unknown as string[];
    const depth = indent!.length / 2;
    const tag = `${group}${element}`;
    if (tag === 'fffee000') return this.addItem(depth);
    if (group === 'fffe') return;
    const path = `${this.prefixes[depth] ?? ''}${tag}`;
    this.prefixes[depth + 1] = path;
    this.items[depth + 1] = -1;
    const canaries = findCanaries(Buffer.from(value!, 'latin1')).map(({ text }) => text);
    const known = vr === 'SQ' || vr === 'pi' || length === 'u/l' ? {} : { length: Number(length) };
    this.listed.push({ path, vr: vr!, ...known, canaries });
  }

  private addItem(depth: number): void {
    const index = (this.items[depth] ?? -1) + 1;
    this.items[depth] = index;
    this.prefixes[depth + 1] = `${this.prefixes[depth] ?? ''}[${index}].`;
  }
}
