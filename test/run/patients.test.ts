import assert from 'node:assert/strict';
import { element } from '../support/data-sets';
import { usePlace } from './command-line';
import { image } from './images';
import { patientIdOf, valuesOf } from './values';

const issuer = (text: string) => ({ more: [element(0x00100021, 'LO', text)] });

describe('patients', () => {
  const place = usePlace();

  it('are told apart by the exact text of their Patient ID', async () => {
    const { put, anonymise, mapping, copy } = place();
    const ids = [
      '007',
      '7',
      '07',
      '=1+1',
      '+7',
      "'7",
      '1e3',
      '1000',
      'TRUE',
      '2024-02-29',
      'a',
      'A',
      'x'.repeat(64),
    ];
    put(
      Object.fromEntries(ids.map((patientId, at) => [`${at}.dcm`, image({ patientId, instance: `${at}` })])),
    );
    const { status, summary } = anonymise();
    assert.deepEqual([status, summary.patients, summary.written], [0, ids.length, ids.length]);
    assert.equal(new Set(ids.map((_, at) => patientIdOf(copy(`${at}.dcm`)))).size, ids.length);
    const { patients } = await mapping();
    assert.deepEqual(
      patients.map(({ patientId }) => patientId),
      ids,
    );
    const again = anonymise();
    assert.deepEqual([again.summary.unchanged, (await mapping()).patients.length], [ids.length, ids.length]);
  });

  it('keep letters of any alphabet in the workbook', async () => {
    const { put, anonymise, mapping, copy } = place();
    put({ '1.dcm': image({ patientId: 'Ünïcödé', name: 'Müller^Jürgen', charset: 'ISO_IR 192' }) });
    assert.equal(anonymise().status, 0);
    assert.equal(patientIdOf(copy('1.dcm')), 'ANON-0001');
    const [patient] = (await mapping()).patients;
    assert.deepEqual([patient?.patientId, patient?.name], ['Ünïcödé', 'Müller^Jürgen']);
  });

  it('are the same with and without padding, and another one with another issuer', async () => {
    const { put, anonymise, mapping } = place();
    put({
      '1.dcm': image({ patientId: '7', instance: '1' }),
      '2.dcm': image({ patientId: '7   ', instance: '2' }),
      '3.dcm': image({ patientId: '7', instance: '3', ...issuer('Hospital A') }),
    });
    assert.equal(anonymise().summary.patients, 2);
    assert.deepEqual(
      (await mapping()).patients.map((each) => [each.issuer, each.files]),
      [
        ['', 2],
        ['Hospital A', 1],
      ],
    );
  });

  it('are known by name and birth date when the Patient ID is empty, blank or absent', async () => {
    const { put, anonymise, mapping, copy } = place();
    put({
      'a/1.dcm': image({ patientId: '', instance: '1' }),
      'a/2.dcm': image({ patientId: ' '.repeat(64), instance: '2' }),
      'b/3.dcm': image({ patientId: null, instance: '3' }),
      'b/4.dcm': image({ patientId: null, birthDate: '19560101', instance: '4' }),
      'b/5.dcm': image({ patientId: null, name: 'Roe^Richard', instance: '5' }),
    });
    assert.equal(anonymise().summary.patients, 3);
    const ids = ['a/1.dcm', 'a/2.dcm', 'b/3.dcm', 'b/4.dcm', 'b/5.dcm'].map((path) =>
      patientIdOf(copy(path)),
    );
    assert.deepEqual(ids, ['ANON-0001', 'ANON-0001', 'ANON-0001', 'ANON-0002', 'ANON-0003']);
    assert.deepEqual(
      (await mapping()).patients.map(({ kind }) => kind),
      ['name', 'name', 'name'],
    );
  });

  it('are known by their top-level folder when they have neither ID nor name', async () => {
    const { put, anonymise, mapping, copy, original, source } = place();
    const nameless = (instance: string) => image({ patientId: null, name: '', birthDate: null, instance });
    put({
      'first/deep/1.dcm': nameless('1'),
      'first/other/2.dcm': nameless('2'),
      'second/3.dcm': nameless('3'),
      '4.dcm': nameless('4'),
    });
    assert.equal(anonymise().summary.patients, 3);
    const of = (path: string): string => valuesOf(copy(path), 0x00100010, 'PN')[0] ?? '';
    assert.equal(of('first/deep/1.dcm'), of('first/other/2.dcm'));
    assert.equal(new Set([of('first/deep/1.dcm'), of('second/3.dcm'), of('4.dcm')]).size, 3);
    assert.deepEqual(
      (await mapping()).patients.map(({ kind, folder }) => [kind, folder]).sort(),
      [original('first'), original('second'), source].map((folder) => ['folder', folder]).sort(),
    );
  });

  it('have files without a study counted as well', async () => {
    const { put, anonymise, mapping } = place();
    put({ '1.dcm': image({ study: '', series: '' }), '2.dcm': image({ instance: '2' }) });
    assert.equal(anonymise().summary.written, 2);
    assert.equal((await mapping()).patients[0]?.files, 2);
  });
});
