import assert from 'node:assert/strict';
import { join } from 'node:path';
import { countingValidator } from '../../src/cli/dciodvfy';
import { crosswalkLines, hasFormula } from '../../src/core/evidence/crosswalk';
import { conformanceFaults } from '../../src/core/evidence/file-conformance';
import { isValidUid } from '../../src/core/evidence/uid-validity';
import { validatorMessages } from '../../src/core/evidence/validator-messages';
import { DicomFileReader } from '../../src/core/io/dicom-file-reader';
import { parse } from 'csv-parse/sync';
import {
  dataset,
  dicomFile,
  element,
  type DicomFile,
  type Element,
  fileMeta,
  raw,
  uid,
} from '../support/data-sets';
import { TRANSFER_SYNTAX } from '../support/data-sets';
import { useTempFolder, writeTree } from '../support/temp-folder';

describe('the checks of the encoding', () => {
  const folder = useTempFolder();

  function faultsOf(elements: readonly Element[], form: Omit<DicomFile, 'dataSet'> = {}): readonly string[] {
    writeTree(folder(), { 'file.dcm': dicomFile(elements, form) });
    const reader = new DicomFileReader(32 * 1024);
    const { source, layout } = reader.open(join(folder(), 'file.dcm'));
    try {
      const { window, table } = reader;
      return conformanceFaults({ window, table, layout }, false);
    } finally {
      source.close();
    }
  }

  const sound = (...more: readonly Element[]) =>
    dataset(
      element(0x00080018, 'UI', uid('one')),
      element(0x0020000d, 'UI', uid('study')),
      element(0x0020000e, 'UI', uid('series')),
      ...more,
    );

  it('find nothing in a sound file', () => {
    for (const transferSyntax of Object.values(TRANSFER_SYNTAX))
      assert.deepEqual(faultsOf(sound(), { transferSyntax }), [], transferSyntax);
  });

  it('find what is planted, each under its own code', () => {
    assert.deepEqual(faultsOf(sound(), { preamble: 'none', meta: 'none' }), ['no-file-meta']);
    const meta = fileMeta(sound(), TRANSFER_SYNTAX.explicitLE);
    const without = meta.filter((each) => each.kind !== 'value' || each.tag !== 0x00020012);
    assert.ok(faultsOf(sound(), { meta: without }).includes('file-meta-incomplete'));
    assert.deepEqual(faultsOf(sound(element(0x00081155, 'UI', '1.02.3'))), ['invalid-uid']);
    assert.deepEqual(faultsOf(sound(element(0x00080000, 'UL', new Uint8Array([1, 0, 0, 0])))), [
      'group-length',
    ]);
    assert.deepEqual(faultsOf(sound(), { trailing: Buffer.alloc(8) }), ['stray-bytes']);
    const noSeries = sound().filter((each) => each.kind !== 'value' || each.tag !== 0x0020000e);
    assert.deepEqual(faultsOf(noSeries), ['missing-uid']);
    const odd = raw(Buffer.from('\x20\0\x00\x40LT\x03\0abc', 'latin1'));
    assert.ok(faultsOf([...sound().slice(0, 6), odd]).includes('odd-length'));
    assert.ok(faultsOf([...sound()].reverse()).includes('tag-order'));
  });

  it('know a valid UID from others (PS3.5 §9.1)', () => {
    for (const valid of ['1.2.840.10008.1.2', '2.25.0', '0.1', `1.${'2'.repeat(62)}`])
      assert.ok(isValidUid(valid), valid);
    for (const invalid of ['', '1', '1.', '.1', '1..2', '1.02', '1.2a', '1.2 ', `1.${'2'.repeat(63)}`])
      assert.equal(isValidUid(invalid), false, invalid);
  });
});

describe('messages of dciodvfy', () => {
  it('are told without what they quote of the file', () => {
    const printed = [
      'Error - Missing attribute Type 2 Required Element=<PatientID> Module=<Patient>',
      "Warning - Value dubious for this VR - (0x0010,0x0010) PN Patient's Name  PN [0] = <Canary> - Retired Person Name form",
      'Error - Unrecognized enumerated value <CANARY> for value 1 of attribute <Modality>',
      'Error - CANARY something new <CANARY> attribute <CANARY>',
      'Error - Value invalid for this VR - (0x0009,0x1001) LO CANARY [0] = <Element=<CANARY>',
      'CANARY',
      'Error - Missing attribute Type 2 Required Element=<PatientID> Module=<Patient>',
    ].join('\n');
    assert.deepEqual(
      validatorMessages(printed).map(({ severity, what, attribute }) => `${severity}|${what}|${attribute}`),
      [
        'error|Missing attribute Type 2 Required|PatientID',
        'warning|Value dubious for this VR|PatientName',
        'error|Unrecognized enumerated value|Modality',
        'error|other|',
        'error|Value invalid for this VR|private',
      ],
    );
  });

  it('are added up by files, also of those on which it gave up', async () => {
    const message = { severity: 'error', what: 'Tag read failed', attribute: '' } as const;
    const { validate, result } = countingValidator((file) =>
      Promise.resolve(file === 'crash' ? undefined : file === 'bad' ? [message] : []),
    );
    for (const file of ['good', 'bad', 'bad', 'crash']) await validate(file);
    assert.deepEqual(result(), {
      kind: 'run',
      name: 'dciodvfy',
      ...{ files: 4, gaveUp: 1, filesWithErrors: 2, warnings: [] },
      errors: [{ what: 'Tag read failed', attribute: '', files: 2 }],
    });
  });
});

describe('crosswalks', () => {
  it('have exactly the IDs that there are, whatever is in them', () => {
    const ids = [
      '007',
      '=1+1',
      '@x',
      'a,b',
      'say "x"',
      ' lead',
      'trail ',
      'Ünïcödé',
      "'quoted",
      'two\r\nlines',
    ];
    const rows = ids.map((old) => ({ old, new: 'ANON-0001' }));
    const read = parse([...crosswalkLines(rows)].join(''), { columns: true }) as readonly Record<
      string,
      string
    >[];
    assert.deepEqual(
      read.map(({ id_old: old }) => old),
      ids,
    );
    assert.equal(hasFormula(rows), true);
    assert.equal(hasFormula([{ old: '007', new: 'ANON-0001' }]), false);
  });
});
