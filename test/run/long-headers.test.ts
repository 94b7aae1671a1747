import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT_ROWS } from '../../src/core/dicom/growing-column';
import { KEPT_HEADER } from '../../src/core/dicom/header-window';
import { LargeMemory } from '../../src/core/dicom/large-memory';
import { identityKey } from '../../src/core/mapping/model';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { marksOf } from '../../src/core/policy/marks';
import { defaultChoice } from '../../src/core/policy/policy';
import { FileAnonymiser, type FileResult } from '../../src/core/run/anonymise-file';
import { FileSurveyor, type SurveyedFile } from '../../src/core/run/survey-file';
import { element, encodeFile, sequence, uid } from '../support/data-sets';
import { KEY_BYTES, newUid, valuesOf } from '../support/rewriting';
import { useTempFolder } from '../support/temp-folder';

const REFERENCED_INSTANCE = 0x00081155;
const PATIENT_ID = 0x00100020;
/** More rows and edits than are kept, and a longer header. */
const ITEMS = 4 * KEPT_ROWS;

const instanceOf = (at: number): string => uid(`referenced ${at}`);

/** A file whose header is taken into large memory: Items that all name another image, the last one the patient, too. */
const FILE = encodeFile({
  dataSet: [
    element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(0x00080018, 'UI', uid('instance')),
    element(0x00080060, 'CS', 'CT'),
    sequence(0x00081140, [
      ...Array.from({ length: ITEMS }, (_, at) => [element(REFERENCED_INSTANCE, 'UI', instanceOf(at))]),
      [element(PATIENT_ID, 'LO', 'MRN-1')],
    ]),
    element(0x00100010, 'PN', 'Doe^Jane'),
    element(PATIENT_ID, 'LO', 'MRN-1'),
    element(0x00100030, 'DA', '19561103'),
    element(0x0020000d, 'UI', uid('study')),
    element(0x0020000e, 'UI', uid('series')),
  ],
});

describe('a file with a very long header', () => {
  const folder = useTempFolder();
  const source = (): string => join(folder(), 'source');
  const original = (): string => join(source(), '1.dcm');
  const copy = (): string => join(folder(), 'copies', '1.dcm');

  beforeEach(() => {
    for (const name of ['source', 'copies']) mkdirSync(join(folder(), name));
    writeFileSync(original(), FILE);
  });

  function survey(): Extract<SurveyedFile, { series: unknown }> {
    const surveyed = new FileSurveyor().survey(original(), '1.dcm', source());
    assert.ok('series' in surveyed, 'the survey takes it');
    return surveyed;
  }

  function anonymise(anonymisedId: string): FileResult {
    const { patient } = survey().series;
    const choice = defaultChoice(DICOMANON_POLICY);
    const settings = {
      key: KEY_BYTES,
      choice,
      marks: marksOf(choice, '1', 'F00D'),
      runId: '00',
      audit: true,
    };
    return new FileAnonymiser(settings, 0, () => undefined).anonymise({
      source: original(),
      topFolder: source(),
      targetFolder: join(folder(), 'copies'),
      targetName: '1.dcm',
      fresh: true,
      patient: { anonymisedId, dateOffset: 70, kind: patient.kind, identity: identityKey(patient) },
    });
  }

  it('is written like any other', () => {
    assert.ok(FILE.length > KEPT_HEADER);
    assert.deepEqual(anonymise('0000000042').outcome, { kind: 'written' });
    const written = readFileSync(copy());
    const instances = valuesOf(written, REFERENCED_INSTANCE).map((value) => value.replace(/\0$/, ''));
    const expected = Array.from({ length: ITEMS }, (_, at) => newUid(instanceOf(at)));
    assert.deepEqual(instances, expected);
    assert.deepEqual(valuesOf(written, PATIENT_ID), ['0000000042', '0000000042']);
  });

  it('is searched to its end, new values too', () => {
    const { outcome, audit } = anonymise(uid('study'));
    assert.deepEqual(outcome, { kind: 'written' });
    const found = audit?.leaks.map(({ kind, path }) => `${kind} ${path}`);
    assert.deepEqual(found, ['uid (0008,1140) > (0010,0020)', 'uid (0010,0010)', 'uid (0010,0020)']);
  });

  for (const [title, work] of [
    ['surveyed', survey],
    ['anonymised', () => anonymise('0000000042')],
  ] as const) {
    it(`takes memory that is given back once it is ${title}`, () => {
      const taken = memoryTakenBy(work);
      assert.ok(taken.size > 0, 'large memory was taken');
      for (const buffer of taken) assert.equal(buffer.byteLength, 0);
    });
  }
});

/** All large memory that was reserved while `work` was done. */
function memoryTakenBy(work: () => unknown): ReadonlySet<ArrayBuffer> {
  const taken = new Set<ArrayBuffer>();

  const { reserve } = LargeMemory.prototype;
  LargeMemory.prototype.reserve = function (this: LargeMemory, length: number): ArrayBuffer {
    const buffer = reserve.call(this, length);
    taken.add(buffer);
    return buffer;
  };
  try {
    work();
  } finally {
    LargeMemory.prototype.reserve = reserve;
  }
  return taken;
}
