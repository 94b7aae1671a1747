import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME } from '../../src/core/splice/rewrite-planner';
import { dicomFile, element, fileMeta, TRANSFER_SYNTAX, type Element } from '../support/data-sets';
import { toHex } from '../support/hex';
import { rewrite } from '../support/rewriting';
import { CountingSource, scanSource } from '../support/scanning';
import { elementsAfter, elementsBefore, plainFile, randomFile, type RandomFile } from './data-sets';

const SEED = 20_260_214;

const SYNTAXES = {
  'explicit-le': TRANSFER_SYNTAX.explicitLE,
  'implicit-le': TRANSFER_SYNTAX.implicitLE,
  'explicit-be': TRANSFER_SYNTAX.explicitBE,
} as const;

/**
 * The marks get no group length that was not there, so they stay out; another test puts them in. Free text has tests of
 * its own: random words may be a name or an institution.
 */
const OFF = ['mark', 'free-text'] as const;

function encode(
  { encoding, groupLengths, hasMeta }: RandomFile,
  elements: readonly Element[],
  ours: boolean,
): Uint8Array {
  const transferSyntax = SYNTAXES[encoding];
  const meta = fileMeta(elements, transferSyntax).map((each) => (ours ? byUs(each) : each));
  return dicomFile(elements, { transferSyntax, groupLengths, meta: hasMeta ? meta : 'none' });
}

function byUs(each: Element): Element {
  if (each.kind !== 'value') return each;
  if (each.tag === 0x00020012) return element(each.tag, 'UI', IMPLEMENTATION_CLASS_UID);
  return each.tag === 0x00020013 ? element(each.tag, 'SH', IMPLEMENTATION_VERSION_NAME) : each;
}

interface DcmjsElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
}
type DcmjsDataSet = Readonly<Record<string, DcmjsElement>>;

interface Logger {
  setLevel(level: 'silent'): void;
}

/** What this test calls of dcmjs, which ships no types. */
interface Dcmjs {
  readonly data: {
    readonly DicomMessage: { readFile(bytes: ArrayBuffer): { readonly dict: DcmjsDataSet } };
  };
  readonly log: Logger & { getLogger(name: string): Logger };
}

const DCMJS = 'dcmjs';
let dcmjs: Dcmjs;

async function loadDcmjs(): Promise<void> {
  dcmjs = (await import(DCMJS)) as Dcmjs;
  for (const logger of [dcmjs.log, dcmjs.log.getLogger('validation.dcmjs')]) logger.setLevel('silent');
}

function readWithDcmjs(bytes: Uint8Array): DcmjsDataSet {
  return dcmjs.data.DicomMessage.readFile(new Uint8Array(bytes).buffer).dict;
}

/** Every tag at every depth, in order, as dcmjs sees it; group lengths apart. */
function tagsIn(dataSet: DcmjsDataSet): readonly string[] {
  return Object.keys(dataSet)
    .filter((tag) => !tag.endsWith('0000'))
    .sort()
    .flatMap((tag) => {
      const items = dataSet[tag]!.vr === 'SQ' ? (dataSet[tag]!.Value as readonly DcmjsDataSet[]) : [];
      return [tag, ...items.flatMap((item) => tagsIn(item).map((inside) => `${tag}.${inside}`))];
    });
}

/** The same of planned elements. */
function tagsOf(elements: readonly Element[]): readonly string[] {
  return elements.flatMap((each) => {
    if (each.kind === 'raw') return [];
    const tag = each.tag.toString(16).padStart(8, '0').toUpperCase();
    const items = each.kind === 'sequence' ? each.items : [];
    return [tag, ...items.flatMap((item) => tagsOf(item.elements).map((inside) => `${tag}.${inside}`))];
  });
}

describe('random data sets', () => {
  before(loadDcmjs);

  it('come out as planned, and byte for byte the same in all else', () => {
    fc.assert(
      fc.property(randomFile, (file) => {
        const output = rewrite(encode(file, elementsBefore(file.fates), false), { off: OFF });
        const expected = encode(file, elementsAfter(file.fates), true);
        if (!Buffer.from(output).equals(expected)) assert.equal(toHex(output), toHex(expected));
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('come out the same however much of them is read at first', () => {
    fc.assert(
      fc.property(randomFile, fc.integer({ min: 1, max: 600 }), (file, firstRead) => {
        const input = encode(file, elementsBefore(file.fates), false);
        assert.deepEqual(rewrite(input, { firstRead }), rewrite(input));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('are read by dcmjs afterwards as what was planned', () => {
    fc.assert(
      fc.property(plainFile, (file) => {
        const dataSet = readWithDcmjs(rewrite(encode(file, elementsBefore(file.fates), false), { off: OFF }));
        const planned = readWithDcmjs(encode(file, elementsAfter(file.fates), true));
        assert.deepEqual(dataSet['00100020']?.Value, ['ANON-0001']);
        assert.deepEqual(tagsIn(dataSet), tagsOf(elementsAfter(file.fates)));
        assert.deepEqual(dataSet, planned);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('can be anonymised again, and keep their shape', () => {
    fc.assert(
      fc.property(randomFile, (file) => {
        const once = rewrite(encode(file, elementsBefore(file.fates), false));
        const twice = rewrite(once);
        assert.deepEqual(shapeOf(twice), shapeOf(once));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});

/** Tags and nesting of all elements; lengths of UIDs differ from run to run. */
function shapeOf(bytes: Uint8Array): readonly string[] {
  const { table } = scanSource(new CountingSource(bytes));
  return Array.from(
    { length: table.count },
    (_, row) => `${table.parent[row]} ${table.tag[row]} ${table.vr[row]}`,
  );
}
