import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { directWorkbookIo } from '../../src/core/mapping/direct-workbook-io';
import { type FixedId, FixedIds, refuseConflicts } from '../../src/core/mapping/fixed-ids';
import { createRegister } from '../../src/core/mapping/register';
import { mappingIo } from '../../src/core/mapping/mapping-io';
import { openMapping } from '../../src/core/mapping/session';
import { useTempFolder } from '../support/temp-folder';
import { identity, mapping, patient, runStart } from './samples';

const fixed = (patientId: string, anonymisedId: string, issuer?: string): FixedId => ({
  patientId,
  issuer,
  anonymisedId,
});

describe('fixed IDs', () => {
  const folder = useTempFolder();
  const CONFLICT = { code: 'patient-ids-conflict' };

  it('go to the patients of the list; all others get the next number', () => {
    const register = createRegister(mapping(), { fixedIds: [fixed('B', 'Site-B'), fixed('D', 'Site-D')] });
    assert.deepEqual(
      ['A', 'B', 'C', 'D', 'B'].map((id) => register.assign(identity(id))),
      ['ANON-0001', 'Site-B', 'ANON-0002', 'Site-D', 'Site-B'],
    );
  });

  it('are compared exactly, by issuer where the list has issuers', () => {
    const register = createRegister(mapping(), {
      fixedIds: [fixed('007', 'J'), fixed('1', 'North', 'N'), fixed('1', 'South', 'S')],
    });
    const given = [
      identity('007', 'any'),
      identity('7'),
      identity('1', 'N'),
      identity('1', 'S'),
      identity('1'),
    ];
    assert.deepEqual(
      given.map((each) => register.assign(each)),
      ['J', 'ANON-0001', 'North', 'South', 'ANON-0002'],
    );
  });

  it('are for patients with a Patient ID only', () => {
    const register = createRegister(mapping(), { fixedIds: [fixed('', 'X')] });
    assert.equal(register.assign({ ...identity(''), kind: 'name', name: 'Doe^Jane' }), 'ANON-0001');
  });

  it('are never given to anybody else, whatever they look like', () => {
    const id = fc.stringMatching(/^(anon-|ANON-|S|)0{0,4}\d{1,2}$/);
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 20, selector: (each) => each.toLowerCase() }), (ids) => {
        const fixedIds = ids.map((each, at) => fixed(`listed ${at}`, each));
        const register = createRegister(mapping(), { fixedIds });
        const others = Array.from({ length: 30 }, (_, at) =>
          register.assign(identity(`other ${at}`)).toLowerCase(),
        );
        assert.equal(new Set([...others, ...ids.map((each) => each.toLowerCase())]).size, 30 + ids.length);
      }),
      { seed: 20260502, numRuns: 500 },
    );
  });

  it('are refused for a patient who has another ID in the workbook', async () => {
    const known = mapping({ patients: [patient('ANON-0001', { patientId: 'A' })] });
    await assert.rejects(refuseConflicts(new FixedIds([fixed('A', 'S-1')]), known, []), CONFLICT);
    await refuseConflicts(new FixedIds([fixed('A', 'ANON-0001')]), known, []);
  });

  it('are refused when another patient of the workbook has them, whatever the case', async () => {
    const known = mapping({ patients: [patient('ANON-0001', { patientId: 'A' })] });
    await assert.rejects(refuseConflicts(new FixedIds([fixed('B', 'anon-0001')]), known, []), CONFLICT);
  });

  it('are refused when patients of two issuers would share one', async () => {
    const both = [{ identity: identity('A', 'N') }, { identity: identity('A', 'S') }];
    await assert.rejects(refuseConflicts(new FixedIds([fixed('A', 'X')]), mapping(), both), CONFLICT);
    const byIssuer = new FixedIds([fixed('A', 'X', 'N'), fixed('A', 'Y', 'S')]);
    await refuseConflicts(byIssuer, mapping(), both);
  });

  it('are refused with how many of them are in conflict', async () => {
    const known = mapping({
      patients: ['A', 'B'].map((patientId, at) => patient(`ANON-000${at + 1}`, { patientId })),
    });
    const refused = (...list: readonly FixedId[]) => refuseConflicts(new FixedIds(list), known, []);
    await assert.rejects(refused(fixed('A', 'S-1')), { message: /^1 patient of the list/ });
    await assert.rejects(refused(fixed('A', 'S-1'), fixed('B', 'S-2')), { message: /^2 patients of the/ });
    await assert.rejects(refused(fixed('C', 'ANON-0001')), { message: /^1 ID of the list/ });
    const both = [fixed('C', 'ANON-0001'), fixed('D', 'ANON-0002')];
    await assert.rejects(refused(...both), { message: /^2 IDs of the list/ });
  });

  it('tell nothing of the patients when they are refused', async () => {
    const known = mapping({ patients: [patient('ANON-0001', { patientId: 'SECRET' })] });
    await assert.rejects(
      refuseConflicts(new FixedIds([fixed('SECRET', 'S-1')]), known, []),
      (error: Error & { remedy?: string }) => !`${error.message}${error.remedy}`.includes('SECRET'),
    );
  });

  it('stay with their patients after a crash, with and without the list', async () => {
    const file = join(folder(), 'm.xlsx');
    const fixedIds = [fixed('A', 'Site-7')];
    const first = await openMapping(file, mappingIo(directWorkbookIo), { fixedIds });
    await first.begin(runStart('r1'));
    const given = first.register.assign(identity('A'));
    await first.commitPatients([patient(given, { patientId: 'A' })], []);
    await first.abandon();
    assert.equal(existsSync(file), false, 'only the journal knows');
    for (const options of [{ fixedIds }, {}]) {
      const again = await openMapping(file, mappingIo(directWorkbookIo), options);
      await refuseConflicts(new FixedIds(options.fixedIds ?? []), again, [{ identity: identity('A') }]);
      assert.equal(again.register.assign(identity('A')), 'Site-7');
      assert.equal(again.register.assign(identity('B')), 'ANON-0001');
      await again.abandon();
    }
  });
});
