/** Random data sets, each with what is to become of it: said by kind of attribute, not by asking the policy. */
import fc from 'fast-check';
import {
  element,
  sequence,
  type Element,
  type Encoding,
  type GroupLengths,
  type Item,
} from '../support/data-sets';
import { newUid, PATIENT } from '../support/rewriting';

/** An element and what stands in its place afterwards; undefined when it is removed. */
export interface Fate {
  readonly before: Element;
  readonly after: Element | undefined;
}

export interface RandomFile {
  readonly fates: readonly Fate[];
  readonly encoding: Encoding;
  readonly groupLengths: GroupLengths;
  readonly hasMeta: boolean;
}

const DAY = 24 * 60 * 60 * 1000;
const DEPTH = 3;

const text = fc.string({ unit: fc.constantFrom(...'abcXYZ \u00e4\u00df019-_^='), maxLength: 40 });
const bytes = fc.uint8Array({ maxLength: 60 });
const uids = fc
  .array(fc.integer({ min: 1, max: 99_999 }), { minLength: 1, maxLength: 3 })
  .map((numbers) => numbers.map((number) => `1.2.826.0.1.3680043.10.1234.${number}`));
const days = fc.integer({ min: Date.UTC(1905, 0, 1) / DAY, max: Date.UTC(2090, 0, 1) / DAY });

function kept(given: Element): Fate {
  return { before: given, after: given };
}

function dateText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10).replaceAll('-', '');
}

const TEXTS: readonly [number, string][] = [
  [0x0008103e, 'LO'],
  [0x00180050, 'DS'],
  [0x00180022, 'CS'],
  [0x00185100, 'CS'],
  [0x0040a160, 'UT'],
  [0x00080030, 'TM'],
];
const NUMBERS: readonly [number, string][] = [
  [0x00280010, 'US'],
  [0x00189087, 'FD'],
  [0x00280106, 'SS'],
  [0x00200062, 'UL'],
];
const BINARIES: readonly [number, string][] = [
  [0x00420011, 'OB'],
  [0x00282000, 'OB'],
  [0x00281201, 'OW'],
];
const EMPTIED: readonly [number, string][] = [
  [0x00104000, 'LT'],
  [0x00080080, 'LO'],
  [0x00101040, 'LO'],
  [0x00080090, 'PN'],
  [0x00700084, 'PN'],
  [0x00380010, 'LO'],
];
const INSTANCES = [0x00080018, 0x00081155, 0x0020000d, 0x0020000e, 0x00200052];
const DATES: readonly [number, string][] = [
  [0x00080020, 'DA'],
  [0x00080022, 'DA'],
  [0x0008002a, 'DT'],
];
const SEQUENCES = [0x00081115, 0x00081140, 0x00400275, 0x00540016, 0x52009229];

const keptText = fc
  .tuple(fc.constantFrom(...TEXTS), text)
  .map(([[tag, vr], value]) => kept(element(tag, vr, value)));
const keptNumber = fc
  .tuple(fc.constantFrom(...NUMBERS), fc.array(fc.integer({ min: 0, max: 9999 }), { maxLength: 4 }))
  .map(([[tag, vr], value]) => kept(element(tag, vr, value)));
const keptBinary = fc
  .tuple(fc.constantFrom(...BINARIES), bytes)
  .map(([[tag, vr], value]) => kept(element(tag, vr, value)));
const keptClass = fc
  .constantFrom('1.2.840.10008.5.1.4.1.1.2', '1.2.826.0.1.9.9')
  .map((value) => kept(element(0x00081150, 'UI', value)));
const emptied = fc
  .tuple(fc.constantFrom(...EMPTIED), text)
  .map(([[tag, vr], value]) => ({ before: element(tag, vr, value), after: element(tag, vr, '') }));
const patient = fc
  .tuple(fc.constantFrom([0x00100010, 'PN'] as const, [0x00100020, 'LO'] as const), text)
  .map(([[tag, vr], value]): Fate => ({
    before: element(tag, vr, value),
    after: element(tag, vr, PATIENT.anonymisedId),
  }));
const instanceIn = (vr: string): fc.Arbitrary<Fate> =>
  fc.tuple(fc.constantFrom(...INSTANCES), uids).map(([tag, values]): Fate => ({
    before: element(tag, vr, values),
    after: element(
      tag,
      vr,
      values.map((value) => newUid(value)),
    ),
  }));
const date = fc
  .tuple(fc.constantFrom(...DATES), fc.array(days, { minLength: 1, maxLength: 3 }))
  .map(([[tag, vr], values]): Fate => ({
    before: element(tag, vr, values.map(dateText)),
    after: element(
      tag,
      vr,
      values.map((day) => dateText(day - PATIENT.dateOffset)),
    ),
  }));
const noDate = fc
  .constantFrom(...DATES)
  .map(([tag, vr]): Fate => ({ before: element(tag, vr, 'unknown'), after: element(tag, vr, '') }));
const quoting = uids.map(([uid]): Fate => {
  const text = `see ${uid!}, there`;
  const padded = text.padEnd(text.length + (text.length % 2));
  const withText = (value: string): Element => element(0x00204000, 'LT', value);
  return { before: withText(padded), after: withText(padded.replace(uid!, newUid(uid!))) };
});
const ownPrivate = fc
  .tuple(fc.constantFrom('UN', 'OB', 'LO'), bytes)
  .map(([vr, value]): Fate => ({ before: element(0x00091001, vr, value), after: undefined }));

