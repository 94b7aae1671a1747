import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { ByteSource } from '../../../src/core/dicom/header-window';
import { DcmjsReader } from '../../../src/core/view/dcmjs-reader';
import { memorySource } from '../../../src/core/view/inflate-data-set';
import type { RawElement } from '../../../src/core/view/raw';
import {
  dataset,
  dicomFile,
  element,
  encapsulated,
  sequence,
  TRANSFER_SYNTAX,
} from '../../support/data-sets';
import { everyAttribute, find, readView } from './view-files';

const SHARED = '../shared/dicom';
const MEBIBYTE = 1024 * 1024;

describe('the dcmjs reader of the tag view', () => {
  for (const [name, transferSyntax] of Object.entries(TRANSFER_SYNTAX)) {
    if (name === 'jpegBaseline' || name === 'rle') continue;
    it(`reads ${name}`, async () => {
      const inner = sequence(0x00081110, [[element(0x00081155, 'UI', '1.2.3')]], { length: 'undefined' });
      const { attributes, stop } = await readView(dicomFile(dataset(inner), { transferSyntax }));
      assert.equal(stop, undefined);
      assert.equal(find(attributes, 0x00100010).value, 'Doe^Jane');
      assert.equal(find(attributes, 0x00280010).value, '2');
      assert.equal(find(attributes, 0x00081155).value, '1.2.3');
    });
  }

  it('reads a sequence hidden in UN as items', async () => {
    const hidden = sequence(0x00081110, [[element(0x00081155, 'UI', '1.2.3')]], { vr: 'UN' });
    const { attributes } = await readView(dicomFile(dataset(hidden)));
    const found = find(attributes, 0x00081110);
    assert.equal(found.vr, 'UN');
    assert.equal(found.items.length, 1);
  });

  it('summarises encapsulated pixel data by its fragments, and reads on behind it', async () => {
    const pixels = encapsulated([new Uint8Array(100), new Uint8Array(60)]);
    const behind = element(0xfffcfffc, 'OB', new Uint8Array(4));
    const form = { transferSyntax: TRANSFER_SYNTAX.jpegBaseline };
    const { attributes } = await readView(dicomFile([...dataset(pixels), behind], form));
    assert.equal(find(attributes, 0x7fe00010).value, '2 fragments, 160 bytes');
    assert.equal(find(attributes, 0xfffcfffc).length, 4);
  });

  it('never loads pixel data, and reads what follows it', async () => {
    const pixels = element(0x7fe00010, 'OW', new Uint8Array(16 * MEBIBYTE));
    const behind = element(0xfffcfffc, 'OB', new Uint8Array(4));
    const source = countingSource(dicomFile([...dataset(pixels), behind]));
    const { elements, stop } = await new DcmjsReader().read(source);
    assert.equal(stop, undefined);
    assert.equal(elements.at(-1)?.tag, 0xfffcfffc);
    assert.ok(source.bytesRead() < MEBIBYTE, `${source.bytesRead()} bytes were read`);
  });

  it('keeps what comes before the place where a file is cut off, wherever that is', async () => {
    const whole = dicomFile(dataset(sequence(0x00081110, [[element(0x00081155, 'UI', '1.2.3')]])));
    const { elements } = await new DcmjsReader().read(memorySource(whole));
    const start = whole.length - 100;
    for (let length = start; length < whole.length; length++) {
      const cut = await new DcmjsReader().read(memorySource(whole.subarray(0, length)));
      assert.ok(cut.elements.length <= elements.length);
      assert.ok(cut.elements.length >= elements.length - 6, `cut at ${length}`);
    }
  });

  it('refuses what is not DICOM', async () => {
    const texts = ['', 'x', 'just a text file, long enough to be something', 'x'.repeat(1000)];
    for (const text of texts) await assert.rejects(readView(Buffer.from(text)), { code: 'not-dicom' });
  });

  it('refuses a file that ends in its first element', async () => {
    const head = dicomFile(dataset()).subarray(0, 134);
    await assert.rejects(readView(head), { code: 'not-dicom' });
  });

  it('reads a file as what it looks like whose transfer syntax is empty', async () => {
    const meta = [element(0x00020010, 'UI', '')];
    const { attributes, stop } = await readView(dicomFile(dataset(), { meta }));
    assert.equal(stop, undefined);
    assert.equal(find(attributes, 0x00100010).value, 'Doe^Jane');
  });

  it('ends on any bytes behind a valid beginning, with a finite tree', async () => {
    const head = dicomFile(dataset());
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (tail) => {
        const { attributes } = await readView(Buffer.concat([head, tail]));
        assert.ok([...everyAttribute(attributes)].length >= 13);
      }),
      { seed: 20240229, numRuns: 200 },
    );
  });

  it('finds as many elements in real files as an independent walker', async function () {
    if (!existsSync(SHARED)) this.skip();
    const reader = new DcmjsReader();
    let checked = 0;
    for (const { file, elements } of wellFormedFiles()) {
      const raw = await reader.read(memorySource(readFileSync(`${SHARED}/${file}`)));
      const inDataSet = raw.elements.filter(({ tag }) => tag >>> 16 !== 2);
      assert.equal(countAll(inDataSet), elements, file);
      checked++;
    }
    assert.ok(checked > 700, `${checked} files`);
  });
});

function countingSource(bytes: Uint8Array): ByteSource & { bytesRead(): number } {
  const source = memorySource(bytes);
  let total = 0;
  return {
    size: source.size,
    read(into, at, length, position) {
      total += length;
      return source.read(into, at, length, position);
    },
    bytesRead: () => total,
  };
}

function countAll(elements: readonly RawElement[]): number {
  return elements.reduce((count, element) => {
    const items = element.kind === 'sequence' ? element.items : [];
    return count + 1 + items.reduce((inside, item) => inside + countAll(item), 0);
  }, 0);
}

/** The files of the catalogue that are neither broken nor noise, with their number of elements. */
function wellFormedFiles(): readonly { readonly file: string; readonly elements: number }[] {
  const [header = [], ...rows] = readFileSync(`${SHARED}/catalog.csv`, 'utf8')
    .trim()
    .split('\n')
    .map(splitCsv);
  const column = (name: string): number => header.indexOf(name);
  return rows
    .filter((row) => !/^malformed|_export_noise|README/.test(row[column('file')] ?? ''))
    .filter((row) => row[column('n_elements')] === row[column('n_elements_pydicom')])
    .map((row) => ({ file: row[column('file')] ?? '', elements: Number(row[column('n_elements')]) }));
}

function splitCsv(line: string): readonly string[] {
  return [...line.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map(([, cell = '']) => cell);
}
