import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { marksOf } from '../../../src/core/policy/marks';
import { choiceWith, type PolicyChoice } from '../../../src/core/policy/policy';
import { BASIC_PROFILE } from '../../../src/core/policy/ps315/basic-profile';
import { element, dataset, dicomFile, sequence } from '../../support/data-sets';
import { type PlainDataSet, type PlainElement, readPlainFile } from '../../support/plain-parser';
import { readWithPydicom } from '../../support/pydicom';
import { rewrite } from '../../support/rewriting';
import { skipBecause } from '../../support/skipping';
import { createTempFolder, removeFolder, writeTree } from '../../support/temp-folder';
import { copiedMethods, SWITCH_OF_COLUMN } from '../policy/ps315/standard';
import type { Columns } from '../policy/ps315/standard-actions';
import { DEPTHS, NESTS, plantedFile, plantedRows } from './planted-rows';
import { faultOf } from './seen-fate';

const SEED = 20_261_123;
const COLUMNS = Object.keys(SWITCH_OF_COLUMN);
const NONE: Columns = new Set();
const DATE_COLUMNS = ['rtnLongFullDatesOpt', 'rtnLongModifDatesOpt'];
const SINGLE: readonly Columns[] = [NONE, ...COLUMNS.map((column) => new Set([column]))];

/** Any options together, but not both of the dates. */
const anyColumns = fc
  .uniqueArray(fc.constantFrom(...COLUMNS), { minLength: 2 })
  .filter((columns) => !DATE_COLUMNS.every((column) => columns.includes(column)))
  .map((columns): Columns => new Set(columns));

function choiceFor(on: Columns): PolicyChoice {
  return choiceWith(
    BASIC_PROFILE,
    Object.fromEntries([...on].map((column) => [SWITCH_OF_COLUMN[column]!, true])),
  );
}

/** The file under the Basic Profile with options, as another reader reads it. */
function treated(file: Uint8Array, on: Columns): Uint8Array {
  const choice = choiceFor(on);
  return rewrite(file, { choice, marks: marksOf(choice, '1', 'abcdefgh') });
}

/** The data set at a depth. */
function dataSetAt(file: PlainDataSet, depth: number): PlainDataSet {
  return NESTS[depth]!.reduce((found, tag) => found.get(tag)!.items![0]!, file);
}

function optionsOf(on: Columns): string {
  return [...on].map((column) => SWITCH_OF_COLUMN[column]).join() || 'no option';
}

function assertRows(file: Uint8Array, on: Columns): void {
  const output = readPlainFile(treated(file, on));
  const faults = DEPTHS.flatMap((depth) =>
    plantedRows(depth)
      .filter(({ tag }) => depth === 0 || tag >>> 16 !== 2)
      .map((planted) => faultOf(planted, dataSetAt(output, depth), on))
      .filter((fault) => fault !== '')
      .map((fault) => `depth ${depth}, ${fault}`),
  );
  assert.deepEqual(faults, [], optionsOf(on));
}

