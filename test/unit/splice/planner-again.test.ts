import assert from 'node:assert/strict';
import { scanFile } from '../../../src/core/dicom/file-layout';
import { Decider } from '../../../src/core/policy/decider';
import type { PolicyChoice } from '../../../src/core/policy/policy';
import { ProjectKey } from '../../../src/core/pseudonym/project-key';
import { UidMap } from '../../../src/core/pseudonym/uid-map';
import { emitPlan } from '../../../src/core/splice/edit-list';
import type { PatientPseudonym } from '../../../src/core/splice/patient';
import { RewritePlanner } from '../../../src/core/splice/rewrite-planner';
import {
  dataset,
  dicomFile,
  element,
  type Element,
  encodeDataSet,
  sequence,
  uid,
} from '../../support/data-sets';
import { choiceOf, policyOf, rule, switchNamed } from '../../support/policies';
import { choiceWithout, KEY_BYTES, MARKS, MemoryOutput, rewrite, valuesOf } from '../../support/rewriting';
import { CountingSource, makeScanner, scanBytes } from '../../support/scanning';

const PATIENTS: readonly PatientPseudonym[] = [
  { anonymisedId: 'ANON-0001', dateOffset: 700 },
  { anonymisedId: 'ANONYMOUS-0002', dateOffset: 7 },
];
const OFF = ['free-text'] as const;

function items(count: number): Element {
  const item = (index: number) => [
    element(0x00081150, 'UI', '1.2'),
    element(0x00081155, 'UI', uid(`${index}`)),
  ];
  return sequence(
    0x00081140,
    Array.from({ length: count }, (_, index) => item(index)),
  );
}

const FILES: readonly (readonly Element[])[] = [
  dataset(items(3)),
  dataset(items(1500), element(0x00204000, 'LT', `see ${uid('other')} and 1.2.840.10008.1.2.1`)),
  [element(0x00080060, 'CS', 'CT'), element(0x00280010, 'US', 2)],
  dataset(items(1), element(0x00204000, 'LT', 'see 1.2.840.10008.1.2.1')),
  [element(0x00080060, 'CS', 'CT')],
  dataset(),
  dataset(items(1500), sequence(0x00291110, [[element(0x00081155, 'UI', uid('a'))]])),
];

