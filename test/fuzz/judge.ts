/** What must hold for every file, however damaged. */
import { DicomError } from '../../src/core/dicom/errors';
import { countCanaries, findCanaries } from './canaries';
import { readLiterally, type LiteralReading, type Manner } from './literal-reader';
import { Product, type Reading } from './product';
import { isTaken, isUntouched } from './treatment';
import { type Seen, takenRanges, type View } from './view';

/** What is wrong, as a kind to group by and what was seen. */
export interface Finding {
  readonly kind: string;
  readonly detail: string;
}

/** What became of a case. */
export interface Verdict {
  /** `taken`, or the fault for which the file was refused. */
  readonly outcome: string;
  readonly findings: readonly Finding[];
  readonly output?: Uint8Array;
}

const MANNERS: readonly Manner[] = ['by transfer syntax', 'by first element'];
/** How much of a file is read at first; the result must not depend on it. */
const FIRST_READS = [64, 500, 4096, 128 * 1024] as const;
/** The window grows by doubling: it may allocate this many times the file, and its growth beyond that. */
const ALLOCATION_FACTOR = 8;
const ALLOCATION_FLOOR = 1024 * 1024;
const COMPARED_EVERY = 8;

/** Anonymises cases with the same readers, as a worker does, and says what is wrong with the results. */
export class Judge {
  private readonly products = FIRST_READS.map((firstRead) => new Product(firstRead));
  private readonly second = new Product(FIRST_READS[2]);

  judge(bytes: Uint8Array, number: number): Verdict {
    const product = this.products[number % this.products.length]!;
    let before: Reading;
    let output: Uint8Array;
    try {
      before = product.read(bytes);
      output = product.rewrite(before);
    } catch (error) {
      if (!(error instanceof DicomError)) return { outcome: 'crash', findings: [crash(error)] };
      return { outcome: error.fault, findings: compareReads(bytes, number, undefined) };
    }
    const after = this.readAgain(output);
    const findings = [
      ...checkAllocation(product, before),
      ...compareReads(bytes, number, output),
      ...(isFinding(after) ? refusals(before, after) : compareReadings(before, after)),
      ...leaks('the scanner', before.bytes, before.view, isFinding(after) ? output : after.bytes),
      ...MANNERS.flatMap((manner) => compareLiterally(manner, bytes, before, output, after)),
    ];
    return { outcome: 'taken', findings, output };
  }

  private readAgain(output: Uint8Array): Reading | Finding {
    try {
      return this.second.read(output);
    } catch (error) {
      if (!(error instanceof DicomError)) return crash(error);
      return { kind: 'copy refused', detail: error.message };
    }
  }
}

/** A bare data set is told by its first elements; when those go, the copy may not be told as one. That loses nothing. */
function refusals({ layout }: Reading, finding: Finding): readonly Finding[] {
  return !layout.hasPreamble && finding.detail.startsWith('the file holds no DICOM') ? [] : [finding];
}

function isFinding(given: Reading | Finding): given is Finding {
  return 'kind' in given;
}

function checkAllocation({ allocated }: Product, { bytes }: Reading): readonly Finding[] {
  if (allocated <= ALLOCATION_FACTOR * bytes.length + ALLOCATION_FLOOR) return [];
  return [{ kind: 'memory', detail: `${allocated} bytes allocated for a file of ${bytes.length}` }];
}

/** Now and then another amount is read at first, with fresh buffers: the result must be the same. */
function compareReads(bytes: Uint8Array, number: number, output: Uint8Array | undefined): readonly Finding[] {
  if (number % COMPARED_EVERY !== 0) return [];
  const other = new Product(FIRST_READS[(number / COMPARED_EVERY) % FIRST_READS.length]!);
  const again = attempt(() => other.rewrite(other.read(bytes)));
  const same = again && output ? Buffer.from(again).equals(output) : again === output;
  return same ? [] : [{ kind: 'not the same again', detail: 'another first read gives another result' }];
}

function compareReadings(before: Reading, after: Reading): readonly Finding[] {
  const detail = differenceOfUntouched(before, after);
  return detail === undefined ? [] : [{ kind: 'untouched elements differ', detail }];
}

