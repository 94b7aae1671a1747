import assert from 'node:assert/strict';
import { directoryBytes, isOwnDirectory } from '../../../src/core/dicomdir/directory-file';
import { DirectoryRecords } from '../../../src/core/dicomdir/directory-records';
import { dataset, dicomFile, element, type Element, sequence, uid } from '../../support/data-sets';
import { hex, toHex } from '../../support/hex';
import { readDirectory, type ReadDirectory, type ReadRecord } from '../../support/media';
import { scanBytes } from '../../support/scanning';

const NAMES = { id: 'ANON_0A1B2C3D', uid: '2.25.1' };

function newRecords(): DirectoryRecords {
  return new DirectoryRecords({ uid: (text) => `2.25.9.${text.length}`, code: () => 'CODE' });
}

function bytesOf(records: DirectoryRecords): Uint8Array {
  return Buffer.concat(Array.from(directoryBytes(NAMES, records.root), (piece) => Buffer.from(piece)));
}

/** The directory of files, each under its index as File ID. */
function directoryOf(...files: readonly Uint8Array[]): ReadDirectory & { readonly madeUp: number } {
  const records = newRecords();
  files.forEach((file, index) => {
    assert.equal(records.add(scanBytes(file), ['DIR', `F${index}`], 'ANON-0009'), 'listed');
  });
  return { ...readDirectory(bytesOf(records)), madeUp: records.madeUp };
}

/** The bytes of the directory of one file. */
function directoryBytesOf(file: Uint8Array): Buffer {
  const records = newRecords();
  assert.equal(records.add(scanBytes(file), ['F'], ''), 'listed');
  return Buffer.from(bytesOf(records));
}

/** The only instance of a directory of one file with these elements. */
function instanceOf(...elements: readonly Element[]): ReadRecord {
  return directoryOf(dicomFile(dataset(...elements))).instances[0]!;
}

const COMPLETE = [
  element(0x00080030, 'TM', '101112'),
  element(0x00081030, 'LO', 'Thorax'),
  element(0x00200010, 'SH', 'S1'),
  element(0x00200011, 'IS', '3'),
  element(0x00200013, 'IS', '12'),
];

/** A data set that has all that records need, with the given elements in it. */
function complete(...elements: readonly Element[]): readonly Element[] {
  const given = new Set(elements.map((each) => (each.kind === 'raw' ? 0 : each.tag)));
  return dataset(...COMPLETE.filter(({ tag }) => !given.has(tag)), ...elements);
}

