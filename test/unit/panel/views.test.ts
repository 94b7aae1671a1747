import assert from 'node:assert/strict';
import { byRisk } from '../../../src/core/policy/risk-decisions';
import { REASONS } from '../../../src/core/record/reason-text';
import type { Example, LineFate, PolicyLine, PolicySwitch, RunEnd } from '../../../src/panel/panel-state';
import { countFates, MASK, switchText, TableView, viewLine } from '../../../src/panel/policy-view';
import { doneShare, viewProgress } from '../../../src/panel/progress-view';
import {
  earlierText,
  headlineOf,
  remarkOf,
  subjectsText,
  sumText,
  viewReasons,
  viewSearches,
} from '../../../src/panel/result-view';
import { viewFigures, viewModalities, viewOthers, viewRisks } from '../../../src/panel/survey-view';
import { t, useTexts } from '../../../src/panel/translate';
import { COUNTS } from './states';

describe('the progress in words', () => {
  const progress = {
    files: 500,
    totalFiles: 1000,
    bytes: 60e6,
    totalBytes: 120e6,
    seconds: 10,
    patient: 'ANON-0003',
  };

  it('tells percent, files, speed, time left and the patient by anonymised ID', () => {
    const view = viewProgress(progress);
    assert.equal(view.percent, 50);
    assert.equal(view.files, '500 of 1,000 files');
    assert.equal(view.speed, '6.0 MB/s');
    assert.equal(view.timeLeft, 'about 10 s left');
    assert.equal(view.patient, 'ANON-0003');
    assert.equal(view.text, '50 %, 500 of 1,000 files, about 10 s left');
  });

  it('says 100 percent only when everything is done', () => {
    assert.equal(viewProgress({ ...progress, files: 999, bytes: 119.9e6 }).percent, 99);
    assert.equal(viewProgress({ ...progress, files: 1000, bytes: 120e6 }).percent, 100);
  });

  it('moves on while one huge file is written', () => {
    assert.equal(doneShare({ ...progress, files: 0, totalFiles: 1, bytes: 60e6 }), 0.25);
  });

  it('tells no time left while it would be a guess, and none at the end', () => {
    assert.equal(viewProgress({ ...progress, seconds: 1 }).timeLeft, '');
    assert.equal(viewProgress({ ...progress, files: 1, bytes: 0 }).timeLeft, '');
    assert.equal(viewProgress({ ...progress, files: 1000, bytes: 120e6 }).timeLeft, '');
  });

  it('is done when there is nothing to do', () => {
    assert.equal(
      viewProgress({ ...progress, files: 0, totalFiles: 0, bytes: 0, totalBytes: 0, seconds: 0 }).percent,
      100,
    );
  });
});

describe('the survey in words', () => {
  it('uses singular and plural', () => {
    assert.deepEqual(
      viewFigures({ ...COUNTS, patients: 1 }).map(({ value, label }) => `${value} ${label}`),
      ['1 patient', '9 studies', '1 series', '120 DICOM files', '45.0 MB to copy'],
    );
  });

  it('lists modalities by their number', () => {
    assert.equal(viewModalities(COUNTS), 'CT 90 · MR 30');
  });

  it('tells of files that are left out', () => {
    assert.equal(viewOthers(COUNTS), '8 files not DICOM or not to be copied · 2 files cannot be read');
    assert.equal(viewOthers({ ...COUNTS, skipped: 0, failed: 0 }), '');
  });

  it('explains each risk that occurs and no other', () => {
    assert.deepEqual(
      viewRisks(COUNTS).map(({ risk, title }) => [risk, title]),
      [
        ['burnedIn', '3 files may show text in the picture'],
        ['structuredReport', '1 file with a structured report'],
        ['privateAttributes', '100 files with private attributes'],
      ],
    );
    assert.ok(viewRisks(COUNTS).every(({ explanation }) => explanation.length > 20));
  });
});

