import assert from 'node:assert/strict';
import {
  pathIdentifiers,
  type KnownOfPatient,
  type PathReplacement,
} from '../../../src/core/pseudonym/path-identifiers';
import { renameSegment } from '../../../src/core/pseudonym/path-names';
import { ProjectKey } from '../../../src/core/pseudonym/project-key';
import { UidMap } from '../../../src/core/pseudonym/uid-map';
import { KEY_BYTES, newUid } from '../../support/rewriting';

const UIDS = new UidMap(new ProjectKey(KEY_BYTES));
const NOBODY: KnownOfPatient = {
  patientId: '',
  names: [],
  birthDates: [],
  accessionNumbers: [],
  studyDates: [],
};
const REPLACEMENT: PathReplacement = {
  anonymisedId: 'ANON-0001',
  dateOffset: 700,
  keepBirthDate: false,
  accessionCode: (accession) => `ACC-${accession.length}`,
};

function renamed(
  known: Partial<KnownOfPatient>,
  name: string,
  replacement: Partial<PathReplacement> = {},
): string {
  const identifiers = pathIdentifiers({ ...NOBODY, ...known }, { ...REPLACEMENT, ...replacement });
  return renameSegment(name, identifiers, UIDS);
}

function assertRenamed(known: Partial<KnownOfPatient>, cases: Readonly<Record<string, string>>): void {
  for (const [name, expected] of Object.entries(cases)) assert.equal(renamed(known, name), expected, name);
}

function assertKept(known: Partial<KnownOfPatient>, ...names: readonly string[]): void {
  assertRenamed(known, Object.fromEntries(names.map((name) => [name, name])));
}

describe('patient names in paths', () => {
  const jane = { names: ['Doe^Jane^Mary'] };

  it('are replaced in any order, case and division', () => {
    assertRenamed(jane, {
      'Doe^Jane': 'ANON-0001',
      DOE_JANE: 'ANON-0001',
      'jane doe': 'ANON-0001',
      'Doe, Jane M': 'ANON-0001 M',
      JaneDoe: 'ANON-0001',
      doejane: 'ANON-0001',
      DOEJANE: 'ANON-0001',
      'CT Doe head': 'CT ANON-0001 head',
      'Jane Mary Doe 2': 'ANON-0001 2',
      'scan-of-doe.dcm': 'scan-of-ANON-0001.dcm',
    });
  });

  it('are replaced beside digits and in camel case', () => {
    assertRenamed(jane, { Doe1956: 'ANON-00011956', '7doe': '7ANON-0001', ctDoeHead: 'ctANON-0001Head' });
  });

  it('are replaced whatever accents and compatibility forms they are written with', () => {
    const mueller = { names: ['M\u00fcller^J\u00f6rg'] };
    assertRenamed(mueller, {
      'M\u00fcller': 'ANON-0001',
      'Mu\u0308ller_x': 'ANON-0001_x',
      MULLER: 'ANON-0001',
      Mueller_Joerg: 'ANON-0001',
      muellerjoerg: 'ANON-0001',
      '\uff2d\uff35\uff2c\uff2c\uff25\uff32': 'ANON-0001',
    });
    assertRenamed(
      { names: ['Wei\u00df^Bj\u00f8rn'] },
      { Weiss: 'ANON-0001', WEISSBJOERN: 'ANON-0001', 'WEI\u00df_Bjoern': 'ANON-0001' },
    );
    assertRenamed({ names: ['WEI\u1e9e'] }, { Weiss: 'ANON-0001', 'Wei\u00df': 'ANON-0001' });
    for (const [name, inAscii] of Object.entries({
      'J\u00e4ger': 'Jaeger',
      'Gr\u00f6n': 'GROEN',
      'B\u00fchl': 'Buehl',
      'S\u00f8rby': 'Soerby',
      '\u00c5berg': 'Aaberg',
      'L\u00e6rke': 'Laerke',
    }))
      assertRenamed({ names: [name] }, { [inAscii]: 'ANON-0001' });
    assertRenamed(
      { names: ['\u0394\u03b9\u03bf\u03bd\u03c5\u03c3\u03b9\u03bf\u03c2'] },
      {
        '\u0394\u0399\u039f\u039d\u03a5\u03a3\u0399\u039f\u03a3': 'ANON-0001',
      },
    );
  });

  it('are replaced in every group of components, ideographic ones too', () => {
    const yamada = {
      names: ['Yamada^Tarou=\u5c71\u7530^\u592a\u90ce=\u3084\u307e\u3060^\u305f\u308d\u3046'],
    };
    assertRenamed(yamada, {
      YAMADA: 'ANON-0001',
      '\u5c71\u7530\u592a\u90ce': 'ANON-0001',
      '\u5c71\u7530 \u592a\u90ce \u69d8': 'ANON-0001 \u69d8',
      'CT\u5c71\u7530': 'CTANON-0001',
      '\u3084\u307e\u305f\u3099': 'ANON-0001',
    });
    assertRenamed(
      { names: ['Hong^Gildong=\u6d2a^\u5409\u6d1e=\ud64d^\uae38\ub3d9'] },
      { '\ud64d\uae38\ub3d9': 'ANON-0001' },
    );
    assertRenamed(
      { names: ['\u041b\u044e\u043a\u0441\u0435\u043c\u0431\u0443\u0440\u0433'] },
      {
        '\u043b\u044e\u043a\u0441\u0435\u043c\u0431\u0443\u0440\u0433': 'ANON-0001',
      },
    );
  });

  it('are replaced part by part where they have several', () => {
    const anna = { names: ['Smith-Jones^Anna Maria'] };
    assertRenamed(anna, { Jones: 'ANON-0001', anna: 'ANON-0001', Smith_Jones_Maria: 'ANON-0001' });
  });

  it('are replaced with and without what divides them', () => {
    assertRenamed(
      { names: ["O'Connor^Mary-Ann"] },
      {
        OConnor: 'ANON-0001',
        "o'connor": 'ANON-0001',
        'O_Connor MaryAnn': 'ANON-0001',
        'O Connor': 'ANON-0001',
        'O-Connor': 'ANON-0001',
        Connor: 'ANON-0001',
      },
    );
    assertRenamed({ names: ["O' Connor"] }, { 'O-Connor': 'ANON-0001' });
  });

  it('are not replaced inside other words', () => {
    assertKept(jane, 'Doerr', 'does', 'Janet', 'rodoe', 'Shadoes', 'MARYLAND');
    assertKept({ names: ['Li^Wei'] }, 'slice', 'Liver', 'weight', 'coeliac');
  });

  it('are replaced even if they are short, as words of their own', () => {
    assertRenamed({ names: ['Li^Wei'] }, { li_wei: 'ANON-0001', 'MR Li': 'MR ANON-0001', Li2: 'ANON-00012' });
  });

  it('leave titles and single letters alone', () => {
    assertKept({ names: ['Doe^J^^Dr^Jr'] }, 'Dr', 'J', 'Jr');
    assertKept({ names: ['Doe^J '] }, 'J');
  });
});

