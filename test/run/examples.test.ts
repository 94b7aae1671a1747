import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { dateOffset, shiftDate } from '../../src/core/pseudonym/date-shift';
import { ProjectKey } from '../../src/core/pseudonym/project-key';
import { UidMap } from '../../src/core/pseudonym/uid-map';
import { identityKey, type PatientRecord } from '../../src/core/mapping/model';
import { type ExampleRequest, type ExampleValue, findExamples } from '../../src/core/run/examples';
import { dataset, dicomFile, element, sequence, uid } from '../support/data-sets';
import { choiceWithout } from '../support/rewriting';
import { useTempFolder } from '../support/temp-folder';

const KEY = createHash('sha256').update('examples').digest();
const PATIENT = {
  kind: 'id',
  patientId: 'MRN-48-1923',
  issuer: '',
  name: 'Doe^Jane',
  birthDate: '19561103',
  folder: '',
} as const;

describe('examples of what the policy does', () => {
  const folder = useTempFolder();

  it('show what the run will write, for a patient that the workbook knows', () => {
    const key = new ProjectKey(KEY);
    const found = examples(file(), { mapping: { key: KEY, patients: [patient('ANON-0042')], studies: [] } });
    assert.deepEqual(of(found, 'PatientName'), {
      before: 'Doe^Jane',
      fate: 'text',
      after: 'ANON-0042',
      isSafe: true,
    });
    assert.deepEqual(of(found, 'UI').after, new UidMap(key).mapText(of(found, 'UI').before));
    const shifted = shiftDate('20240229', dateOffset(key, identityKey(PATIENT)));
    assert.deepEqual(of(found, 'DA'), { before: '20240229', fate: 'text', after: shifted, isSafe: false });
    assert.equal(of(found, 'PatientBirthDate').after, '19560101');
  });

  it('leave open what the first run will make', () => {
    const found = examples(file(), {});
    assert.equal(of(found, 'PatientID').after, 'ANON-…');
    assert.equal(of(found, 'UI').after, '2.25.…');
    assert.equal(of(found, 'DA').after, '????????');
  });

  it('leave a code open that hangs on the key', () => {
    const bytes = dicomFile(dataset(element(0x00200010, 'SH', 'STUDY-7')));
    assert.equal(of(examples(bytes, {}), 'StudyID').after, '…');
    const known = { mapping: { key: KEY, patients: [], studies: [] } };
    assert.match(of(examples(bytes, known), 'StudyID').after, /^[A-Z2-7]+$/);
  });

  it('tell emptied from removed, and call nothing safe that may tell of the original', () => {
    const found = examples(file(), {});
    assert.deepEqual([of(found, 'AccessionNumber').fate, of(found, 'AccessionNumber').after], ['empty', '']);
    assert.equal(of(found, 'private').fate, 'removed');
    assert.equal(of(found, 'PatientBirthDate').isSafe, false);
  });

  it('change with the switches', () => {
    const found = examples(file(), { choice: choiceWithout(['private', 'birth-date']) });
    assert.equal(of(found, 'PatientBirthDate').after, '19561103');
    assert.equal(
      found.some(({ rule }) => DICOMANON_POLICY.rules[rule]?.selector.by === 'private'),
      false,
    );
  });

  it('take no example from inside a sequence that goes', () => {
    const inside = element(0x00080090, 'PN', 'Inner^Doctor');
    const found = examples(dicomFile(dataset(sequence(0x00101002, [[inside]]))), {});
    assert.equal(
      found.some(({ before }) => before.includes('Inner')),
      false,
    );
  });

  it('pass over a file whose header is long', () => {
    const items = (count: number): Uint8Array =>
      dicomFile(
        dataset(
          sequence(
            0x00081140,
            Array.from({ length: count }, () => [element(0x00081160, 'IS', '1')]),
          ),
        ),
      );
    const most = (4 * 1024 * 1024) / items(1000).length;
    assert.notDeepEqual(examples(items(Math.floor(most * 900)), {}), []);
    assert.deepEqual(examples(items(Math.ceil(most * 1100)), {}), []);
  });

  it('pass over files that are none', () => {
    assert.deepEqual(examples(Buffer.from('no DICOM'), {}), []);
    assert.deepEqual(
      findExamples({ ...request([{ path: join(folder(), 'gone'), topFolder: folder() }]) }),
      [],
    );
  });

  function examples(bytes: Uint8Array, change: Partial<ExampleRequest>): readonly ExampleValue[] {
    const path = join(folder(), 'image.dcm');
    writeFileSync(path, bytes);
    return findExamples({ ...request([{ path, topFolder: folder() }]), ...change });
  }
});

function request(files: ExampleRequest['files']): ExampleRequest {
  return { files, choice: choiceWithout([]), prefix: 'ANON-' };
}

function file(): Uint8Array {
  return dicomFile(
    dataset(
      element(0x00080050, 'SH', 'ACC-1'),
      element(0x00090010, 'LO', 'ACME 1.1'),
      element(0x00091001, 'LO', 'secret'),
      element(0x0020000d, 'UI', uid('study')),
    ),
  );
}

function patient(anonymisedId: string): PatientRecord {
  const unknown = {
    sourceFolder: '',
    destinationFolder: '',
    files: 0,
    skipped: 0,
    failed: 0,
    firstAnonymised: '',
    lastUpdated: '',
  };
  return { ...PATIENT, ...unknown, anonymisedId };
}

/** The example of the rule for a keyword, a VR, or private attributes. */
function of(found: readonly ExampleValue[], subject: string): Omit<ExampleValue, 'rule'> {
  const match = found.find(({ rule }) => {
    const { selector } = DICOMANON_POLICY.rules[rule]!;
    if (selector.by === 'vr') return selector.vr === subject;
    if (selector.by === 'private') return subject === 'private';
    return selector.by === 'tag' && TAGS[subject] === selector.tag;
  });
  assert.ok(match, `no example for ${subject}`);
  const { before, fate, after, isSafe } = match;
  return { before, fate, after, isSafe };
}

const TAGS: Readonly<Record<string, number>> = {
  PatientName: 0x00100010,
  PatientID: 0x00100020,
  PatientBirthDate: 0x00100030,
  AccessionNumber: 0x00080050,
  StudyID: 0x00200010,
};