const leaf = fc.oneof(
  ...[keptText, keptNumber, keptBinary, keptClass],
  ...[emptied, patient, instanceIn('UI'), date, noDate, quoting, ownPrivate],
);

const leafWithUn = fc.oneof({ weight: 12, arbitrary: leaf }, { weight: 1, arbitrary: instanceIn('UN') });

const length = fc.constantFrom('defined' as const, 'undefined' as const);

interface Form {
  readonly length: 'defined' | 'undefined';
  readonly itemLengths: readonly ('defined' | 'undefined')[];
  readonly vr: string;
}

const formIn = (vrs: readonly string[]): fc.Arbitrary<Form> =>
  fc.record({
    length,
    itemLengths: fc.array(length, { minLength: 3, maxLength: 3 }),
    vr: fc.constantFrom(...vrs),
  });

/** The arbitraries that differ where UN takes the place of other VRs. */
interface Variety {
  readonly leaf: fc.Arbitrary<Fate>;
  readonly form: fc.Arbitrary<Form>;
}

const PLAIN: Variety = { leaf, form: formIn(['SQ']) };
const WITH_UN: Variety = { leaf: leafWithUn, form: formIn(['SQ', 'SQ', 'SQ', 'UN']) };

/** The sequence as it was and as it will be; what it holds is treated like the top level. */
function nest(tag: number, items: readonly (readonly Fate[])[], { length, itemLengths, vr }: Form): Fate {
  const build = (elementsOf: (fates: readonly Fate[]) => readonly Element[]): Element => {
    const built = items.map((fates, index): Item => ({
      elements: elementsOf(fates),
      length: itemLengths[index]!,
    }));
    return sequence(tag, built, { length, vr });
  };
  return { before: build(elementsBefore), after: build(elementsAfter) };
}

/** A sequence of the list is emptied with all that it holds. */
function emptySequence(items: readonly (readonly Fate[])[], form: Form): Fate {
  return { ...nest(0x00101002, items, form), after: sequence(0x00101002, [], { vr: form.vr }) };
}

function fatesAt(depth: number, variety: Variety): fc.Arbitrary<readonly Fate[]> {
  const nested = depth === 0 ? [] : [{ weight: 2, arbitrary: nestedAt(depth, variety) }];
  const here = fc.oneof({ weight: 3, arbitrary: variety.leaf }, ...nested);
  return fc.uniqueArray(here, { maxLength: depth === DEPTH ? 14 : 5, selector: tagOf }).map(inOrder);
}

function nestedAt(depth: number, variety: Variety): fc.Arbitrary<Fate> {
  const items = fc.array(fatesAt(depth - 1, variety), { maxLength: 3 });
  return fc
    .tuple(fc.constantFrom(...SEQUENCES, 0x00101002), items, variety.form)
    .map(([tag, held, how]) => (tag === 0x00101002 ? emptySequence(held, how) : nest(tag, held, how)));
}

function tagOf({ before }: Fate): number {
  return before.kind === 'raw' ? -1 : before.tag;
}

function inOrder(fates: readonly Fate[]): readonly Fate[] {
  return [...fates].sort((a, b) => tagOf(a) - tagOf(b));
}

/** The elements as they were. */
export function elementsBefore(fates: readonly Fate[]): readonly Element[] {
  return fates.map(({ before }) => before);
}

/** The elements as they will be. */
export function elementsAfter(fates: readonly Fate[]): readonly Element[] {
  return fates.flatMap(({ after }) => (after ? [after] : []));
}

/** A file of random elements in random encoding, with SOP Class and patient at the top level. */
export const randomFile: fc.Arbitrary<RandomFile> = fc.record({
  fates: fatesAt(DEPTH, WITH_UN).map(withTopLevel),
  encoding: fc.constantFrom('explicit-le' as const, 'implicit-le' as const, 'explicit-be' as const),
  groupLengths: fc.constantFrom('none' as const, 'top-level' as const, 'everywhere' as const),
  hasMeta: fc.boolean(),
});

/** The same without what other readers stumble over: no sequences in UN, Little Endian, File Meta Information. */
export const plainFile: fc.Arbitrary<RandomFile> = fc.record({
  fates: fatesAt(DEPTH, PLAIN).map(withTopLevel),
  encoding: fc.constantFrom('explicit-le' as const, 'implicit-le' as const),
  groupLengths: fc.constantFrom('none' as const, 'top-level' as const, 'everywhere' as const),
  hasMeta: fc.constant(true),
});

function withTopLevel(fates: readonly Fate[]): readonly Fate[] {
  const fixed = [
    kept(element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2')),
    kept(element(0x00100010, 'PN', PATIENT.anonymisedId)),
    { before: element(0x00100020, 'LO', '0815'), after: element(0x00100020, 'LO', PATIENT.anonymisedId) },
    kept(element(0x7fe00010, 'OW', [1, 2, 3])),
  ];
  const taken = new Set(fixed.map(tagOf));
  return inOrder([...fixed, ...fates.filter((fate) => !taken.has(tagOf(fate)))]);
}