function compareLiterally(
  manner: Manner,
  bytes: Uint8Array,
  before: Reading,
  output: Uint8Array,
  after: Reading | Finding,
): readonly Finding[] {
  const original = readLiterally(bytes, manner);
  if (!original) return [];
  const plain = isFinding(after) ? output : after.bytes;
  const found = leaks(`a reader ${manner}`, original.bytes, original.view, plain);
  if (isFinding(after) || !original.complete || !agree(original, before)) return found;
  const copy = readLiterally(output, manner);
  if (copy?.complete && agree(copy, after)) return found;
  return [...found, { kind: 'copy read differently', detail: `by a reader ${manner}` }];
}

function crash(error: unknown): Finding {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'crash', detail: stack.split('\n').slice(0, 4).join(' | ') };
}

/** The result, or undefined when the file is refused. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof DicomError) return undefined;
    throw error;
  }
}

/**
 * Canaries that a reader sees in the original where the policy treats, and that are in the copy more often than that
 * leaves.
 */
export function leaks(who: string, before: Uint8Array, view: View, after: Uint8Array): readonly Finding[] {
  const left = countCanaries(after);
  if (left.size === 0) return [];
  const ranges = takenRanges(view);
  const allowed = new Map<string, number>();
  const seen = new Set<string>();
  for (const { text, at } of findCanaries(before)) {
    const isUid = !text.startsWith('Zq');
    const taken = isIn(ranges.all, at) || (isUid && isIn(ranges.uids, at));
    if (taken) seen.add(text);
    else allowed.set(text, (allowed.get(text) ?? 0) + 1);
  }
  return [...left]
    .filter(([text, count]) => seen.has(text) && count > (allowed.get(text) ?? 0))
    .map(([text]) => ({ kind: `left as ${who} sees it`, detail: text }));
}

function isIn(ranges: readonly (readonly [number, number])[], at: number): boolean {
  return ranges.some(([from, to]) => at >= from && at < to);
}

/** Whether a literal reader and the scanner see the same elements in a file. */
function agree({ view, bytes }: LiteralReading, reading: Reading): boolean {
  const [theirs, ours] = [view.elements, reading.view.elements];
  if (theirs.length !== ours.length || reading.layout.end !== bytes.length) return false;
  return theirs.every((each, index) => {
    const other = ours[index]!;
    const same = each.tag === other.tag && each.value === other.value && each.end === other.end;
    return same && each.head === other.head && each.depth === other.depth;
  });
}

/** The first element that should be in the copy as it was and is not. */
function differenceOfUntouched(before: Reading, after: Reading): string | undefined {
  const [old, renewed] = [untouched(before.view), untouched(after.view)];
  for (let index = 0; index < Math.max(old.length, renewed.length); index++) {
    const [a, b] = [old[index], renewed[index]];
    if (!a || !b || !areSame(a, before.bytes, b, after.bytes)) return `${nameOf(a)} is ${nameOf(b)}`;
  }
  return undefined;
}

function untouched({ elements }: View): readonly Seen[] {
  const kept: Seen[] = [];
  let end = 0;
  for (const seen of elements) {
    if (seen.head < end) continue;
    if (isTaken(seen.tag, seen.vr)) end = seen.end;
    else if (!seen.container && isUntouched(seen.tag, seen.vr)) kept.push(seen);
  }
  return kept;
}

function areSame(a: Seen, before: Uint8Array, b: Seen, after: Uint8Array): boolean {
  if (a.tag !== b.tag || a.vr !== b.vr || a.depth !== b.depth || a.end - a.value !== b.end - b.value)
    return false;
  const value = Buffer.from(before.buffer, before.byteOffset + a.value, a.end - a.value);
  return value.equals(after.subarray(b.value, b.end));
}

function nameOf(seen: Seen | undefined): string {
  if (!seen) return 'nothing';
  const tag = seen.tag.toString(16).padStart(8, '0');
  return `(${tag.slice(0, 4)},${tag.slice(4)}) at ${seen.head} of ${seen.end - seen.value} bytes`;
}