describe('the rows of PS3.15 Table E.1-1 in files', () => {
  const file = plantedFile();

  it('are all planted at depth 0, 1 and 3', () => {
    const read = readPlainFile(file);
    for (const depth of DEPTHS) {
      const rows = plantedRows(depth).filter(({ tag }) => depth === 0 || tag >>> 16 !== 2);
      assert.equal(new Set(rows.map(({ row }) => row.id)).size, depth === 0 ? 655 : 654);
      for (const { tag } of rows) assert.ok(dataSetAt(read, depth).has(tag), tag.toString(16));
    }
  });

  for (const on of SINGLE) {
    it(`are treated as the standard says, with ${optionsOf(on)}`, () => assertRows(file, on));
  }

  it('are treated as the standard says, with any options together', () => {
    fc.assert(
      fc.property(anyColumns, (on) => assertRows(file, on)),
      { seed: SEED, numRuns: 30 },
    );
  });

  it('read the same to pydicom', function () {
    const folder = createTempFolder();
    const on: Columns = new Set(['cleanDescOpt', 'cleanStructContOpt', 'rtnLongModifDatesOpt']);
    const outputs = { 'plain.dcm': treated(file, NONE), 'options.dcm': treated(file, on) };
    writeTree(folder, outputs);
    const read = readWithPydicom(Object.keys(outputs).map((name) => join(folder, name)));
    removeFolder(folder);
    if (read.kind === 'missing') skipBecause(this, read.reason);
    Object.values(outputs).forEach((bytes, at) => {
      const found = read.files[at]!;
      assert.ok('elements' in found, 'error' in found ? found.error : '');
      const paths = found.elements.map(({ path }) => path.split('.').map((step) => step.replace(/\[.*/, '')));
      assert.deepEqual(
        paths.map((path) => path.join('.')).sort(),
        pathsOf(readPlainFile(bytes))
          .filter((path) => !/0000$/.test(path) || path === '00020000')
          .sort(),
      );
    });
  });
});

describe('private attributes under the Basic Profile', () => {
  const block = [
    element(0x20010010, 'LO', 'Philips Imaging DD 001'),
    element(0x20011001, 'FL', [1.5]),
    element(0x2001101d, 'IS', '7'),
    element(0x20011050, 'LO', 'Doe xbqb'),
    element(0x200110a7, 'UI', '1.2.3.4.5'),
    element(0x200110fe, 'LO', 'unlisted'),
  ];
  const file = dicomFile(
    dataset(
      ...block,
      sequence(0x52009229, [[sequence(0x00089124, [[sequence(0x0040a170, [block])]])], block]),
    ),
  );
  const places = (output: PlainDataSet): readonly PlainDataSet[] => {
    const items = output.get(0x52009229)!.items!;
    const deep = items[0]!.get(0x00089124)!.items![0]!.get(0x0040a170)!.items![0]!;
    return [output, items[1]!, deep];
  };
  const privates = (found: PlainDataSet): readonly string[] =>
    [...found.values()]
      .filter(({ tag }) => (tag >>> 16) & 1)
      .map(({ tag, bytes }) => `${hex(tag)} ${shown(bytes)}`);

  for (const on of SINGLE.filter((columns) => !columns.has('rtnSafePrivOpt'))) {
    it(`go at every depth, with ${optionsOf(on)}`, () => {
      const output = readPlainFile(treated(file, on));
      assert.deepEqual(places(output).flatMap(privates), []);
      assert.equal(output.has(0x00080300), false);
    });
  }

  it('stay at every depth where they are safe, said to be so, with their text cleaned', () => {
    const output = readPlainFile(treated(file, new Set(['rtnSafePrivOpt'])));
    for (const place of places(output)) {
      const [creator, number, count, text, ...others] = privates(place);
      assert.deepEqual(
        [creator, number, count, ...others],
        ['20010010 Philips Imaging DD 001', '20011001 \0\0\xc0?', '2001101d 7'],
      );
      assert.match(text!, /^20011050 (?!.*Doe).*xbqb/);
    }
    const [described, ...others] = output.get(0x00080300)!.items!;
    assert.equal(others.length, 0);
    assert.equal(described!.get(0x00080301)!.bytes.readUInt16LE(), 0x2001);
    assert.equal(shown(described!.get(0x00080302)!.bytes), 'Philips Imaging DD 001');
    assert.equal(shown(described!.get(0x00080303)!.bytes), 'SAFE');
  });
});

describe('marks of the Basic Profile in files', () => {
  const burnedIn = [undefined, 'YES', 'NO'] as const;
  const fileOf = (annotation: string | undefined): Uint8Array =>
    dicomFile(dataset(...(annotation === undefined ? [] : [element(0x00280301, 'CS', annotation)])));
  const codesOf = (output: PlainDataSet): readonly string[] =>
    output.get(0x00120064)!.items!.map((item) => shown(item.get(0x00080100)!.bytes));
  const codeOf = (column: string): string => copiedMethods().find(([, , each]) => each === column)![0]!;

  for (const on of [...SINGLE, new Set(COLUMNS.filter((column) => column !== 'rtnLongFullDatesOpt'))]) {
    it(`name exactly what was performed, with ${optionsOf(on)}`, () => {
      const output = readPlainFile(treated(fileOf(undefined), on));
      assert.deepEqual([...codesOf(output)].sort(), ['113100', ...[...on].map(codeOf)].sort());
      assert.equal(shown(output.get(0x00120062)!.bytes), 'YES');
      assert.match(shown(output.get(0x00120063)!.bytes), /^DicomAnon 1\\Policy PS3\.15 Basic Profile/);
    });

    it(`say what became of dates, with ${optionsOf(on)}`, () => {
      const said = shown(readPlainFile(treated(fileOf(undefined), on)).get(0x00280303)!.bytes);
      const modified = on.has('rtnLongModifDatesOpt') ? 'MODIFIED' : 'REMOVED';
      assert.equal(said, on.has('rtnLongFullDatesOpt') ? 'UNMODIFIED' : modified);
    });
  }

  for (const annotation of burnedIn) {
    it(`leave Burned In Annotation ${annotation ?? 'absent'} as it is: nobody looked at the pixels`, () => {
      for (const on of SINGLE) {
        const found = readPlainFile(treated(fileOf(annotation), on)).get(0x00280301);
        assert.equal(found && shown(found.bytes), annotation);
      }
    });
  }
});

function pathsOf(dataSet: PlainDataSet, prefix = ''): readonly string[] {
  return [...dataSet.values()].flatMap(({ tag, items }: PlainElement) => {
    const path = `${prefix}${hex(tag).toUpperCase()}`;
    return [path, ...(items ?? []).flatMap((item) => pathsOf(item, `${path}.`))];
  });
}

function hex(tag: number): string {
  return tag.toString(16).padStart(8, '0');
}

function shown(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[ \0]$/, '');
}
