import assert from 'node:assert/strict';
import {
  IMPLEMENTATION_CLASS_UID,
  IMPLEMENTATION_VERSION_NAME,
} from '../../../src/core/splice/rewrite-planner';
import {
  dataset,
  dicomFile,
  element,
  sequence,
  TRANSFER_SYNTAX,
  uid,
  type DicomFile,
  type Element,
} from '../../support/data-sets';
import { hex, toHex } from '../../support/hex';
import { newUid, rewrite, valuesOf } from '../../support/rewriting';
import { outline, scanBytes } from '../../support/scanning';

const PREAMBLE = Uint8Array.from({ length: 128 }, (_, index) => index);

function meta(instance: string, ...more: readonly Element[]): readonly Element[] {
  return [
    element(0x00020001, 'OB', [0, 1]),
    element(0x00020002, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(0x00020003, 'UI', instance),
    element(0x00020010, 'UI', TRANSFER_SYNTAX.explicitLE),
    ...more,
  ];
}

function instanceInMeta(file: Uint8Array): string {
  return valuesOf(file, 0x00020003).join().replaceAll('\0', '');
}

function tagsOfMeta(file: Uint8Array): readonly string[] {
  const { table, layout } = scanBytes(file);
  return outline(table)
    .slice(0, layout.dataSetRow)
    .map((line) => line.split(' ')[0]!);
}

describe('preamble', () => {
  const file = dicomFile(dataset(), { preamble: PREAMBLE });

  it('becomes zeros', () => {
    assert.deepEqual(rewrite(file).subarray(0, 132), hex(`${'00'.repeat(128)} "DICM"`));
  });

  it('stays when its protection is off', () => {
    assert.deepEqual(rewrite(file, { off: ['file-meta'] }).subarray(0, 128), PREAMBLE);
  });

  it('is not made up where there is none', () => {
    const bare = rewrite(dicomFile(dataset(), { preamble: 'none' }));
    assert.deepEqual(bare.subarray(0, 4), hex('02 00 00 00'));
  });
});

describe('File Meta Information', () => {
  const sop = uid('instance');

  it('names the same new instance as the data set', () => {
    const output = rewrite(dicomFile(dataset(), { meta: meta(sop) }));
    assert.equal(instanceInMeta(output), newUid(sop));
    assert.deepEqual(valuesOf(output, 0x00020003), valuesOf(output, 0x00080018));
  });

  it('names it even where the original named another one or a registered one', () => {
    for (const other of ['1.2.3.4.5.6', '1.2.840.10008.1.1', '']) {
      const output = rewrite(dicomFile(dataset(), { meta: meta(other) }));
      assert.deepEqual(valuesOf(output, 0x00020003), valuesOf(output, 0x00080018));
    }
  });

  it('keeps a registered instance that the data set names', () => {
    const registered = '1.2.840.10008.5.1.4.34.5';
    const file = dicomFile(dataset(element(0x00080018, 'UI', registered)), { meta: meta('1.2.3.4.5') });
    assert.equal(instanceInMeta(rewrite(file)), registered);
  });

  it('maps its own instance where the data set names none', () => {
    const without = dataset().filter((each) => each.kind === 'raw' || each.tag !== 0x00080018);
    assert.equal(
      instanceInMeta(rewrite(dicomFile(without, { meta: meta('1.2.3.4.5') }))),
      newUid('1.2.3.4.5'),
    );
    const empty = dataset(element(0x00080018, 'UI', ''));
    assert.equal(instanceInMeta(rewrite(dicomFile(empty, { meta: meta('1.2.3.4.5') }))), newUid('1.2.3.4.5'));
  });

  it('is that of a file only: in an Item it keeps its own instance', () => {
    const nested = sequence(0x00081115, [[element(0x00020003, 'UI', '1.2.3.4.5')]]);
    const output = rewrite(dicomFile(dataset(nested), { meta: meta(sop) }));
    const unpadded = valuesOf(output, 0x00020003).map((value) => value.replaceAll('\0', ''));
    assert.deepEqual(unpadded, [newUid(sop), newUid('1.2.3.4.5')]);
  });

  it('maps its own instance where that of the data set is too long to be read', () => {
    const long = dataset(element(0x00080018, 'OW', new Uint8Array(70_000).fill(0x31)));
    assert.equal(instanceInMeta(rewrite(dicomFile(long, { meta: meta('1.2.3.4.5') }))), newUid('1.2.3.4.5'));
  });

  it('is right where the data set is of another encoding', () => {
    const form: Omit<DicomFile, 'dataSet'> = {
      transferSyntax: TRANSFER_SYNTAX.explicitBE,
      meta: meta('1.2.3'),
    };
    assert.equal(instanceInMeta(rewrite(dicomFile(dataset(), form))), newUid(sop));
  });

  it('keeps SOP Class and Transfer Syntax, private ones too', () => {
    const own = '1.2.826.0.1.3680043.9.1';
    const given = meta(sop).map((each) => {
      return each.kind === 'value' && each.tag === 0x00020002 ? element(0x00020002, 'UI', own) : each;
    });
    const output = rewrite(dicomFile(dataset(element(0x00080016, 'UI', own)), { meta: given }));
    assert.deepEqual(
      [valuesOf(output, 0x00020002), valuesOf(output, 0x00080016)],
      [[`${own}\0`], [`${own}\0`]],
    );
    assert.deepEqual(valuesOf(output, 0x00020010), [`${TRANSFER_SYNTAX.explicitLE}\0`]);
  });

  it('names DicomAnon as its writer', () => {
    const writer = [element(0x00020012, 'UI', '1.2.3.4.5.6'), element(0x00020013, 'SH', 'SCANNER 7')];
    const output = rewrite(dicomFile(dataset(), { meta: meta(sop, ...writer) }));
    assert.equal(valuesOf(output, 0x00020012).join().replaceAll('\0', ''), IMPLEMENTATION_CLASS_UID);
    assert.equal(valuesOf(output, 0x00020013).join().trim(), IMPLEMENTATION_VERSION_NAME);
    assert.match(IMPLEMENTATION_CLASS_UID, /^2\.25\.\d{39}$/);
    assert.match(IMPLEMENTATION_VERSION_NAME, /^DICOMANON_\d+$/);
    const kept = rewrite(dicomFile(dataset(), { meta: meta(sop, ...writer) }), { off: ['file-meta'] });
    assert.deepEqual(valuesOf(kept, 0x00020013), ['SCANNER 7 ']);
  });

  it('loses AE titles, addresses and private information', () => {
    const aboutPlaces = [
      ...[0x00020016, 0x00020017, 0x00020018].map((tag) => element(tag, 'AE', 'CT_ROOM_3')),
      ...[0x00020026, 0x00020027, 0x00020028].map((tag) => element(tag, 'UR', 'dicom://ct3.example')),
      element(0x00020100, 'UI', '1.2.3.4.5'),
      element(0x00020102, 'OB', Buffer.from('Doe^Jane')),
    ];
    const file = dicomFile(dataset(), { meta: meta(sop, ...aboutPlaces) });
    const left = tagsOfMeta(dicomFile(dataset(), { meta: meta(sop) }));
    assert.deepEqual(tagsOfMeta(rewrite(file)), left);
    assert.equal(tagsOfMeta(rewrite(file, { off: ['file-meta'] })).length, left.length + aboutPlaces.length);
  });

  it('has a group length that counts its bytes', () => {
    const titles = [element(0x00020012, 'UI', '1.2'), element(0x00020016, 'AE', 'CT_ROOM_3')];
    const output = rewrite(dicomFile(dataset(), { meta: meta(sop, ...titles) }));
    const { table, layout } = scanBytes(output);
    assert.equal(Buffer.from(output).readUInt32LE(table.valueAt(0)), layout.dataSet - table.end[0]!);
  });

  it('is not made up where there is none', () => {
    const output = rewrite(dicomFile(dataset(), { meta: 'none' }));
    assert.equal(toHex(output.subarray(132, 136)), '08 00 16 00');
  });
});

describe('bytes after the data set', () => {
  const stray = hex('"Doe^Jane was here"');
  const file = dicomFile(dataset(), { trailing: stray });

  it('are dropped', () => {
    assert.equal(Buffer.from(rewrite(file)).includes('Doe^Jane'), false);
    assert.deepEqual(rewrite(file), rewrite(dicomFile(dataset())));
  });

  it('stay when their protection is off', () => {
    const kept = rewrite(file, { off: ['trailing'] });
    assert.deepEqual(kept.subarray(-stray.length), stray);
    assert.deepEqual(kept.subarray(0, -stray.length), rewrite(dicomFile(dataset()), { off: ['trailing'] }));
  });

  it('go with the trailing padding', () => {
    const padded = dicomFile(dataset(element(0xfffcfffc, 'OB', Buffer.from('Doe^Jane'))));
    assert.equal(Buffer.from(rewrite(padded)).includes('Doe^Jane'), false);
    assert.equal(Buffer.from(rewrite(padded, { off: ['trailing'] })).includes('Doe^Jane'), true);
  });
});
