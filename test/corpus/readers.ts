import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { skipBecause } from '../support/skipping';
import { missingReason, runTool } from '../support/tools';
import type { CorpusRuns, FilePair } from './run';

interface DcmjsElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
}
type DcmjsDataSet = Readonly<Record<string, DcmjsElement>>;

interface Dcmjs {
  readonly data: {
    readonly DicomMessage: { readFile(bytes: ArrayBuffer): { meta: DcmjsDataSet; dict: DcmjsDataSet } };
  };
  readonly log: {
    setLevel(level: 'silent'): void;
    getLogger(name: string): { setLevel(level: 'silent'): void };
  };
}

/** VRs whose values the policy never touches. */
const UNTOUCHED = new Set([
  'CS',
  'DS',
  'IS',
  'TM',
  'AS',
  'AT',
  'US',
  'SS',
  'UL',
  'SL',
  'FL',
  'FD',
  'OW',
  'OF',
]);

/** Tests with readers that share no code with the product: dcmdump (dcmtk) and dcmjs. */
export function describeReaders(runs: () => CorpusRuns): void {
  describe('other readers', () => {
    it('dcmdump reads every copy of an original that it reads', function () {
      const reason = missingReason('dcmdump');
      if (reason !== undefined) skipBecause(this, reason);
      const { pairs } = runs().standard;
      const before = unreadable(pairs.map(({ original }) => original));
      const after = unreadable(pairs.map(({ copy }) => copy));
      const worse = pairs.filter(({ original, copy }) => after.has(copy) && !before.has(original));
      assert.deepEqual(
        worse.map(({ path }) => path),
        [],
      );
    });

    it('dcmjs reads the same values in every attribute that the policy does not touch', () => {
      const dcmjs = loadDcmjs();
      const read = (path: string): DcmjsDataSet => dcmjs.data.DicomMessage.readFile(bytesOf(path)).dict;
      let compared = 0;
      for (const pair of runs().standard.pairs) compared += compareUntouched(pair, read);
      assert.ok(compared > 30_000, `${compared} values compared`);
    });
  });
}

/** The files that dcmdump cannot read to their end. */
export function unreadable(paths: readonly string[]): ReadonlySet<string> {
  const run = runTool('dcmdump', ['-ll', 'error', '-M', '+P', '0008,0018', ...paths]);
  assert.equal(run.kind, 'ran');
  const messages = run.kind === 'ran' ? run.stderr : '';
  return new Set([...messages.matchAll(/reading file: (.*)/g)].map(([, path]) => path!));
}

function loadDcmjs(): Dcmjs {
  const dcmjs = createRequire(join(process.cwd(), 'package.json'))('dcmjs') as Dcmjs;
  for (const logger of [dcmjs.log, dcmjs.log.getLogger('validation.dcmjs')]) logger.setLevel('silent');
  return dcmjs;
}

function bytesOf(path: string): ArrayBuffer {
  return new Uint8Array(readFileSync(path)).buffer;
}

/** How many values were compared; 0 when dcmjs cannot read the original. */
function compareUntouched({ path, original, copy }: FilePair, read: (path: string) => DcmjsDataSet): number {
  let before: DcmjsDataSet;
  try {
    before = read(original);
  } catch {
    return 0;
  }
  return compareDataSets(before, read(copy), path);
}

function compareDataSets(before: DcmjsDataSet, after: DcmjsDataSet, place: string): number {
  let compared = 0;
  for (const [tag, { vr, Value = [] }] of Object.entries(before)) {
    if (isPrivate(tag) || tag.startsWith('0004') || tag.startsWith('FFF') || tag.endsWith('0000')) continue;
    const counterpart = after[tag];
    assert.ok(counterpart, `${place} ${tag}`);
    if (vr === 'SQ') compared += compareItems(Value, counterpart.Value ?? [], `${place} ${tag}`);
    else if (UNTOUCHED.has(vr) && !isReplaced(tag)) {
      assert.deepEqual(counterpart.Value ?? [], Value, `${place} ${tag}`);
      compared++;
    }
  }
  return compared;
}

/** Items of a sequence, which the policy may have emptied as a whole. */
function compareItems(before: readonly unknown[], after: readonly unknown[], place: string): number {
  if (after.length === 0) return 0;
  assert.equal(after.length, before.length, place);
  return before.reduce<number>(
    (sum, item, index) =>
      sum + compareDataSets(item as DcmjsDataSet, after[index] as DcmjsDataSet, `${place}[${index}]`),
    0,
  );
}

function isPrivate(tag: string): boolean {
  return Number.parseInt(tag.slice(0, 4), 16) % 2 === 1;
}

/** The listed attributes and marks among these VRs: ResponsiblePersonRole, PatientIdentityRemoved, (0028,0303). */
function isReplaced(tag: string): boolean {
  return ['00102298', '00120062', '00280303', '00100032'].includes(tag);
}
