import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancelledError } from '../../../src/core/io/cancellation';
import { DicomFileReader } from '../../../src/core/io/dicom-file-reader';
import { FileOutput, SourceShrunkError } from '../../../src/core/io/file-output';
import { OutputComparer } from '../../../src/core/io/output-comparison';
import { Decider } from '../../../src/core/policy/decider';
import { DICOMANON_POLICY } from '../../../src/core/policy/dicomanon';
import { defaultChoice } from '../../../src/core/policy/policy';
import { ProjectKey } from '../../../src/core/pseudonym/project-key';
import { UidMap } from '../../../src/core/pseudonym/uid-map';
import { emitPlan, type FilePlan } from '../../../src/core/splice/edit-list';
import { RewritePlanner } from '../../../src/core/splice/rewrite-planner';
import { dataset, dicomFile, element, sequence } from '../../support/data-sets';
import { KEY_BYTES, MARKS, PATIENT, rewrite } from '../../support/rewriting';
import { CountingSource } from '../../support/scanning';
import { useTempFolder } from '../../support/temp-folder';

const FIRST_READ = 4096;
const PIXELS = Uint8Array.from({ length: 700_001 }, (_, index) => (index * 31) % 251);
const FILE = dicomFile(dataset(element(0x7fe00010, 'OW', PIXELS), element(0xfffafffa, 'OB', [1, 2])));

describe('file output', () => {
  const folder = useTempFolder();

  interface Planned {
    readonly reader: DicomFileReader;
    readonly plan: FilePlan;
    readonly close: () => void;
  }

  function planFile(bytes: Uint8Array): Planned {
    const path = join(folder(), 'source.dcm');
    writeFileSync(path, bytes);
    const reader = new DicomFileReader(FIRST_READ);
    const key = new ProjectKey(KEY_BYTES);
    const decider = new Decider(defaultChoice(DICOMANON_POLICY));
    const planner = new RewritePlanner(reader.window, reader.table, decider, key, new UidMap(key), MARKS);
    const { source, layout } = reader.open(path);
    return { reader, plan: planner.plan(layout, PATIENT), close: () => source.close() };
  }

  function write(bytes: Uint8Array, path: string, output = new FileOutput(() => undefined)): void {
    const { reader, plan, close } = planFile(bytes);
    output.begin(path, new CountingSource(bytes), reader.window);
    emitPlan(plan, output);
    output.finish();
    close();
  }

  it('holds what was planned, headers and long values alike', () => {
    const target = join(folder(), 'target.dcm');
    write(FILE, target);
    assert.deepEqual(new Uint8Array(readFileSync(target)), rewrite(FILE));
  });

  it('tells before each write how much it is, and how much was written', () => {
    const sizes: number[] = [];
    const output = new FileOutput((bytes) => sizes.push(bytes));
    write(FILE, join(folder(), 'target.dcm'), output);
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      output.written,
    );
    assert.equal(output.written, rewrite(FILE).length);
    assert.ok(sizes.length > 2);
  });

  it('never writes over a file', () => {
    const target = join(folder(), 'target.dcm');
    writeFileSync(target, 'mine');
    assert.throws(() => write(FILE, target), { code: 'EEXIST' });
    assert.equal(readFileSync(target, 'utf8'), 'mine');
  });

  it('leaves no file open when it is abandoned, and can be abandoned at any time', () => {
    const target = join(folder(), 'target.dcm');
    const output = new FileOutput(() => {
      throw new CancelledError();
    });
    assert.throws(() => write(FILE, target, output), CancelledError);
    const open = (): number => (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0);
    const before = open();
    output.abandon();
    output.abandon();
    assert.equal(open(), Math.max(0, before - 1));
  });

  it('notices that the source got shorter', () => {
    const { reader, plan, close } = planFile(FILE);
    const output = new FileOutput(() => undefined);
    const target = join(folder(), 'target.dcm');
    output.begin(target, new CountingSource(FILE.subarray(0, 300_000), FILE.length), reader.window);
    assert.throws(() => emitPlan(plan, output), SourceShrunkError);
    output.abandon();
    close();
  });

  describe('compared with what is there', () => {
    const compare = (existing: Uint8Array | undefined, bytes = FILE): string => {
      const target = join(folder(), 'target.dcm');
      if (existing) writeFileSync(target, existing);
      const { reader, plan, close } = planFile(bytes);
      const result = new OutputComparer(reader.window).compare(target, plan);
      close();
      return result;
    };

    it('is none, the same or different', () => {
      assert.equal(compare(undefined), 'none');
      assert.equal(compare(rewrite(FILE)), 'same');
      assert.equal(compare(rewrite(FILE).subarray(0, -1)), 'different');
      assert.equal(compare(new Uint8Array(0)), 'different');
    });

    it('differs by any byte of the header, and of what follows pixel data', () => {
      const output = rewrite(FILE);
      const start = output.length - PIXELS.length - 1;
      for (const at of [0, 131, 200, start - 20, start - 13]) {
        assert.equal(compare(output.with(at, output[at]! ^ 1)), 'different', `byte ${at}`);
      }
    });

    it('differs by any byte of a header that is read in several pieces', () => {
      const texts = Array.from({ length: 2000 }, (_, at) => [
        element(0x0040a160, 'UT', `text ${at}`.repeat(9)),
      ]);
      const file = dicomFile(dataset(sequence(0x0040a730, texts), element(0x7fe00010, 'OW', PIXELS)));
      const output = rewrite(file);
      assert.equal(compare(output, file), 'same');
      const piece = 32 * 1024;
      assert.ok(output.length - PIXELS.length > 3 * piece);
      for (let at = piece; at < output.length - PIXELS.length - 20; at += piece)
        for (const near of [at - 1, at, at + 1])
          assert.equal(compare(output.with(near, output[near]! ^ 1), file), 'different', `byte ${near}`);
    });

    it('compares one file after the other, also one that became shorter', () => {
      const target = join(folder(), 'target.dcm');
      const { reader, plan, close } = planFile(FILE);
      const comparer = new OutputComparer(reader.window);
      const output = rewrite(FILE);
      for (const [existing, expected] of [
        [output, 'same'],
        [output.with(200, output[200]! ^ 1), 'different'],
        [output.subarray(0, 100), 'different'],
        [output, 'same'],
      ] as const) {
        writeFileSync(target, existing);
        assert.equal(comparer.compare(target, plan), expected);
      }
      close();
    });

    it('passes over pixel data', () => {
      const output = rewrite(FILE);
      const middle = output.length - 300_000;
      assert.equal(compare(output.with(middle, output[middle]! ^ 1)), 'same');
    });

    it('has a hash that stands for the same bytes', () => {
      const hashOf = (bytes: Uint8Array): string => {
        const { reader, plan, close } = planFile(bytes);
        const hash = new OutputComparer(reader.window).hash(plan);
        close();
        return hash;
      };
      assert.match(hashOf(FILE), /^[0-9a-f]{8}$/);
      assert.equal(hashOf(FILE), hashOf(FILE));
      const other = dicomFile(dataset(element(0x00080060, 'CS', 'MR'), element(0x7fe00010, 'OW', PIXELS)));
      assert.notEqual(hashOf(FILE), hashOf(other));
    });
  });
});
