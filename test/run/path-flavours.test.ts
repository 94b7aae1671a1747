import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, posix, win32, type PlatformPath } from 'node:path';
import fc from 'fast-check';
import { appendToName, foldName, isTooLong, makeValidOnWindows } from '../../src/core/io/file-name';
import type { PatientIdentity } from '../../src/core/mapping/model';
import { ProjectKey } from '../../src/core/pseudonym/project-key';
import { UidMap } from '../../src/core/pseudonym/uid-map';
import type { RunRecordOfFiles } from '../../src/core/run/anonymise-folder';
import { foldersAbove, isInside } from '../../src/core/run/check-paths';
import { firstCopies, originalOf } from '../../src/core/run/copies';
import { Ledger, NOBODY } from '../../src/core/run/ledger';
import { type DestinationTraits, prepareDestination } from '../../src/core/run/prepare-destination';
import { TargetPaths } from '../../src/core/run/target-paths';
import { encodeOutcome } from '../../src/core/record/outcome-code';
import { skipBecause } from '../support/skipping';
import { useTempFolder } from '../support/temp-folder';
import { walkAll } from '../support/walked';

const SEED = 20_261_122;

describe('a path inside a folder', () => {
  const TABLE: readonly (readonly [flavour: PlatformPath, path: string, folder: string, inside: boolean])[] =
    [
      [posix, '/data', '/data', true],
      [posix, '/data/out', '/data', true],
      [posix, '/data2', '/data', false],
      [posix, '/', '/data', false],
      [posix, '/data', '/', true],
      [posix, '/data/..out', '/data', true],
      [posix, '/data/...', '/data', true],
      [posix, '/Data/out', '/data', false],
      [posix, '/data/a\\b', '/data', true],
      [posix, '/dat\\a', '/dat', false],
      [posix, '/data/e\u0301', '/data/\u00e9', false],
      [win32, 'C:\\data', 'C:\\data', true],
      [win32, 'C:\\data\\out', 'C:\\data', true],
      [win32, 'c:\\Data\\out', 'C:\\data', true],
      [win32, 'C:\\data2', 'C:\\data', false],
      [win32, 'C:\\data\\..out', 'C:\\data', true],
      [win32, 'D:\\data\\out', 'C:\\data', false],
      [win32, 'C:\\data', 'C:\\', true],
      [win32, 'D:\\', 'C:\\', false],
      [win32, 'C:/data/out', 'C:\\data', true],
      [win32, '\\\\server\\share\\data\\out', '\\\\server\\share\\data', true],
      [win32, '\\\\SERVER\\Share\\data\\out', '\\\\server\\share\\data', true],
      [win32, '\\\\server\\share2\\data', '\\\\server\\share', false],
      [win32, '\\\\other\\share\\data', '\\\\server\\share\\data', false],
      [win32, 'C:\\share\\data', '\\\\server\\share\\data', false],
      [win32, '\\\\server\\share\\data', '\\\\server\\share\\', true],
    ];

  for (const [flavour, path, folder, inside] of TABLE) {
    it(`${JSON.stringify(path)} ${inside ? 'is' : 'is not'} in ${JSON.stringify(folder)} on ${nameOf(flavour)}`, () => {
      assert.equal(isInside(path, folder, flavour), inside);
    });
  }

  it('has the folders above it up to the root of its drive or share', () => {
    assert.deepEqual(foldersAbove('/a/b', posix), ['/a', '/']);
    assert.deepEqual(foldersAbove('C:\\a\\b', win32), ['C:\\a', 'C:\\']);
    assert.deepEqual(foldersAbove('\\\\server\\share\\a\\b', win32), [
      '\\\\server\\share\\a',
      '\\\\server\\share\\',
    ]);
    assert.deepEqual(foldersAbove('C:\\', win32), []);
  });

  it('is inside every folder above it, whatever its names', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12 })
      .filter((text) => !/[/\\\0:]/.test(text) && !/^\.+$/.test(text));
    const check = (flavour: PlatformPath, root: string) =>
      fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), (names) => {
        const path = flavour.join(root, ...names);
        for (const folder of foldersAbove(path, flavour)) {
          assert.ok(isInside(path, folder, flavour));
          assert.ok(!isInside(folder, path, flavour));
        }
      });
    for (const [flavour, root] of [
      [posix, '/'],
      [win32, 'C:\\'],
      [win32, '\\\\server\\share\\'],
    ] as const)
      fc.assert(check(flavour, root), { seed: SEED, numRuns: 300 });
  });
});