describe('the result in words', () => {
  const result: RunEnd = {
    ...{ end: 'done', problem: null, found: 130, written: 110, unchanged: 5, skipped: 13, failed: 2 },
    ...{
      patients: 7,
      studies: 9,
      series: 14,
      seconds: 61,
      workbook: '',
      workbookBeside: false,
      report: '',
      policy: 'DicomAnon',
      audit: [],
      search: null,
      inWorkspace: false,
      risks: byRisk(() => 0),
    },
    reasons: { 'not-dicom': 12, truncated: 2, dicomdir: 1, beside: 3 },
  };

  it('shows numbers that add up', () => {
    assert.equal(sumText(result), '130 found = 110 written + 5 unchanged + 13 skipped + 2 failed');
  });

  it('tells what the search of each folder found, kind by kind', () => {
    const lines = [
      'Audit:    3 traces',
      '  ! high: name in document: 2',
      '  … and 1 more',
      'Audit:    nothing',
    ];
    assert.deepEqual(viewSearches(lines), [
      { headline: 'Audit: 3 traces', found: 'high: name in document: 2 · … and 1 more' },
      { headline: 'Audit: nothing', found: '' },
    ]);
    assert.deepEqual(viewSearches([]), []);
  });

  it('counts patients, studies and series', () => {
    assert.equal(subjectsText(result), '7 patients, 9 studies, 14 series');
    assert.equal(subjectsText({ patients: 1, studies: 1, series: 1 }), '1 patient, 1 study, 1 series');
  });

  it('heads every end', () => {
    assert.equal(headlineOf(result), 'Done in 1 min 01 s, but 2 files failed');
    assert.equal(headlineOf({ ...result, failed: 0 }), 'Done in 1 min 01 s');
    assert.equal(headlineOf({ ...result, written: 0, unchanged: 0 }), 'There was nothing to anonymise');
    assert.equal(headlineOf({ ...result, end: 'cancelled' }), 'Cancelled after 1 min 01 s');
    assert.equal(headlineOf({ ...result, end: 'stopped' }), 'Stopped after 1 min 01 s');
    assert.match(remarkOf({ ...result, end: 'cancelled' }), /whole/);
    assert.match(remarkOf({ ...result, written: 0 }), /already/);
  });

  it('puts failures first, each reason with its remedy', () => {
    const views = viewReasons(result);
    assert.deepEqual(
      views.map(({ reason }) => reason),
      ['truncated', 'not-dicom', 'dicomdir', 'beside'],
    );
    assert.deepEqual(
      views.map(({ kind }) => kind),
      ['failed', 'skipped', 'skipped', 'written'],
    );
    assert.equal(views[0]!.title, '2 files: truncated DICOM file');
    assert.equal(views[0]!.remedy, REASONS.truncated.remedy);
  });

  it('tells of a run that an earlier window left', () => {
    const run = {
      found: 0,
      written: 0,
      unchanged: 0,
      skipped: 0,
      failed: 0,
      started: '2026-02-03T10:20:00Z',
    } as const;
    assert.match(earlierText({ ...run, end: 'interrupted' }, 'en-GB'), /3 Feb 2026.*interrupted.*whole/);
    assert.match(earlierText({ ...run, end: 'done', started: 'garbage' }), /\(garbage\) was completed/);
  });
});

const SWITCHES: readonly PolicySwitch[] = [
  { id: 'birth-date', title: 'Birth date', description: 'Reduce it.', onByDefault: true, excludes: [] },
  { id: 'full', title: 'Full Dates', description: 'Keep dates.', onByDefault: false, excludes: ['moved'] },
  {
    id: 'moved',
    title: 'Modified Dates',
    description: 'Move dates.',
    onByDefault: false,
    excludes: ['full'],
  },
];

