import assert from 'node:assert/strict';
import fs, { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { mock } from 'node:test';
import { appendToName, isTooLong } from '../../src/core/io/file-name';
import type { PatientIdentity } from '../../src/core/mapping/model';
import { encodeOutcome } from '../../src/core/record/outcome-code';
import { ProjectKey } from '../../src/core/pseudonym/project-key';
import { UidMap } from '../../src/core/pseudonym/uid-map';
import { Ledger } from '../../src/core/run/ledger';
import { type DestinationTraits, prepareDestination } from '../../src/core/run/prepare-destination';
import { TargetPaths } from '../../src/core/run/target-paths';
import { createTempFolder, removeFolder } from '../support/temp-folder';

describe('names of copies', () => {
  const key = new ProjectKey(new Uint8Array(32).fill(1));

  /** Paths of the copies of these files, all of one patient. */
  async function pathsOf(
    folders: readonly { readonly path: readonly string[]; readonly files: readonly string[] }[],
    options: {
      readonly traits?: Partial<DestinationTraits>;
      readonly keepNames?: boolean;
      readonly accessions?: readonly string[];
    } = {},
  ): Promise<readonly string[]> {
    const ledger = new Ledger('/source');
    for (const { path, files } of folders) {
      const folder = ledger.add({ path, files, skipped: [] });
      folder.patientOf.fill(0);
      const dicomdir = files.indexOf('DICOMDIR');
      if (dicomdir >= 0) folder.outcomes[dicomdir] = encodeOutcome({ kind: 'skipped', reason: 'dicomdir' });
    }
    const paths = await TargetPaths.plan(ledger, [patient(options.accessions ?? [])], {
      keepNames: options.keepNames ?? false,
      key,
      uids: new UidMap(key),
      keepBirthDate: false,
      keepDates: false,
      traits: { ignoresCase: false, ignoresForm: false, windowsNames: false, ...options.traits },
    });
    return ledger.folders.flatMap((folder) =>
      Array.from(paths.eachFileName(folder), (name) => [...paths.folderPath(folder), name].join('/')),
    );
  }

  function patient(accessions: readonly string[]) {
    const identity: PatientIdentity = {
      kind: 'id',
      patientId: 'MRN-1',
      issuer: '',
      name: 'Doe^Jane',
      birthDate: '',
      folder: '',
    };
    const surveyed = {
      identity,
      first: [0, 0] as const,
      names: new Set(['Doe^Jane']),
      birthDates: new Set<string>(),
      accessionNumbers: new Set(accessions),
      studyDates: new Set<string>(),
      studies: [],
    };
    return { surveyed, anonymisedId: 'ANON-0001', dateOffset: 7 };
  }

  const root = (...files: readonly string[]) => [{ path: [], files }];

  it('are as they were where nothing in them identifies', async () => {
    assert.deepEqual(await pathsOf(root('IM1.dcm', 'im1.dcm')), ['IM1.dcm', 'im1.dcm']);
  });

  it('differ in more than letter case where the file system takes that for the same', async () => {
    const names = await pathsOf(root('IM1.dcm', 'im1.dcm', 'Im1.DCM', '\u00e9.dcm', 'e\u0301.dcm'), {
      traits: { ignoresCase: true },
      keepNames: true,
    });
    assert.equal(new Set(names.map((name) => name.normalize('NFC').toLowerCase())).size, 5);
    assert.equal(names[0], 'IM1.dcm');
  });

  it('are tried out in the destination, which alone knows whether it tells letter case apart', () => {
    const folder = createTempFolder();
    try {
      assert.equal(
        prepareDestination(join(folder, 'new', 'copies'), 'run').ignoresCase,
        existsSync(folder.toUpperCase()),
      );
      const blind = mock.method(fs, 'existsSync', (path: string) =>
        readdirSync(dirname(path)).some((name) => name.toLowerCase() === basename(path).toLowerCase()),
      );
      assert.equal(prepareDestination(folder, 'run').ignoresCase, true);
      blind.mock.restore();
      assert.deepEqual(readdirSync(folder), ['new'], 'nothing is left of the trial');
    } finally {
      removeFolder(folder);
    }
  });

  it('differ from those of folders beside them', async () => {
    const names = await pathsOf([
      { path: [], files: ['Doe'] },
      { path: ['Jane'], files: ['1'] },
    ]);
    assert.deepEqual(names[1], 'ANON-0001/1');
    assert.match(names[0]!, /^ANON-0001-[A-Z2-7]{4}$/);
  });

  it('come out the same whenever they are asked for', async () => {
    const files = ['Doe 1', 'Jane 1', 'MRN-1 1', 'DOE 1'];
    assert.deepEqual(await pathsOf(root(...files)), await pathsOf(root(...files)));
    assert.equal(new Set(await pathsOf(root(...files))).size, 4);
  });

  it('do not depend on the order in which workers met the identifiers', async () => {
    const accessions = ['ab-77', 'AB-77', 'ab 77', '77-ab'];
    const files = root('ab-77 scan', 'AB-77.dcm', '77-ab-77');
    assert.deepEqual(
      await pathsOf(files, { accessions }),
      await pathsOf(files, { accessions: [...accessions].reverse() }),
    );
  });

  it('fit into 255 bytes with any suffix, without half a character, and keep their extension', () => {
    for (const letter of ['x', 'é', '検', '🫁']) {
      const name = `${letter.repeat(300)}.dcm`;
      const fitted = appendToName(name, '~0123abcd');
      assert.ok(isTooLong(name) && !isTooLong(fitted), letter);
      assert.ok(Buffer.byteLength(fitted) > 250, letter);
      assert.ok(fitted.endsWith(`${letter}~0123abcd.dcm`), letter);
    }
    assert.equal(appendToName('1.2.840.10008', '~x'), '1.2.840.10008~x', 'the end of a UID is no extension');
    assert.equal(appendToName('IM.dcm', '~x'), 'IM~x.dcm');
    assert.equal(appendToName('.hidden', '~x'), '.hidden~x');
  });

  it('of a medium stay such as its DICOMDIR can hold, whatever they become', async () => {
    const names = await pathsOf(root('DICOMDIR', 'DOE', 'JANE', 'DOE_1', 'IM1', 'Doe.dcm'));
    const [, doe, jane, long, other, free] = names;
    assert.deepEqual([doe, other], ['ANON0001', 'IM1']);
    for (const coded of [jane!, long!]) assert.match(coded, /^[A-Z2-7_]{1,8}$/);
    assert.equal(free, 'ANON-0001.dcm');
    assert.equal(new Set(names).size, names.length);
  });
});