describe('IDs in paths', () => {
  it('are replaced exactly as they are', () => {
    assertRenamed(
      { patientId: '007' },
      { '007': 'ANON-0001', PAT_007: 'PAT_ANON-0001', ID007a: 'IDANON-0001a' },
    );
    assertKept({ patientId: '007' }, '7', '0071', '1007', '07');
    assertRenamed(
      { patientId: 'MRN-48/1923' },
      { 'mrn-48_1923': 'ANON-0001', 'MRN-48-1923': 'ANON-0001', 'MRN-481923': 'ANON-0001' },
    );
    assertRenamed({ patientId: 'A 48/19' }, { 'A 48_19': 'ANON-0001', A4819: 'ANON-0001' });
    assertRenamed({ patientId: ' 48 1923 ' }, { '48 1923': 'ANON-0001' });
  });

  it('are replaced beside a name', () => {
    const known = { patientId: '48', names: ['Doe^Jane'] };
    assertRenamed(known, { '48Doe': 'ANON-0001', Doe48: 'ANON-0001', IM48Doe48: 'IMANON-0001' });
  });

  it('of one character are replaced as a whole name only', () => {
    assertRenamed({ patientId: '7' }, { '7': 'ANON-0001' });
    assertKept({ patientId: '7' }, 'IM7', '7_1', '77');
  });

  it('of requests get their own code', () => {
    const known = { patientId: '12345', accessionNumbers: ['ACC 99'] };
    assertRenamed(known, { ACC_99: 'ACC-6', '12345_ACC99_head': 'ANON-0001_ACC-6_head' });
  });
});

describe('dates in paths', () => {
  const known = { birthDates: ['19561103'], studyDates: ['20240229'] };

  it('of birth keep their year, in the form that they have', () => {
    assertRenamed(known, {
      '19561103': '19560101',
      '1956-11-03': '1956-01-01',
      b1956_11_03: 'b1956_01_01',
      '03.11.1956': '01.01.1956',
      '11 03 1956': '01 01 1956',
      '11031956': '01011956',
    });
  });

  it('are found however the file writes them', () => {
    const written = { birthDates: ['1956.11.03'], studyDates: ['2024-02-29'] };
    assertRenamed(written, { '19561103': '19560101', '29.02.2024': '31.03.2022' });
    assertRenamed({ birthDates: ['19561103101500'] }, { 'b1956-11-03': 'b1956-01-01' });
  });

  it('of studies move, in the form that they have', () => {
    assertRenamed(known, {
      '20240229': '20220331',
      'CT 2024-02-29 10h': 'CT 2022-03-31 10h',
      '29.02.2024': '31.03.2022',
      '02_29_2024': '03_31_2022',
      '20240229_1': '20220331_1',
    });
    assertKept(known, '120240229', '202402290', '20240228');
  });

  it('stay where dates are kept', () => {
    assert.equal(
      renamed(known, '19561103_20240229', { keepBirthDate: true, dateOffset: undefined }),
      '19561103_20240229',
    );
    assert.equal(renamed(known, '19561103_20240229', { keepBirthDate: true }), '19561103_20220331');
  });

  it('that are none are looked for nowhere', () => {
    assertKept(
      { birthDates: ['unknown', '1956'], studyDates: ['', '20240231'] },
      'unknown',
      '1956',
      '20240231',
    );
  });
});