describe('a name on Windows', () => {
  const TABLE: Readonly<Record<string, string>> = {
    'IM1.dcm': 'IM1.dcm',
    '検査 1': '検査 1',
    CON: 'CON_',
    'NUL.dcm': 'NUL_.dcm',
    'nul.tar.gz': 'nul_.tar.gz',
    'aux .txt': 'aux_ .txt',
    'COM1.dcm': 'COM1_.dcm',
    LPT9: 'LPT9_',
    'COM¹': 'COM¹_',
    CONIN$: 'CONIN$_',
    'CONSOLE.dcm': 'CONSOLE.dcm',
    'COM10.dcm': 'COM10.dcm',
    'IM.NUL': 'IM.NUL',
    'IM1.': 'IM1_',
    'IM1 ': 'IM1_',
    'IM1. .': 'IM1. _',
    '...': '.._',
    'CON.': 'CON_',
    'a:b': 'a_b',
    'a<b>c"d|e?f*g': 'a_b_c_d_e_f_g',
    'a\\b/c': 'a_b_c',
    'a\nb\tc\u0001': 'a_b_c_',
    ' lead': ' lead',
    '.hidden': '.hidden',
  };

  for (const [name, valid] of Object.entries(TABLE)) {
    it(`that was ${JSON.stringify(name)} is ${JSON.stringify(valid)}`, () => {
      assert.equal(makeValidOnWindows(name), valid);
      assert.equal(makeValidOnWindows(valid), valid, 'and is so already');
    });
  }

  it('stays what it is when a path is made of it', () => {
    const letters = fc.constantFrom(...'aZ.. \\/:*?"<>|\u0001éß検', 'CON', 'nul', 'COM1', '..');
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 12 }), (parts) => {
        const valid = makeValidOnWindows(parts.join(''));
        const path = win32.join('C:\\copies', valid);
        assert.equal(win32.basename(path), valid);
        assert.equal(win32.dirname(path), 'C:\\copies');
        assert.doesNotMatch(valid, /[. ]$|[<>:"/\\|?*]/);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('may lead to a path of more than 260 characters, which Node passes on in the long form', () => {
    const path = win32.join(
      'C:\\copies',
      ...Array.from({ length: 12 }, () => 'a folder with a long name'),
      'IM1.dcm',
    );
    assert.ok(path.length > 260);
    assert.equal(win32.toNamespacedPath(path), `\\\\?\\${path}`);
    const share = win32.join('\\\\server\\share', 'x'.repeat(200), 'y'.repeat(200));
    assert.equal(win32.toNamespacedPath(share), `\\\\?\\UNC\\${share.slice(2)}`);
  });
});

describe('names that a file system takes for one', () => {
  const ALIKE: readonly (readonly [string, string])[] = [
    ['IM1.dcm', 'im1.DCM'],
    ['\u00e9', 'e\u0301'],
    ['\u00c9', 'e\u0301'],
    ['straße', 'STRASSE'],
    ['ſ', 's'],
    ['\u212a', 'k'],
    ['ΣΑΣ', 'σας'],
    ['ﬁ', 'FI'],
    ['\u1e9b\u0323', '\u1e9b\u0323'.normalize('NFD')],
  ];
  for (const [one, other] of ALIKE) {
    it(`${JSON.stringify(one)} and ${JSON.stringify(other)} fold alike`, () => {
      assert.equal(foldName(one), foldName(other));
    });
  }

  it('do not take in other letters', () => {
    const folded = ['a', 'b', 'é', 'e', 'ñ', 'n', 'IM1', 'IM 1', 'IM10', '検', '查'].map(foldName);
    assert.equal(new Set(folded).size, folded.length);
  });
});

describe('names of copies', () => {
  const key = new ProjectKey(new Uint8Array(32).fill(1));
  const POSIX: DestinationTraits = { ignoresCase: false, ignoresForm: false, windowsNames: false };
  const FILE_SYSTEMS: Readonly<Record<string, DestinationTraits>> = {
    'ext4, XFS': POSIX,
    'APFS, case-sensitive': { ...POSIX, ignoresForm: true },
    APFS: { ...POSIX, ignoresCase: true, ignoresForm: true },
    NTFS: { ...POSIX, ignoresCase: true, windowsNames: true },
    'FAT on Linux': { ...POSIX, ignoresCase: true, windowsNames: true },
  };
  /** How each file system tells names apart: nothing of it comes from the code under test. */
  const sameOn: Readonly<Record<string, (name: string) => string>> = {
    'ext4, XFS': (name) => name,
    'APFS, case-sensitive': (name) => name.normalize('NFD'),
    APFS: (name) => name.normalize('NFD').toLowerCase().normalize('NFD'),
    NTFS: (name) => name.toUpperCase().replace(/[. ]+$/, ''),
    'FAT on Linux': (name) => name.toUpperCase().replace(/[. ]+$/, ''),
  };

  function copiesOf(ledger: Ledger, traits: DestinationTraits, keepNames: boolean): Promise<TargetPaths> {
    return TargetPaths.plan(ledger, [patient()], {
      keepNames,
      key,
      uids: new UidMap(key),
      keepBirthDate: false,
      keepDates: false,
      traits,
    });
  }

  function ledgerOf(files: readonly string[], folders: readonly string[] = [], source = '/source'): Ledger {
    const ledger = new Ledger(source);
    ledger.add({ path: [], files, skipped: [] }).patientOf.fill(0);
    for (const folder of folders) ledger.add({ path: [folder], files: ['1'], skipped: [] }).patientOf.fill(0);
    return ledger;
  }

  const TRICKY = [
    ...[
      'IM1',
      'im1',
      'IM1.',
      'IM1 ',
      'im1. ',
      'IM1_',
      'a:b',
      'a?b',
      'a_b',
      'NUL',
      'nul_',
      'NUL.dcm',
      'Nul_.dcm',
    ],
    ...[
      '\u00e9',
      'e\u0301',
      '\u00c9',
      'E\u0301',
      'straße',
      'STRASSE',
      'ſ',
      's',
      'S',
      '\u212a',
      'k',
      'Doe',
      'Jane',
    ],
    ...[
      'ANON-0001',
      'anon-0001',
      'MRN-1',
      `${'x'.repeat(255)}.`,
      `${'x'.repeat(254)}_.`,
      `${'X'.repeat(255)} `,
    ],
  ];

  for (const [fileSystem, traits] of Object.entries(FILE_SYSTEMS)) {
    for (const keepNames of [true, false]) {
      it(`never fall onto one on ${fileSystem}${keepNames ? ', names kept' : ''}`, async () => {
        const property = fc.asyncProperty(
          fc.uniqueArray(fc.constantFrom(...TRICKY), { minLength: 2 }),
          fc.uniqueArray(fc.constantFrom(...TRICKY), { minLength: 0 }),
          async (files, others) => {
            const folders = others.filter((name) => !files.includes(name));
            const ledger = ledgerOf(files, folders);
            const paths = await copiesOf(ledger, traits, keepNames);
            const [root, ...below] = ledger.folders;
            const names = [
              ...paths.eachFileName(root!),
              ...below.map((folder) => paths.folderPath(folder)[0]!),
            ];
            const seen = names.map(sameOn[fileSystem]!);
            assert.equal(new Set(seen).size, names.length, JSON.stringify(names));
            for (const name of names) {
              assert.ok(!isTooLong(name), name);
              if (traits.windowsNames) assert.equal(makeValidOnWindows(name), name);
            }
          },
        );
        await fc.assert(property, { seed: SEED, numRuns: 300 });
      });
    }
  }

  it('are kept as found where the file system takes them', async () => {
    const files = ['CON', 'IM1.', 'IM1 ', 'a:b', 'a\\b', '\u00e9', 'e\u0301'];
    const ledger = ledgerOf(files);
    const paths = await copiesOf(ledger, POSIX, false);
    assert.deepEqual([...paths.eachFileName(ledger.folders[0]!)], files);
  });

  it('beside another object keep to the rules of Windows, too', () => {
    for (const name of TRICKY.map(makeValidOnWindows)) {
      const beside = appendToName(name, '~0123abcd');
      assert.equal(makeValidOnWindows(beside), beside);
    }
  });

  it('lead back to their originals, also with the small drive letter of an editor', async () => {
    const ledger = ledgerOf([], ['study'], '/source');
    const paths = await copiesOf(ledger, POSIX, true);
    const [, study] = ledger.folders;
    study!.outcomes.fill(encodeOutcome({ kind: 'written' }));
    const run = (destination: string) =>
      ({ summary: { destination }, survey: { ledger }, paths }) as unknown as RunRecordOfFiles;
    assert.equal(await originalOf(run('/copies'), '/copies/study/1', posix), join('/source', 'study', '1'));
    assert.equal(await originalOf(run('/copies'), '/Copies/study/1', posix), undefined);
    const windows = run('C:\\copies');
    assert.equal(await originalOf(windows, 'D:\\copies\\study\\1', win32), undefined);
    for (const copy of ['C:\\copies\\study\\1', 'c:\\copies\\study\\1'])
      assert.equal(await originalOf(windows, copy, win32), join('/source', 'study', '1'), copy);
  });

  it('lead nowhere that the run did not write to', async () => {
    const ledger = ledgerOf(['1', '2'], ['study', 'other'], '/source');
    const paths = await copiesOf(ledger, POSIX, true);
    const [root, study] = ledger.folders;
    for (const { outcomes } of [root!, study!]) outcomes.fill(encodeOutcome({ kind: 'written' }));
    root!.patientOf[0] = NOBODY;
    const run = {
      summary: { destination: '/copies' },
      survey: { ledger },
      paths,
    } as unknown as RunRecordOfFiles;
    for (const name of ['1', '3', 'other/1', 'none/1'])
      assert.equal(await originalOf(run, `/copies/${name}`, posix), undefined, name);
    const second = { original: join('/source', '2'), copy: join('/copies', '2') };
    const inStudy = { original: join('/source', 'study', '1'), copy: join('/copies', 'study', '1') };
    assert.deepEqual(firstCopies(run, 5), [second, inStudy]);
    assert.deepEqual(firstCopies(run, 1), [second]);
    const unplanned = { ...run, paths: undefined } as unknown as RunRecordOfFiles;
    assert.deepEqual(firstCopies(unplanned, 5), []);
  });

  function patient() {
    const identity: PatientIdentity = {
      kind: 'id',
      patientId: 'MRN-1',
      issuer: '',
      name: 'Doe^Jane',
      birthDate: '',
      folder: '',
    };
    const none = new Set<string>();
    const surveyed = {
      identity,
      first: [0, 0] as const,
      names: new Set(['Doe^Jane']),
      birthDates: none,
      accessionNumbers: none,
      studyDates: none,
      studies: [],
    };
    return { surveyed, anonymisedId: 'ANON-0001', dateOffset: 7 };
  }
});

describe('a destination that is tried out', () => {
  const folder = useTempFolder();

  it('tells the same of names as its file system does', () => {
    const traits = prepareDestination(join(folder(), 'copies'), 'run');
    writeFileSync(join(folder(), 'a\u00e9'), '');
    assert.equal(traits.ignoresCase, existsSync(join(folder(), 'A\u00e9')));
    assert.equal(traits.ignoresForm, existsSync(join(folder(), 'ae\u0301')));
    assert.equal(traits.windowsNames, process.platform === 'win32' || existsSync(join(folder(), 'a\u00e9.')));
    assert.deepEqual(readdirSync(join(folder(), 'copies')), []);
  });
});

describe('a walk', () => {
  const folder = useTempFolder();

  it('takes every name for one name, whatever it means on another system', async function () {
    const names = ['..\\up', 'C:\\x', '\\\\server\\share', 'a:b', 'CON', 'end.', 'end ', '...', '-', '~'];
    try {
      for (const name of names) {
        mkdirSync(join(folder(), `${name}d`));
        writeFileSync(join(folder(), name), '');
      }
    } catch {
      skipBecause(this, 'the file system takes no such names');
    }
    const walked = await walkAll(folder());
    assert.deepEqual([...walked[0]!.files].sort(), [...names].sort());
    assert.deepEqual(
      walked.slice(1).map(({ path, error }) => [path.length, error]),
      names.map(() => [1, undefined]),
    );
  });
});

function nameOf(flavour: PlatformPath): string {
  return flavour === win32 ? 'Windows' : 'POSIX';
}
