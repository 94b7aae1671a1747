/** Files as lists of elements, the form in which readers of all kinds can be compared. */
import { createHash } from 'node:crypto';
import { TAG } from '../../src/core/dicom/tags';
import { vrCode, vrName } from '../../src/core/dicom/vr';
import { countCanaries } from './canaries';
import type { Finding } from './judge';
import type { Reading } from './product';
import { hasNewUids, isTaken } from './treatment';

/** An element as a reader lists it. */
export interface Listed {
  /** Tags and numbers of Items that lead to it: `00400275[0].00100010`. */
  readonly path: string;
  readonly vr: string;
  /** Of the value; undefined where the reader does not tell. */
  readonly length?: number;
  /** SHA-1 of the value; undefined where the reader does not tell. */
  readonly hash?: string;
  /** The canaries that are in the value. */
  readonly canaries: readonly string[];
}

/** What a reader that is no part of the product found in a file; undefined when it does not read it. */
export type ListedFile = readonly Listed[] | undefined;

/** The product's own list. */
export function listOf({ view, bytes }: Reading): readonly Listed[] {
  const listed: Listed[] = [];
  const prefixes: string[] = [''];
  const items: number[] = [];
  for (const seen of view.elements) {
    if (seen.tag === TAG.Item) {
      const index = (items[seen.depth] ?? -1) + 1;
      items[seen.depth] = index;
      prefixes[seen.depth + 1] = `${prefixes[seen.depth]!}[${index}].`;
      continue;
    }
    const path = (prefixes[seen.depth] ?? '') + seen.tag.toString(16).padStart(8, '0');
    prefixes[seen.depth + 1] = path;
    items[seen.depth + 1] = -1;
    const value = bytes.subarray(seen.value, seen.end);
    const hash = createHash('sha1').update(value).digest('hex');
    const vr = seen.container ? 'SQ' : vrName(seen.vr);
    listed.push({ path, vr, length: value.length, hash, canaries: [] });
  }
  return listed;
}

/**
 * Whether a reader lists the same elements as the product, with the same values as far as it tells. A sequence that the
 * product finds in a value of unknown VR may be a plain value to others.
 */
export function agrees(theirs: readonly Listed[], ours: readonly Listed[]): boolean {
  const [left, right] = [byPath(theirs), byPath(ours)];
  if (!left || !right) return false;
  for (const [path, one] of left) {
    const other = right.get(path);
    if (!other || !(path.endsWith(PIXEL_DATA) || sameValue(one, other))) return false;
  }
  return [...right.keys()].every((path) => left.has(path) || isInValue(path, left));
}

const PIXEL_DATA = '7fe00010';

/** Some readers count the byte by which they have made a value even. */
function sameValue(one: Listed, other: Listed): boolean {
  if (one.length === undefined || other.length === undefined || one.vr === 'SQ') return true;
  if (one.hash !== undefined) return one.length === other.length && one.hash === other.hash;
  return one.length === other.length + (other.length % 2);
}

function isInValue(path: string, listed: ReadonlyMap<string, Listed>): boolean {
  for (let end = path.lastIndexOf('['); end > 0; end = path.lastIndexOf('[', end - 1)) {
    const around = listed.get(path.slice(0, end));
    if (around) return around.vr !== 'SQ';
  }
  return false;
}

/**
 * Without group lengths, which some readers leave out; undefined when an attribute occurs twice in a data set: some readers
 * take the first one and some the last one.
 */
function byPath(listed: readonly Listed[]): ReadonlyMap<string, Listed> | undefined {
  const elements = listed.filter(({ path }) => !path.endsWith('0000'));
  const found = new Map(elements.map((each) => [each.path, each]));
  return found.size === elements.length ? found : undefined;
}

/** Canaries that the reader sees in the original where the policy treats, and that are left in the copy. */
export function leaksInList(
  who: string,
  theirs: readonly Listed[],
  before: Uint8Array,
  after: Uint8Array,
): readonly Finding[] {
  const taken = new Map<string, number>();
  for (const { canaries, path, vr } of theirs) {
    for (const text of canaries) if (isTreated(path, vr, text)) taken.set(text, (taken.get(text) ?? 0) + 1);
  }
  const [there, left] = [countCanaries(before), countCanaries(after)];
  return [...taken]
    .filter(([text, count]) => (left.get(text) ?? 0) > Math.max(0, (there.get(text) ?? 0) - count))
    .map(([text]) => ({ kind: `left as ${who} sees it`, detail: text }));
}

function isTreated(path: string, vr: string, canary: string): boolean {
  const tags = [...path.matchAll(/[0-9a-f]{8}/g)].map(([tag]) => Number.parseInt(tag, 16));
  const last = tags.pop() ?? 0;
  const code = vrCode(vr);
  if (tags.some((tag) => isTaken(tag, vrCode('SQ'))) || isTaken(last, code)) return true;
  return !canary.startsWith('Zq') && hasNewUids(last, code);
}
