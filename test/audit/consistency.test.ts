import assert from 'node:assert/strict';
import { auditFolder } from '../../src/core/run/audit-folder';
import { ConsistencyCheck } from '../../src/core/audit/consistency';
import { mappingProblems } from '../../src/core/audit/mapping-problems';
import type { PatientRecord } from '../../src/core/mapping/model';
import { isOwnUid, type FileFacts } from '../../src/core/audit/file-facts';
import { ProjectKey } from '../../src/core/pseudonym/project-key';
import { UidMap } from '../../src/core/pseudonym/uid-map';
import { dataset, dicomFile, element, sequence, uid } from '../support/data-sets';
import { useTempFolder, writeTree } from '../support/temp-folder';

const uids = new UidMap(new ProjectKey(new Uint8Array(32).fill(7)));
const own = (name: string): string => uids.mapText(uid(name));

const SOUND: FileFacts = {
  sopInstanceUid: own('instance'),
  mediaStorageSopInstanceUid: own('instance'),
  studyInstanceUid: own('study'),
  patientId: 'ANON-0001',
  patientName: 'ANON-0001',
  identityRemoved: 'YES',
  method: ['DicomAnon 1', 'Policy DicomAnon'],
  dates: 'MODIFIED',
  methodCodes: [],
  references: [],
  foreignUids: [],
  pixelLength: 8,
};

function problemsOf(...files: readonly Partial<FileFacts>[]): readonly string[] {
  const check = new ConsistencyCheck(new Map([[own('instance'), 8]]));
  files.forEach((facts, index) => check.add(`${index}.dcm`, { ...SOUND, ...facts }, false));
  return check.finish().map(({ code, file }) => `${file} ${code}`);
}

describe('The consistency of a folder', () => {
  it('is without problems where the files are sound', () => {
    assert.deepEqual(problemsOf({}), []);
  });

  const ONE_FILE: Readonly<Record<string, Partial<FileFacts>>> = {
    'uid-not-new': { foreignUids: [{ uid: '1.2.3.4.5', path: '(0020,000D)' }] },
    'media-storage-uid': { mediaStorageSopInstanceUid: own('other') },
    unmarked: { identityRemoved: '' },
    'patient-name': { patientName: 'Meier' },
    'unresolved-reference': { references: [{ uid: own('missing'), path: '' }] },
    'pixel-length': { pixelLength: 10 },
  };
  for (const [code, facts] of Object.entries(ONE_FILE)) {
    it(`shows: ${code}`, () => assert.deepEqual(problemsOf(facts), [`0.dcm ${code}`]));
  }

  it('lets original UIDs stay where the file says that they are retained', () => {
    const foreignUids = [{ uid: '1.2.3.4.5', path: '' }];
    assert.deepEqual(problemsOf({ foreignUids, methodCodes: ['113110'] }), []);
  });

  it('shows a study of two patients and an instance that is there twice', () => {
    assert.deepEqual(problemsOf({}, { patientId: 'ANON-0002', patientName: 'ANON-0002' }), [
      '1.dcm duplicate-instance',
      '1.dcm study-of-two-patients',
    ]);
  });

  it('resolves references to files that come later', () => {
    const other = { sopInstanceUid: own('b'), mediaStorageSopInstanceUid: own('b') };
    assert.deepEqual(problemsOf({ references: [{ uid: own('b'), path: '' }] }, other), []);
  });

  it('shows marks that what is found belies', () => {
    const check = new ConsistencyCheck();
    check.add('a.dcm', SOUND, true);
    assert.deepEqual(check.finish(), [{ code: 'marked-but-identified', file: 'a.dcm', path: '' }]);
  });
});

describe('The mapping of an audit', () => {
  const patient = (patientId: string, anonymisedId: string, issuer = ''): PatientRecord => ({
    ...{ kind: 'id', patientId, issuer, name: '', birthDate: '', folder: '', anonymisedId },
    ...{ sourceFolder: '', destinationFolder: '', files: 0, skipped: 0, failed: 0 },
    ...{ firstAnonymised: '', lastUpdated: '' },
  });
  const codes = (...patients: readonly PatientRecord[]): readonly string[] =>
    mappingProblems({ patients }).map(({ code }) => code);

  it('is sound where each patient has one ID and each ID one patient', () => {
    const patients = [patient('7', 'A'), patient('007', 'B'), patient('7', 'C', 'other hospital')];
    assert.deepEqual(codes(...patients), []);
  });

  it('shows a patient with two IDs, and an ID of two patients', () => {
    assert.deepEqual(codes(patient('7', 'A'), patient('7', 'B')), ['id-mapped-twice']);
    assert.deepEqual(codes(patient('7', 'A'), patient('8', 'A')), ['id-mapped-twice']);
  });
});

describe('A UID of DicomAnon', () => {
  it('is told from others by its root and the version of its UUID', () => {
    assert.ok(isOwnUid(own('anything')));
    for (const other of [
      '1.2.840.10008.1.2',
      '2.25.1',
      '2.25.329800735698586629295641978511506172918',
      uid('x'),
    ])
      assert.ok(!isOwnUid(other), other);
  });
});

describe('The audit of files', () => {
  const folder = useTempFolder();

  it('reads what they say of themselves, sequences included', async () => {
    const elements = dataset(
      element(0x00080018, 'UI', own('instance')),
      element(0x0020000d, 'UI', own('study')),
      element(0x0020000e, 'UI', own('series')),
      element(0x00100010, 'PN', 'ANON-0001'),
      element(0x00100020, 'LO', 'ANON-0001'),
      element(0x00120062, 'CS', 'YES'),
      element(0x00120063, 'LO', 'DicomAnon 1\\Policy DicomAnon'),
      sequence(0x00081140, [[element(0x00081150, 'UI', '1.2.3.4'), element(0x00081155, 'UI', uid('gone'))]]),
    );
    writeTree(folder(), { 'a/1.dcm': dicomFile(elements), 'notes.txt': 'no DICOM', 'broken.dcm': 'DICM' });
    const result = await auditFolder({ folder: folder(), patients: [], pixels: false });
    assert.deepEqual(
      result.problems.map(({ code, path }) => `${code} ${path}`),
      ['uid-not-new (0008,1140) > (0008,1155)', 'unresolved-reference (0008,1140) > (0008,1155)'],
    );
    assert.deepEqual([result.files, result.otherFiles, result.unread.length], [1, 2, 0]);
  });
});