/** What group lengths count: for each, its value and the bytes of its group that follow. */
function groupLengths(bytes: Uint8Array): readonly (readonly [number, number])[] {
  const { table } = scanBytes(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const rows = Array.from({ length: table.count }, (_, row) => row);
  return rows
    .filter((row) => (table.tag[row]! & 0xffff) === 0)
    .map((row) => {
      const own = rows.filter(
        (other) =>
          other > row &&
          table.parent[other] === table.parent[row] &&
          table.tag[other]! >>> 16 === table.tag[row]! >>> 16,
      );
      const length = own.reduce((sum, other) => sum + table.end[other]! - table.head[other]!, 0);
      return [view.getUint32(table.valueAt(row), true), length] as const;
    });
}

/** Anonymises files one after the other with the same planner. */
function rewriteAll(files: readonly Uint8Array[], choice: PolicyChoice): readonly Uint8Array[] {
  const { window, table, scanner } = makeScanner();
  const key = new ProjectKey(KEY_BYTES);
  const planner = new RewritePlanner(window, table, new Decider(choice), key, new UidMap(key), MARKS);
  return files.map((file) => {
    window.open(new CountingSource(file));
    const output = new MemoryOutput(file);
    emitPlan(planner.plan(scanFile(window, table, scanner), PATIENTS[0]!), output);
    return output.bytes();
  });
}

describe('a planner', () => {
  const BARE = { meta: 'none' } as const;
  const OFF_SWITCHES = policyOf([]).switches;
  const MODALITY = element(0x00080060, 'CS', 'CT');

  it('does not take what an earlier file had behind its last element for a private block', () => {
    const safe = switchNamed('safe', { code: { value: '113111', meaning: 'Retain Safe Private Option' } });
    const rules = [rule({ by: 'private' }, 'K', { switch: 'safe' })];
    const block = [element(0x00090010, 'LO', 'ACME'), element(0x00091001, 'IS', '7')];
    const files = [
      dicomFile([MODALITY, ...block], BARE),
      dicomFile([MODALITY, element(0x00080070, 'LO', 'A')], BARE),
    ];
    const outputs = rewriteAll(files, choiceOf(rules, [safe, ...OFF_SWITCHES]));
    assert.equal(valuesOf(outputs[0]!, 0x00080300).length, 1);
    assert.deepEqual(outputs[1], files[1]);
  });

  it('does not look for the study of a nested data set in what an earlier file had there', () => {
    const inItem = (...elements: readonly Element[]): Uint8Array =>
      dicomFile([MODALITY, sequence(0x00081115, [elements])], BARE);
    const code = element(0x00200010, 'SH', 'X');
    const files = [
      inItem(element(0x00181030, 'LO', 'A'), element(0x0020000d, 'UI', uid('prior'))),
      inItem(code),
    ];
    const rules = [rule({ by: 'tag', tag: 0x00200010 }, 'recode')];
    const output = rewriteAll(files, choiceOf(rules))[1]!;
    assert.deepEqual(valuesOf(output, 0x00200010), [new ProjectKey(KEY_BYTES).code('study', 'X', 8)]);
  });

  it('plans a file of which nothing stays, whatever stood in an earlier one', () => {
    const gone = element(0x00090010, 'LO', 'ACME');
    const files = [
      dicomFile([MODALITY, element(0x00080070, 'LO', 'A')], { ...BARE, encoding: 'implicit-le' }),
      dicomFile([gone], BARE),
    ];
    const outputs = rewriteAll(files, choiceOf([rule({ by: 'private' }, 'X')]));
    assert.deepEqual(outputs[1], dicomFile([], BARE));
  });

  it('treats file after file as if each were the first', () => {
    const { window, table, scanner } = makeScanner();
    const key = new ProjectKey(KEY_BYTES);
    const planner = new RewritePlanner(
      window,
      table,
      new Decider(choiceWithout(OFF)),
      key,
      new UidMap(key),
      MARKS,
    );
    for (const patient of [...PATIENTS, ...PATIENTS]) {
      for (const elements of FILES) {
        const file = dicomFile(elements, { groupLengths: 'everywhere' });
        window.open(new CountingSource(file));
        const plan = planner.plan(scanFile(window, table, scanner), patient);
        const output = new MemoryOutput(file);
        emitPlan(plan, output);
        assert.equal(output.length, plan.length);
        const alone = rewrite(file, { patient, off: OFF });
        assert.ok(Buffer.from(alone).equals(output.bytes()));
      }
    }
  });
});

describe('group lengths', () => {
  it('count what stands in their own Item or data set, and nothing else', () => {
    const inItem = [element(0x00100020, 'LO', '7'), element(0x00120063, 'LO', 'x')];
    const files = [
      ...FILES,
      dataset(sequence(0x00081140, [[element(0x00081155, 'UI', uid('a'))]]), element(0x00081160, 'IS', '7')),
      [element(0x00080060, 'CS', 'CT'), sequence(0x00081140, [inItem]), element(0x00280010, 'US', 2)],
    ];
    for (const elements of files) {
      const form = { groupLengths: 'everywhere', meta: 'none' } as const;
      for (const [stated, counted] of groupLengths(rewrite(dicomFile(elements, form))))
        assert.equal(stated, counted);
    }
  });

  it('are right of many Items', () => {
    const output = rewrite(dicomFile(dataset(items(1500))));
    const { table } = scanBytes(output);
    assert.equal(table.tag.subarray(0, table.count).filter((tag) => tag === 0xfffee000).length, 1500);
  });
});

describe('a long value that is no text', () => {
  it('stays where text is cleaned', () => {
    const long = element(0x00091001, 'UN', new Uint8Array(70_000).fill(0x41));
    const file = dicomFile([element(0x00080060, 'CS', 'CT'), long]);
    const output = rewrite(file, { off: ['private', 'mark'] });
    assert.ok(Buffer.from(output).includes(Buffer.from(encodeDataSet([long]))));
  });
});
