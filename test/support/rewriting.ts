/** Anonymises files in memory, with one project key, so that tests can say what becomes of which bytes. */
import { createHmac } from 'node:crypto';
import { Decider } from '../../src/core/policy/decider';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { choiceWith, type PolicyChoice, type SwitchId } from '../../src/core/policy/policy';
import { ProjectKey } from '../../src/core/pseudonym/project-key';
import { UidMap } from '../../src/core/pseudonym/uid-map';
import { emitPlan, type SegmentSink } from '../../src/core/splice/edit-list';
import type { Marks, PatientPseudonym } from '../../src/core/splice/patient';
import { RewritePlanner } from '../../src/core/splice/rewrite-planner';
import { CountingSource, type Scanned, scanSource, tagText } from './scanning';
import { textCleaner } from '../../src/core/run/text-cleaning';

export const KEY_BYTES = Uint8Array.from({ length: 32 }, (_, index) => 7 * index + 1);
export const PATIENT: PatientPseudonym = { anonymisedId: 'ANON-0001', dateOffset: 700 };
export const MARKS: Marks = { method: ['DicomAnon', 'Policy'], codes: [], dates: 'MODIFIED' };

/** All switches whose absence leaves as much as possible as it is. */
export const KEEP_ALL: readonly SwitchId[] = DICOMANON_POLICY.switches.map(({ id }) => id);

/** The default policy without some of its parts. */
export function choiceWithout(off: readonly SwitchId[]): PolicyChoice {
  return choiceWith(DICOMANON_POLICY, Object.fromEntries(off.map((id) => [id, false])));
}

export interface RewriteOptions {
  /** Another policy than the default one. */
  readonly choice?: PolicyChoice;
  /** Switches that are off; none by default. */
  readonly off?: readonly SwitchId[];
  readonly marks?: Marks;
  readonly patient?: PatientPseudonym;
  readonly firstRead?: number;
}

/** The anonymised copy of a file in memory. */
export function rewrite(bytes: Uint8Array, options: RewriteOptions = {}): Uint8Array {
  return rewriteScanned(bytes, scanSource(new CountingSource(bytes), {}, options.firstRead), options);
}

/** The anonymised copy of a file that was scanned already. */
export function rewriteScanned(
  bytes: Uint8Array,
  scanned: Scanned,
  options: RewriteOptions = {},
): Uint8Array {
  const { window, table, layout } = scanned;
  const key = new ProjectKey(KEY_BYTES);
  const decider = new Decider(options.choice ?? choiceWithout(options.off ?? []));
  const uids = new UidMap(key);
  const cleaner = textCleaner(decider.choice, uids);
  const planner = new RewritePlanner(window, table, decider, key, uids, options.marks ?? MARKS, cleaner);
  const plan = planner.plan(layout, options.patient ?? PATIENT);
  const output = new MemoryOutput(bytes);
  emitPlan(plan, output);
  if (output.length !== plan.length) throw new Error(`planned ${plan.length} bytes, got ${output.length}`);
  return output.bytes();
}

/** Puts the segments of a plan together; each piece of the source may be copied once, and in order. */
export class MemoryOutput implements SegmentSink {
  private readonly parts: Uint8Array[] = [];
  private copied = 0;
  length = 0;

  constructor(private readonly source: Uint8Array) {}

  copy(from: number, to: number): void {
    if (from < this.copied || to <= from) throw new Error(`copied [${from}, ${to}) after ${this.copied}`);
    this.copied = to;
    this.add(this.source.subarray(from, to));
  }

  put(bytes: Uint8Array, from: number, to: number): void {
    if (to <= from) throw new Error('nothing was put');
    this.add(new Uint8Array(bytes.subarray(from, to)));
  }

  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.parts));
  }

  private add(part: Uint8Array): void {
    this.parts.push(part);
    this.length += part.length;
  }
}

/**
 * The new UID for a UID, worked out anew: a UUID of version 8 (RFC 9562) from HMAC-SHA-256, in decimal below 2.25
 * (PS3.5 §B.2).
 */
export function newUid(uid: string, key: Uint8Array = KEY_BYTES): string {
  const hex = createHmac('sha256', key).update(`uid${uid}`).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  const uuid = `${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`;
  return `2.25.${BigInt(`0x${uuid}`)}`;
}

/** Values of all elements with that tag, in the order of the file, one character a byte, padding included. */
export function valuesOf(bytes: Uint8Array, tag: number): readonly string[] {
  const { table } = scanSource(new CountingSource(bytes));
  const rows = Array.from({ length: table.count }, (_, row) => row).filter((row) => table.tag[row] === tag);
  return rows.map((row) =>
    Buffer.from(bytes.subarray(table.valueAt(row), table.end[row])).toString('latin1'),
  );
}

/** Tags at the top level of the data set, in order. */
export function topLevelTags(bytes: Uint8Array): readonly string[] {
  const { table, layout } = scanSource(new CountingSource(bytes));
  const tags: string[] = [];
  for (let row = layout.dataSetRow; row < table.count; row = table.next[row]!)
    tags.push(tagText(table.tag[row]!));
  return tags;
}