describe('a line of the policy table', () => {
  const fate = (change: Partial<LineFate>): LineFate => ({
    ...{ switch: null, kind: 'kept', text: 'Kept.', note: '', source: '' },
    ...change,
  });
  const line: PolicyLine = {
    ...{
      keys: ['(0010,0030) PatientBirthDate'],
      heading: 'Further protection',
      name: 'PatientBirthDate',
      tag: '(0010,0030)',
    },
    fates: [
      fate({ switch: 'full', text: 'Kept in full.', source: 'Table E.1-1: K' }),
      fate({
        ...{ switch: 'birth-date', kind: 'replaced', text: 'Becomes 1 January of its year.' },
        ...{ note: 'the year stays', source: 'Table E.1-1: Z' },
      }),
      fate({}),
    ],
  };
  const example = (change: Partial<Example>): ReadonlyMap<string, Example> =>
    new Map([[line.keys[0]!, { key: line.keys[0]!, before: null, fate: 'text', after: null, ...change }]]);
  const viewWith = (
    on: readonly string[],
    examples: ReadonlyMap<string, Example> = new Map(),
    search = '',
  ): TableView => new TableView({ switches: SWITCHES }, on, examples, search);
  const exampleIn = (change: Partial<Example>) =>
    viewLine(line, viewWith(['birth-date'], example(change))).example;

  it('says what the first rule makes of it whose switch is on, and by which row of the standard', () => {
    assert.deepEqual(viewLine(line, viewWith(['birth-date'])), {
      ...{ text: 'Becomes 1 January of its year.', note: 'the year stays', source: 'Table E.1-1: Z' },
      ...{ isTurned: false, example: undefined },
    });
    assert.equal(viewLine(line, viewWith(['birth-date', 'full'])).source, 'Table E.1-1: K');
    assert.equal(viewLine(line, viewWith([])).text, 'Kept.');
  });

  it('is marked while a switch makes something else of it than by default', () => {
    for (const [on, isTurned] of [
      [['birth-date'], false],
      [['birth-date', 'moved'], false],
      [['birth-date', 'full'], true],
      [[], true],
    ] as const)
      assert.equal(viewLine(line, viewWith(on)).isTurned, isTurned, on.join());
  });

  it('counts with the others under its heading by what becomes of them now', () => {
    const removed = { ...line, fates: [fate({ kind: 'removed' })] };
    const none = { ...line, fates: [fate({ kind: 'none' })] };
    const lines = [removed, removed, line, none];
    assert.equal(countFates(lines, new Set(['birth-date'])), '2 removed · 1 replaced');
    assert.equal(countFates(lines, new Set()), '2 removed · 1 kept');
    assert.equal(countFates([none], new Set()), '');
  });

  it('masks what was not revealed', () => {
    assert.deepEqual(exampleIn({}), { before: MASK, after: MASK });
    assert.deepEqual(exampleIn({ fate: 'removed', after: '' }), { before: MASK, after: 'removed' });
  });

  it('shows what was revealed, and says when nothing changes', () => {
    const revealed = { before: '19560823', after: '19560101' };
    assert.deepEqual(exampleIn(revealed), revealed);
    assert.equal(exampleIn({ before: 'a', after: 'a' })?.after, 'unchanged');
    assert.equal(exampleIn({ before: 'a', fate: 'empty', after: '' })?.after, 'empty');
  });

  it('is found by name in words, by tag in any spelling, and by what becomes of it now', () => {
    const finds = (search: string, on: readonly string[] = ['birth-date']) =>
      viewWith(on, new Map(), search).finds(line);
    for (const search of [
      'birth date',
      'PATIENTBIRTH',
      '0010,0030',
      '00100030',
      '(0010,0030)',
      'january',
      '',
    ])
      assert.ok(finds(search), search);
    for (const search of ['protection', 'year stays', 'e.1-1: z']) assert.ok(finds(search), search);
    assert.equal(finds('study'), false);
    assert.equal(finds('january', ['full']), false);
    assert.ok(finds('in full', ['full']));
  });
});

describe('a switch of the policy', () => {
  it('says with which others it can not be on', () => {
    const table = { serial: 0, title: '', description: '', edition: '', lines: [], switches: SWITCHES };
    assert.deepEqual(
      SWITCHES.map((each) => switchText(each, table)),
      [
        'Reduce it.',
        'Keep dates. Not together with Modified Dates.',
        'Move dates. Not together with Full Dates.',
      ],
    );
  });
});

describe('the texts of the page', () => {
  afterEach(() => useTexts({}));

  it('are English until there is a translation', () => {
    assert.equal(t('{0} of {1}', 1, 2), '1 of 2');
    useTexts({ '{0} of {1}': '{0} von {1}' });
    assert.equal(t('{0} of {1}', 1, 2), '1 von 2');
    assert.equal(t('constructor'), 'constructor');
  });

  it('leave braces in values alone', () => {
    assert.equal(t('{0}', '{1}{0}'), '{1}{0}');
  });
});