describe('UIDs in paths', () => {
  const UID = '1.2.840.113619.2.55.3.604688119';

  it('become the new ones, known or not', () => {
    assertRenamed(
      {},
      {
        [UID]: newUid(UID),
        [`MR.${UID}.dcm`]: `MR.${newUid(UID)}.dcm`,
        [`CT.0007.${UID}`]: `CT.0007.${newUid(UID)}`,
        [`S\u00e9rie ${UID} \u5c71`]: `S\u00e9rie ${newUid(UID)} \u5c71`,
      },
    );
  });

  it('stay when the standard registered them', () => {
    assertKept({}, '1.2.840.10008.5.1.4.1.1.2', 'IMG.1.2.3', 'v1.2.3.4');
  });

  it('are not made of letters that only share bytes with digits', () => {
    assertKept({}, '\u0131.\u0132.\u0138\u0134\u0130.\u0131\u0131\u0133.\u0132.\u0135\u0135');
    assertKept({}, '\u0131.2.840.113619.2.55', '1.2.840.113619.2.5\u0135');
  });

  it('are left whole when an ID is part of them', () => {
    assert.equal(renamed({ patientId: '113619' }, `113619_${UID}`), `ANON-0001_${newUid(UID)}`);
  });
});

describe('two patients in one name', () => {
  const identifiersOf = (known: Partial<KnownOfPatient>, anonymisedId: string) =>
    pathIdentifiers({ ...NOBODY, ...known }, { ...REPLACEMENT, anonymisedId });
  const identifiers = [
    ...identifiersOf({ patientId: '4711', names: ['Doe^Jane'] }, 'ANON-0001'),
    ...identifiersOf({ patientId: '0001', names: ['Roe^Anon'] }, 'ANON-0002'),
  ];
  const both = (name: string): string => renameSegment(name, identifiers, UIDS);

  it('get a pseudonym each', () => {
    assert.equal(both('Doe_Roe'), 'ANON-0001_ANON-0002');
    assert.equal(both('4711 and 0001'), 'ANON-0001 and ANON-0002');
  });

  it('do not meet in the pseudonym of the other', () => {
    assert.equal(both('Jane Doe 2024'), 'ANON-0001 2024');
  });

  it('leave a UID changed once', () => {
    assert.equal(both('Doe 1.2.840.113619.2.55.3'), `ANON-0001 ${newUid('1.2.840.113619.2.55.3')}`);
  });
});

describe('names in paths that are the pseudonym already', () => {
  it('stay', () => {
    assertKept({ patientId: 'ANON-0001', names: ['ANON-0001'] }, 'ANON-0001', 'ANON-0001_CT');
    assertKept({ patientId: 'ANON-0001' }, 'anon-0001');
  });

  it('come once for identifiers that follow each other, and again behind other words', () => {
    const known = { patientId: '48-1923', names: ['Doe^Jane'] };
    assertRenamed(known, {
      'Doe_Jane_48-1923': 'ANON-0001',
      'Doe (Jane) 48-1923 CT': 'ANON-0001 CT',
      'Doe CT Jane': 'ANON-0001 CT ANON-0001',
    });
  });

  it('keep all that is no identifier, empty names included', () => {
    assertKept(
      { patientId: '48-1923', names: ['Doe^Jane', '^^^', '='] },
      '',
      '_',
      'DICOM',
      'IM_0001',
      'series 3.dcm',
    );
  });

  it('begin and end at no small letter that follows a capital', () => {
    assertKept({ names: ['oe^Li'] }, 'Doe', 'XDoe', 'Lina');
    assertRenamed({ names: ['Doe^Jane'] }, { xDoe: 'xANON-0001', DoeX: 'ANON-0001X' });
  });

  it('become one name, whatever the workbook says that they become', () => {
    const names = { '..': '___', '.': '__', '': '_', 'a/../b\\c\0d': 'a_.._b_c_d' };
    for (const [anonymisedId, name] of Object.entries(names))
      assert.equal(renamed({ patientId: '48-1923' }, '48-1923', { anonymisedId }), name, anonymisedId);
    assert.equal(renamed({ patientId: '48-1923' }, '48-1923.dcm', { anonymisedId: '..' }), '...dcm');
  });
});
