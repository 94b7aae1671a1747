import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../src/core/errors';
import { identityKey, type PatientIdentity } from '../../src/core/mapping/model';
import { createRegister } from '../../src/core/mapping/register';
import { identity, mapping, patient, study } from './samples';

describe('patient register', () => {
  it('numbers new patients in the order in which they are met', () => {
    const register = createRegister(mapping());
    assert.equal(register.assign(identity('B')), 'ANON-0001');
    assert.equal(register.assign(identity('A')), 'ANON-0002');
    assert.equal(register.assign(identity('B')), 'ANON-0001');
    assert.equal(register.lookup(identity('A')), 'ANON-0002');
    assert.equal(register.lookup(identity('C')), undefined);
  });

  it('gives known patients the ID that they have, whatever it looks like', () => {
    const known = [patient('Brain-7', { patientId: 'A' }), patient('anything at all', { patientId: 'B' })];
    const register = createRegister(mapping({ patients: known }));
    assert.equal(register.assign(identity('A')), 'Brain-7');
    assert.equal(register.assign(identity('B')), 'anything at all');
  });

  it('compares IDs and issuers exactly', () => {
    const register = createRegister(mapping());
    const ids = [identity('007'), identity('7'), identity('7', 'X'), identity('7', 'x'), identity(' 7')];
    assert.equal(new Set(ids.map((each) => register.assign(each))).size, ids.length);
  });

  it('tells identities of every kind apart, whatever characters they hold', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\0', '1', '2', '/'), maxLength: 4 });
    const any: fc.Arbitrary<PatientIdentity> = fc.record({
      kind: fc.constantFrom('id', 'name', 'folder'),
      patientId: text,
      issuer: text,
      name: text,
      birthDate: text,
      folder: text,
    });
    const fields = ({
      kind,
      patientId,
      issuer,
      name,
      birthDate,
      folder,
    }: PatientIdentity): readonly string[] =>
      ({ id: [kind, patientId, issuer], name: [kind, name, birthDate], folder: [kind, folder] })[kind];
    fc.assert(
      fc.property(any, any, (a, b) => {
        const areSame = JSON.stringify(fields(a)) === JSON.stringify(fields(b));
        assert.equal(identityKey(a) === identityKey(b), areSame);
      }),
      { seed: 20260104, numRuns: 5000 },
    );
  });

  it('goes on after the highest number and does not fill gaps', () => {
    const patients = [patient('ANON-0007'), patient('ANON-0003')];
    assert.equal(createRegister(mapping({ patients })).assign(identity('new')), 'ANON-0008');
  });

  it('never gives out a number that occurs in the mapping, in whatever case or with whatever prefix', () => {
    const patients = [patient('anon-0001'), patient('STUDY-2'), patient('Brain-0003 ')];
    const register = createRegister(mapping({ patients, studies: [study('ANON-0004')] }));
    assert.equal(register.assign(identity('new')), 'ANON-0005');
    const other = createRegister(mapping({ patients: [patient('X-2'), patient('X-1')] }), { prefix: 'Y-' });
    assert.equal(other.assign(identity('new')), 'Y-0003');
  });

  it('never gives out the number of a deleted patient whose studies are still listed', () => {
    const register = createRegister(
      mapping({ patients: [patient('ANON-0001')], studies: [study('ANON-0002')] }),
    );
    assert.equal(register.assign(identity('P-ANON-0002')), 'ANON-0003');
  });

  it('is not led astray by very long numbers', () => {
    const patients = [patient('ANON-99999999999999999999'), patient('X-20210901')];
    assert.equal(createRegister(mapping({ patients })).assign(identity('new')), 'ANON-0001');
  });

  it('grows beyond its digits', () => {
    const register = createRegister(mapping({ patients: [patient('ANON-9999')] }));
    assert.equal(register.assign(identity('new')), 'ANON-10000');
  });

  it('takes prefix and digits from the settings', () => {
    assert.equal(createRegister(mapping(), { prefix: '', digits: 1 }).assign(identity('a')), '1');
    assert.equal(
      createRegister(mapping(), { prefix: 'T_1-', digits: 6 }).assign(identity('a')),
      'T_1-000001',
    );
  });

  it('refuses a prefix that is no safe name', () => {
    for (const prefix of ['a b', 'ä', '../', 'a^b', 'a\\b', 'x'.repeat(33)]) {
      assert.throws(
        () => createRegister(mapping(), { prefix }),
        (error) => error instanceof UserError && error.code === 'prefix-invalid',
      );
    }
  });

  it('keeps the first record when the same patient stands in two rows', () => {
    const patients = [patient('ANON-0001', { patientId: 'A' }), patient('ANON-0002', { patientId: 'A' })];
    assert.equal(createRegister(mapping({ patients })).assign(identity('A')), 'ANON-0001');
  });
});