describe('a DICOMDIR', () => {
  it('of one image has these bytes', () => {
    const records = newRecords();
    const file = dicomFile([
      element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
      element(0x00080018, 'UI', '1.2.3'),
      element(0x00080020, 'DA', '20240229'),
      element(0x00080030, 'TM', '1011'),
      element(0x00080060, 'CS', 'CT'),
      element(0x00100010, 'PN', 'ANON-1'),
      element(0x00100020, 'LO', 'ANON-1'),
      element(0x0020000d, 'UI', '1.2.4'),
      element(0x0020000e, 'UI', '1.2.5'),
      element(0x00200010, 'SH', 'S1'),
      element(0x00200011, 'IS', '3'),
      element(0x00200013, 'IS', '12'),
    ]);
    assert.equal(records.add(scanBytes(file), ['A', 'B1'], ''), 'listed');
    const bytes = Buffer.from(bytesOf(records));
    assert.deepEqual(bytes.subarray(0, 132), Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]));
    const start = 132 + 12 + bytes.readUInt32LE(140);
    const text = (from: number, to: number): string => bytes.toString('latin1', from, to);
    assert.equal(toHex(bytes.subarray(start, start + 8)), '04 00 30 11 43 53 0e 00');
    assert.equal(text(start + 8, start + 22), 'ANON_0A1B2C3D ');
    const first = start + 22 + 12 + 12 + 10 + 12;
    const uint32 = (value: number): string => {
      const four = Buffer.alloc(4);
      four.writeUInt32LE(value);
      return toHex(four);
    };
    assert.equal(toHex(bytes.subarray(start + 22, start + 34)), `04 00 00 12 55 4c 04 00 ${uint32(first)}`);
    assert.equal(toHex(bytes.subarray(start + 34, start + 46)), `04 00 02 12 55 4c 04 00 ${uint32(first)}`);
    assert.equal(toHex(bytes.subarray(start + 46, start + 56)), '04 00 12 12 55 53 02 00 00 00');
    assert.equal(
      toHex(bytes.subarray(start + 56, first)),
      `04 00 20 12 53 51 00 00 ${uint32(bytes.length - first)}`,
    );
    const study = first + 8 + 12 + 10 + 12 + 16 + 14 + 14;
    assert.equal(
      toHex(bytes.subarray(first, first + 58)),
      [
        `fe ff 00 e0 ${uint32(study - first - 8)}`,
        '04 00 00 14 55 4c 04 00 00 00 00 00',
        '04 00 10 14 55 53 02 00 ff ff',
        `04 00 20 14 55 4c 04 00 ${uint32(study)}`,
        '04 00 30 14 43 53 08 00 50 41 54 49 45 4e 54 20',
      ].join(' '),
    );
    assert.equal(text(first + 66, first + 72), 'ANON-1');
    assert.equal(toHex(bytes.subarray(study, study + 4)), 'fe ff 00 e0');
    assert.equal(toHex(bytes.subarray(-10)), '20 00 13 00 49 53 02 00 31 32');
  });

  it('holds patients, studies, series and instances in the order of their first files', () => {
    const file = (patient: string, study: string, series: string, instance: string): Uint8Array =>
      dicomFile(
        complete(
          element(0x00080018, 'UI', uid(instance)),
          element(0x00100020, 'LO', patient),
          element(0x0020000d, 'UI', uid(study)),
          element(0x0020000e, 'UI', uid(series)),
        ),
      );
    const {
      root,
      instances,
      fileSetId,
      uid: fileSetUid,
    } = directoryOf(
      file('B', 's1', 'e1', '1'),
      file('A', 's2', 'e2', '2'),
      file('B', 's1', 'e3', '3'),
      file('B', 's1', 'e1', '4'),
      file('B', 's4', 'e4', '5'),
    );
    assert.deepEqual([fileSetId, fileSetUid], [NAMES.id, NAMES.uid]);
    const outline = (records: readonly ReadRecord[]): unknown =>
      records.map(({ type, values, lower }) =>
        lower.length > 0 ? { [type]: outline(lower) } : values['00041500'],
      );
    assert.deepEqual(outline(root), [
      {
        PATIENT: [
          { STUDY: [{ SERIES: ['DIR\\F0', 'DIR\\F3'] }, { SERIES: ['DIR\\F2'] }] },
          { STUDY: [{ SERIES: ['DIR\\F4'] }] },
        ],
      },
      { PATIENT: [{ STUDY: [{ SERIES: ['DIR\\F1'] }] }] },
    ]);
    assert.equal(instances.length, 5);
    assert.equal(instances[0]!.values['00041511'], uid('1'));
    assert.equal(instances[0]!.values['00041512'], '1.2.840.10008.1.2.1');
  });

  it('of many files comes in pieces whose offsets fit', () => {
    const files = Array.from({ length: 2000 }, (_, at) =>
      dicomFile(complete(element(0x00080018, 'UI', uid(`${at}`)))),
    );
    const records = newRecords();
    files.forEach((file, at) => records.add(scanBytes(file), ['D', `F${at}`], ''));
    assert.ok(Array.from(directoryBytes(NAMES, records.root)).length > 3);
    assert.equal(readDirectory(bytesOf(records)).instances.length, 2000);
  });

  it('holds what is of no patient beside the patients, its date made up', () => {
    const { root } = directoryOf(
      dicomFile(complete()),
      dicomFile(
        complete(
          element(0x00080016, 'UI', '1.2.840.10008.5.1.4.38.1'),
          element(0x00080018, 'UI', uid('protocol')),
        ),
      ),
    );
    assert.deepEqual(
      root.map(({ type }) => type),
      ['PATIENT', 'HANGING PROTOCOL'],
    );
    assert.equal(root[1]!.values['00041500'], 'DIR\\F1');
    assert.equal(root[1]!.values['0072000a'], '19000101000000');
  });

  it('takes no file that cannot be referred to, and none twice', () => {
    const records = newRecords();
    const add = (file: Uint8Array): string => records.add(scanBytes(file), ['A'], '');
    assert.equal(add(dicomFile(dataset(), { preamble: 'none', meta: 'none' })), 'no-meta');
    assert.equal(add(dicomFile(dataset(element(0x00080018, 'UI', '')))), 'no-uid');
    assert.equal(add(dicomFile(dataset())), 'listed');
    assert.equal(add(dicomFile(dataset(element(0x00200013, 'IS', '2')))), 'listed-already');
    assert.equal(records.count, 1);
  });

  it('is recognised as one of the project, and no other is', () => {
    const records = newRecords();
    records.add(scanBytes(dicomFile(dataset())), ['A'], '');
    const own = Buffer.from(bytesOf(records));
    const scan = (bytes: Uint8Array) => scanBytes(bytes, { lastGroup: 2 });
    assert.equal(isOwnDirectory(scan(own), NAMES), true);
    assert.equal(isOwnDirectory(scan(own), { ...NAMES, id: 'ANON_0A1B2C3E' }), false);
    const foreign = Buffer.from(own);
    foreign.write('9', own.indexOf('2.25.14482642'), 'latin1');
    assert.equal(isOwnDirectory(scan(foreign), NAMES), false);
    assert.equal(isOwnDirectory(scan(dicomFile(dataset())), NAMES), false);
  });
});

