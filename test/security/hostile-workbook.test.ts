import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import { UserError } from '../../src/core/errors';
import { readWorkbook, writeWorkbook, type ReadWorkbook } from '../../src/core/mapping/workbook';
import { partsOf } from '../../src/core/mapping/xlsx-parts';
import { mapping, patient, run, study } from '../mapping/samples';
import { useTempFolder } from '../support/temp-folder';

const SHEET = 'xl/worksheets/sheet1.xml';
const MEBIBYTE = 1024 * 1024;

type Parts = Readonly<Record<string, (xml: string) => string | Uint8Array>>;

describe('a hostile workbook', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder(), 'm.xlsx');

  /** The bytes of a workbook of one patient with some of its parts replaced. */
  async function workbookWith(parts: Parts): Promise<Buffer> {
    const content = mapping({
      patients: [patient('ANON-0001')],
      studies: [study('ANON-0001')],
      runs: [run('r1')],
    });
    await writeWorkbook(file(), content);
    const archive = await JSZip.loadAsync(readFileSync(file()));
    for (const [name, edit] of Object.entries(parts))
      archive.file(name, edit((await archive.file(name)?.async('string')) ?? ''));
    return archive.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
  }

  async function read(bytes: Uint8Array): Promise<ReadWorkbook> {
    writeFileSync(file(), bytes);
    const workbook = await readWorkbook(file());
    assert.ok(workbook !== undefined);
    return workbook;
  }

  async function assertRefused(bytes: Uint8Array): Promise<void> {
    await assert.rejects(
      read(bytes),
      (error) => error instanceof UserError && error.code === 'workbook-corrupt',
    );
  }

  const withRow = (row: string) => (xml: string) => xml.replace('</sheetData>', `${row}</sheetData>`);

  it('with two thousand million columns is read like any other', async () => {
    const cols = '<cols><col min="1" max="2147483647" width="9"/></cols>';
    const { patients } = await read(
      await workbookWith({ [SHEET]: (xml) => xml.replace(/<cols>.*<\/cols>/, cols) }),
    );
    assert.equal(patients.length, 1);
  });

  it('with names for thousands of millions of cells is read like any other', async () => {
    const name = '<definedName name="a">Patients!$A$1:$XFD$1048576</definedName>';
    const names = `<definedNames>${name.repeat(3)}<definedName name="__proto__">Patients!$A$1</definedName></definedNames>`;
    const edit = (xml: string): string =>
      xml.replace(/<definedNames>.*<\/definedNames>/, '').replace('<calcPr', `${names}<calcPr`);
    const { patients } = await read(await workbookWith({ 'xl/workbook.xml': edit }));
    assert.equal(patients.length, 1);
  });

  it('with a row or a column that no sheet has is refused', async () => {
    await assertRefused(
      await workbookWith({
        [SHEET]: withRow('<row r="4294967295"><c r="A4294967295" t="str"><v>x</v></c></row>'),
      }),
    );
    await assertRefused(
      await workbookWith({ [SHEET]: withRow('<row r="9"><c r="ZZZZZZ9" t="str"><v>x</v></c></row>') }),
    );
  });

  it('with entities of its own is refused: neither files nor a thousand laughs are read in', async () => {
    const secret = join(folder(), 'secret.txt');
    writeFileSync(secret, 'secret');
    const types = [
      `<!DOCTYPE x [<!ENTITY e SYSTEM "file://${secret}">]>`,
      `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY e "${'&a;'.repeat(1000)}">]>`,
    ];
    for (const type of types) {
      const edit = (xml: string): string =>
        withRow('<row r="9"><c r="A9" t="str"><v>&e;</v></c></row>')(xml.replace(/<\?xml[^>]*\?>/, type));
      await assertRefused(await workbookWith({ [SHEET]: edit }));
    }
  });

  it('is not inflated when its parts say that they are too long together', async () => {
    const bytes = await workbookWith({ 'xl/styles.xml': (xml) => xml.padEnd(xml.length + 7) });
    const archive = await JSZip.loadAsync(bytes);
    const parts = Object.values(archive.files).map(
      (part) => part as unknown as { _data: { uncompressedSize: number } },
    );
    for (const part of parts) part._data.uncompressedSize = 400 * MEBIBYTE;
    assert.throws(() => partsOf(archive, () => true), /too long/);
  });

  it('is refused when a part holds more, or less, than it says', async () => {
    for (const [holds, says] of [
      [20 * MEBIBYTE, 10],
      [10, 20 * MEBIBYTE],
    ] as const) {
      const bytes = await workbookWith({ 'xl/sharedStrings.xml': () => new Uint8Array(holds).fill(0x20) });
      setSize(bytes, holds, says);
      await assertRefused(bytes);
    }
  });

  it('costs nothing for what is not read of it', async () => {
    const bytes = await workbookWith({ 'xl/media/image1.png': () => new Uint8Array(40 * MEBIBYTE) });
    const names = [...partsOf(await JSZip.loadAsync(bytes), (name) => name === SHEET).keys()];
    assert.deepEqual(names, [SHEET]);
    setSize(bytes, 40 * MEBIBYTE, 2 ** 31 - 1);
    assert.equal((await read(bytes)).patients.length, 1);
  });

  it('changes no prototype by its names', async () => {
    const row =
      '<row r="9" __proto__="x"><c r="A9" t="inlineStr" constructor="1"><is><t>__proto__</t></is></c></row>';
    const bytes = await workbookWith({ [SHEET]: withRow(row), __proto__: () => 'x', constructor: () => 'x' });
    const before = Object.getOwnPropertyNames(Object.prototype);
    assert.equal((await read(bytes)).patients.length, 1);
    assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before);
  });
});

/** Writes another uncompressed size wherever an archive states one. */
function setSize(archive: Buffer, is: number, says: number): void {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(is);
  let changed = 0;
  for (let at = archive.indexOf(size); at >= 0; at = archive.indexOf(size, at + 4)) {
    archive.writeUInt32LE(says, at);
    changed++;
  }
  assert.ok(changed >= 1);
}
