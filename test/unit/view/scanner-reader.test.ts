import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DcmjsReader } from '../../../src/core/view/dcmjs-reader';
import { memorySource } from '../../../src/core/view/inflate-data-set';
import type { RawElement, RawFile } from '../../../src/core/view/raw';
import { readAttributes } from '../../../src/core/view/read-attributes';
import { NotDicom } from '../../../src/core/view/read-fault';
import { ScannerReader } from '../../../src/core/view/scanner-reader';
import { encodeEntry, layOutExport } from '../../../src/sample/export-layout';
import { makeRandom } from '../../../src/sample/random';
import { dataset, dicomFile, TRANSFER_SYNTAX } from '../../support/data-sets';
import { skipBecause } from '../../support/skipping';

const CORPUS = '../shared/dicom';

/** Files that the first reader can't read to the end, and this one can. */
const TAKEN_OVER = [
  'malformed/ExplVR_BigEndNoMeta.dcm',
  'malformed/SC_rgb_jpeg.dcm',
  'malformed/meta_missing_tsyntax.dcm',
];

describe('the reader over our own scanner', () => {
  const scanner = new ScannerReader();
  const dcmjs = new DcmjsReader();

  it('finds in every file of the sample export what dcmjs finds', async () => {
    for (const entry of layOutExport(makeRandom(1)).dicom) {
      const source = memorySource(encodeEntry(entry));
      const [ours, theirs] = [await scanner.read(source), await dcmjs.read(source)];
      assert.equal(ours.transferSyntax, theirs.transferSyntax);
      assertAlike(ours.elements, theirs.elements);
    }
  });

  it('names the transfer syntax of a bare data set by its encoding', async () => {
    for (const transferSyntax of [
      TRANSFER_SYNTAX.explicitLE,
      TRANSFER_SYNTAX.implicitLE,
      TRANSFER_SYNTAX.explicitBE,
    ]) {
      const bytes = dicomFile(dataset(), { transferSyntax, preamble: 'none', meta: 'none' });
      assert.equal((await scanner.read(memorySource(bytes))).transferSyntax, transferSyntax);
    }
  });

  it('finds in the real files that both read to the end the same elements', async function () {
    if (!existsSync(CORPUS)) return skipBecause(this, 'the corpus does not lie beside the project');
    let compared = 0;
    for (const file of filesOf(join(CORPUS, 'modality'))) {
      const source = memorySource(readFileSync(file));
      const [ours, theirs] = [
        await scanner.read(source).catch(nothing),
        await dcmjs.read(source).catch(nothing),
      ];
      if (!ours || !theirs || ours.stop || theirs.stop) continue;
      assert.equal(countOf(ours), countOf(theirs), file);
      compared++;
    }
    assert.ok(compared > 80, `${compared} files compared`);
  });

  it('takes over where dcmjs gives up', async function () {
    if (!existsSync(CORPUS)) return skipBecause(this, 'the corpus does not lie beside the project');
    for (const file of TAKEN_OVER) {
      const read = await readAttributes(memorySource(readFileSync(join(CORPUS, file))), [dcmjs, scanner]);
      assert.equal(read.stop, undefined, file);
      assert.ok(read.attributes.length > 5, `${file}: ${read.attributes.length}`);
    }
  });

  it('says where a truncated file ends, and shows what comes before', async () => {
    const entry = layOutExport(makeRandom(1)).dicom[0]!;
    const whole = encodeEntry(entry);
    const read = await scanner.read(memorySource(whole.subarray(0, 1000)));
    assert.equal(read.stop?.reason, 'truncated');
    assert.ok(read.elements.length > 5);
  });

  it('refuses what is not DICOM', async () => {
    await assert.rejects(scanner.read(memorySource(Buffer.from('a text'))), NotDicom);
  });
});

/** A sequence that is hidden in a value of UN or of unknown VR is one to our scanner, and a value to dcmjs. */
function assertAlike(ours: readonly RawElement[], theirs: readonly RawElement[]): void {
  assert.deepEqual(ours.map(describeElement), theirs.map(describeElement));
  ours.forEach((mine, index) => {
    const other = theirs[index]!;
    if (other.kind !== 'sequence') {
      if (mine.kind !== 'sequence') assert.deepEqual({ ...mine }, { ...other });
    } else if (mine.kind === 'sequence') {
      assert.equal(mine.items.length, other.items.length);
      mine.items.forEach((item, at) => assertAlike(item, other.items[at]!));
    } else assert.fail(`${describeElement(mine)} is a sequence`);
  });
}

function describeElement({ tag, vr, length }: RawElement): string {
  return `${tag.toString(16)} ${vr === 'SQ' ? 'UN' : vr} ${length}`;
}

function countOf(file: RawFile): number {
  const count = (elements: RawFile['elements']): number =>
    elements.reduce(
      (sum, element) =>
        sum +
        1 +
        (element.kind === 'sequence' ? element.items.reduce((all, item) => all + count(item), 0) : 0),
      0,
    );
  return count(file.elements);
}

function* filesOf(folder: string): Generator<string> {
  for (const file of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (file.isFile()) yield join(file.parentPath, file.name);
  }
}

function nothing(error: unknown): undefined {
  if (!(error instanceof NotDicom)) throw error;
}