describe('the values of Directory Records', () => {
  const values = (...elements: readonly Element[]) =>
    directoryOf(dicomFile(complete(...elements))).instances[0]!.values;

  it('are those of the file, however it is encoded', () => {
    const elements = complete(
      element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.4.2'),
      element(0x00080008, 'CS', 'ORIGINAL\\PRIMARY'),
      element(0x00080023, 'DA', '20240101'),
      element(0x00080033, 'TM', '1200'),
      sequence(0x00089092, [[element(0x00081155, 'UI', '1.2.9'), element(0x00081160, 'IS', '1')]], {
        length: 'undefined',
      }),
      element(0x00280008, 'IS', '1'),
      element(0x00280010, 'US', 258),
      element(0x00289001, 'UL', 0x01020304),
    );
    const read = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2'].map((transferSyntax) => {
      const { values: found } = directoryOf(dicomFile(elements, { transferSyntax })).instances[0]!;
      return Object.entries(found).filter(([tag]) => tag !== '00041512');
    });
    const first = Object.fromEntries(read[0]!);
    assert.equal(first['00280010'], '\x02\x01');
    assert.equal(first['00289001'], '\x04\x03\x02\x01');
    assert.match(first['00089092']!, /1\.2\.9/);
    for (const other of read.slice(1)) assert.deepEqual(other, read[0]);
  });

  it('that must not be empty are made up, and counted', () => {
    const bare = dataset(
      element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.88.11'),
      element(0x00080020, 'DA', ''),
      element(0x00080022, 'DA', '20200202'),
      element(0x00080060, 'CS', ''),
      element(0x00100020, 'LO', ''),
      element(0x0020000d, 'UI', ''),
      element(0x0020000e, 'UI', ''),
    );
    const { root, instances, madeUp } = directoryOf(dicomFile(bare));
    const [patient] = root;
    const study = patient!.lower[0]!;
    const series = study.lower[0]!;
    assert.equal(patient!.values['00100020'], 'ANON-0009');
    assert.deepEqual(
      ['00080020', '00080030', '0020000d', '00200010'].map((tag) => study.values[tag]),
      ['20200202', '000000', '2.25.9.18', 'CODE'],
    );
    assert.deepEqual(
      ['00080060', '0020000e', '00200011'].map((tag) => series.values[tag]),
      ['OT', '2.25.9.19', '1'],
    );
    assert.deepEqual(
      ['00080023', '00080033', '00200013', '0040a491', '0040a493'].map((tag) => instances[0]!.values[tag]),
      ['20200202', '000000', '1', 'PARTIAL', 'UNVERIFIED'],
    );
    assert.match(instances[0]!.values['0040a043'] ?? '', /261665006.*SCT.*Unknown/s);
    assert.equal(madeUp, 14);
  });

  it('keep a character set where they need it, and only there', () => {
    const text = (charset: string | undefined, description: string): ReadRecord =>
      directoryOf(
        dicomFile(
          complete(
            ...(charset === undefined ? [] : [element(0x00080005, 'CS', charset)]),
            element(0x00081030, 'LO', description),
          ),
        ),
      ).root[0]!;
    const greek = text('ISO_IR 126', 'Θώρακας');
    assert.equal(greek.values['00080005'], undefined);
    assert.equal(greek.lower[0]!.values['00080005'], 'ISO_IR 126');
    assert.equal(greek.lower[0]!.lower[0]!.values['00080005'], undefined);
    assert.equal(text('ISO_IR 126', 'Thorax').lower[0]!.values['00080005'], undefined);
  });

  it('name the character set that readers take undeclared text for', () => {
    const study = (bytes: Uint8Array): string | undefined =>
      directoryOf(dicomFile(complete(element(0x00081030, 'LO', bytes)))).root[0]!.lower[0]!.values[
        '00080005'
      ];
    assert.equal(study(Buffer.from('Schädel', 'latin1')), 'ISO_IR 100');
    assert.equal(study(Buffer.from('Schädel', 'utf8')), 'ISO_IR 192');
  });

  it('have dates and times in the form of today', () => {
    const { root } = directoryOf(
      dicomFile(complete(element(0x00080020, 'DA', '1992.02.01'), element(0x00080030, 'TM', '17:58:00.5'))),
    );
    assert.equal(root[0]!.lower[0]!.values['00080020'], '19920201');
    assert.equal(root[0]!.lower[0]!.values['00080030'], '175800.5');
  });

  it('of a document are its title, the modifiers of it alone, and the last verification', () => {
    const item = (relationship: string, text: string): readonly Element[] => [
      element(0x0040a010, 'CS', relationship),
      element(0x0040a160, 'UT', text),
    ];
    const found = values(
      element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.88.33'),
      element(0x00080023, 'DA', '20240101'),
      element(0x00080033, 'TM', '12'),
      sequence(0x0040a043, [[element(0x00080100, 'SH', '121181')]]),
      sequence(0x0040a073, [
        [element(0x0040a030, 'DT', '20240103')],
        [element(0x0040a030, 'DT', '20240105')],
        [element(0x0040a030, 'DT', '20240104')],
      ]),
      element(0x0040a491, 'CS', 'COMPLETE'),
      element(0x0040a493, 'CS', 'VERIFIED'),
      sequence(0x0040a730, [
        item('CONTAINS', 'the findings'),
        item('HAS CONCEPT MOD', 'a modifier'),
        item('HAS OBS CONTEXT', 'the observer'),
      ]),
    );
    assert.equal(found['0040a030'], '20240105');
    assert.match(found['0040a043']!, /121181/);
    assert.match(found['0040a730']!, /a modifier/);
    assert.doesNotMatch(found['0040a730']!, /the findings|the observer/);
  });

  it('leave out what has no value and need not have one', () => {
    const found = values(
      element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.88.59'),
      sequence(0x0040a730, [[element(0x0040a010, 'CS', 'CONTAINS')], []]),
    );
    assert.equal('0040a730' in found, false);
  });

  it('of a private class are none but a mark', () => {
    const found = instanceOf(element(0x00080016, 'UI', '1.3.12.2.1107.5.9.1'));
    assert.equal(found.type, 'PRIVATE');
    assert.match(found.values['00041432']!, /^2\.25\.\d+$/);
    assert.deepEqual(
      Object.keys(found.values).filter((tag) => tag > '00041512'),
      [],
    );
  });

  it('do not hold private attributes of nested Items', () => {
    const nested = sequence(0x00081115, [
      [
        element(0x00090010, 'LO', 'SECRET'),
        element(0x00091001, 'LO', 'inside'),
        element(0x0020000e, 'UI', '1.2.5'),
      ],
    ]);
    const found = values(element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.11.1'), nested);
    assert.match(found['00081115']!, /1\.2\.5/);
    assert.doesNotMatch(found['00081115']!, /SECRET|inside/);
  });

  it('are sequences in sequences, but no deeper than records need them', () => {
    const nested = (depth: number): Element =>
      sequence(0x00081115, [
        [element(0x0020000e, 'UI', `1.2.${depth}`), ...(depth < 20 ? [nested(depth + 1)] : [])],
      ]);
    const found = values(element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.11.1'), nested(1));
    const depths = [...found['00081115']!.matchAll(/1\.2\.(\d+)/g)].map(([, depth]) => Number(depth));
    assert.deepEqual(
      depths,
      Array.from({ length: 16 }, (_, index) => index + 1),
    );
  });

  it('are in sequences what the dictionary says where the file does not, however it is encoded', () => {
    const nested = sequence(0x00081115, [
      [
        element(0x0008fff0, 'UN', Buffer.from([1, 2, 3, 4])),
        element(0x0020000e, 'UN', Buffer.from('1.2.5\0')),
        element(0x0020fff0, 'OB', Buffer.from([5, 6])),
      ],
    ]);
    for (const transferSyntax of ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2']) {
      const file = complete(element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.11.1'), nested);
      const bytes = directoryBytesOf(dicomFile(file, { transferSyntax }));
      for (const dump of [
        '08 00 f0 ff "UN" 00 00 04 00 00 00 01 02 03 04',
        '20 00 0e 00 "UI" 06 00 "1.2.5" 00',
        '20 00 f0 ff "OB" 00 00 02 00 00 00 05 06',
      ])
        assert.ok(bytes.includes(Buffer.from(hex(dump))), `${transferSyntax}: ${dump}`);
    }
  });
});
