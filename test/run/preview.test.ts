import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryName } from '../../src/core/io/temporary';
import { directWorkbookIo } from '../../src/core/mapping/direct-workbook-io';
import { peekMapping } from '../../src/core/mapping/peek';
import { BASIC_PROFILE } from '../../src/core/policy/ps315/basic-profile';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { defaultChoice, type PolicyChoice, turnSwitch } from '../../src/core/policy/policy';
import type { RiskDecisions } from '../../src/core/policy/risk-decisions';
import { withPlannedCopy } from '../../src/core/run/planned-copy';
import { type FolderPreviewRequest, previewFolder } from '../../src/core/run/preview-folder';
import type { PreviewRow, PreviewTable } from '../../src/core/run/preview-table';
import { makeSampleExport } from '../../src/sample/export';
import { dataset, dicomFile, element, type Element, sequence, uid } from '../support/data-sets';
import { originalDicomdir } from '../support/media';
import { useTempFolder } from '../support/temp-folder';
import { hashTree } from '../support/tree-hash';
import { runCommand, usePlace } from './command-line';

const KEY = createHash('sha256').update('preview').digest();
const MAPPING = { key: KEY, patients: [], studies: [] };
const DEFAULT = defaultChoice(DICOMANON_POLICY);

describe('the preview of a folder', () => {
  const folder = useTempFolder();

  function preview(
    files: Readonly<Record<string, Uint8Array | string>>,
    choice: PolicyChoice = DEFAULT,
    more: Partial<FolderPreviewRequest> = {},
  ): Promise<PreviewTable> {
    const source = join(folder(), 'source');
    mkdirSync(source);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(source, name), bytes);
    return previewFolder({ source, excluded: [], choice, naming: {}, mapping: MAPPING, ...more });
  }

  const rows = ({ rows }: PreviewTable, name: string): readonly PreviewRow[] =>
    rows.filter((row) => row.name === name);
  const exampleOf = (table: PreviewTable, row: PreviewRow) => table.examples[table.rows.indexOf(row)];

  it('counts files and values of every attribute with what becomes of it', async () => {
    const inner = sequence(0x00400275, [[element(0x00080050, 'SH', 'ACC-2')]]);
    const table = await preview({
      '1.dcm': file('1'),
      '2.dcm': file('2', inner),
      'notes.txt': 'nothing of DICOM',
      'cut.dcm': file('3').subarray(0, 300),
    });
    const { found, dicom, failed } = table;
    assert.deepEqual([found, dicom, failed], [4, 2, 1]);
    const [accession] = rows(table, 'AccessionNumber');
    assert.deepEqual(
      [accession?.fate, accession?.files, accession?.values, accession?.kinds],
      ['emptied', 2, 3, ['changed']],
    );
    assert.deepEqual(
      rows(table, 'Rows').map(({ fate, kinds }) => [fate, kinds]),
      [['kept', []]],
    );
  });

  it('gives one example of each, as the run would write it', async () => {
    const table = await preview({ '1.dcm': file('1') });
    const [name] = rows(table, 'PatientName');
    assert.deepEqual(exampleOf(table, name!), { before: 'Doe^Jane', after: 'ANON-0001' });
    const [mark] = rows(table, 'PatientIdentityRemoved');
    assert.deepEqual([mark?.fate, exampleOf(table, mark!)], ['added', { before: '', after: 'YES' }]);
  });

  it('leaves open what hangs on a key that there is not yet', async () => {
    const source = join(folder(), 'source');
    mkdirSync(source);
    writeFileSync(join(source, '1.dcm'), file('1'));
    const table = await previewFolder({ source, excluded: [], choice: DEFAULT, naming: { prefix: 'T-' } });
    const [study] = rows(table, 'StudyInstanceUID');
    assert.equal(exampleOf(table, study!)?.after, '2.25.…');
    assert.equal(exampleOf(table, rows(table, 'StudyDate')[0]!)?.after, '????????');
    assert.equal(exampleOf(table, rows(table, 'PatientID')[0]!)?.after, 'T-0001');
  });

  it('tells what goes with the sequence around it', async () => {
    const others = sequence(0x00101002, [[element(0x00100020, 'LO', 'OTHER-1')]]);
    const table = await preview({ '1.dcm': file('1', others) });
    const ids = rows(table, 'PatientID');
    assert.deepEqual(
      ids.map(({ fate, values }) => [fate, values]),
      [
        ['changed', 1],
        ['removed', 1],
      ],
    );
  });

  it('finds free text, private attributes and dates that stay', async () => {
    const more = [
      element(0x00081030, 'LO', 'Thorax'),
      element(0x00290010, 'LO', 'ACME'),
      element(0x00291001, 'LO', 'secret'),
    ];
    const keeping = turnSwitch(turnSwitch(DEFAULT, 'private', false), 'dates', false);
    const table = await preview({ '1.dcm': file('1', ...more) }, keeping);
    const kinds = (tag: number) => table.rows.find((row) => row.tag === tag)?.kinds;
    assert.deepEqual(kinds(0x00081030), ['keptText']);
    assert.deepEqual(kinds(0x00291001), ['keptText', 'keptPrivate']);
    assert.deepEqual(kinds(0x00080020), ['keptDates']);
    const strict = await previewFolder({
      ...{ source: join(folder(), 'source'), excluded: [], naming: {}, mapping: MAPPING },
      choice: defaultChoice(BASIC_PROFILE),
    });
    const stays = strict.rows.filter(({ kinds }) => kinds.includes('keptPrivate'));
    assert.deepEqual(stays, []);
  });

  it('takes private elements of a creator for one, whatever block they lie in', async () => {
    const at = (block: number): readonly Element[] => [
      element(0x00290000 + block, 'LO', 'ACME'),
      element(0x00290000 + block * 0x100 + 1, 'LO', 'x'),
    ];
    const table = await preview({ '1.dcm': file('1', ...at(0x10)), '2.dcm': file('2', ...at(0x11)) });
    const found = table.rows.filter(({ creator }) => creator === 'ACME');
    assert.deepEqual(
      found.map(({ files }) => files),
      [2],
    );
  });

  it('counts temporary files and DICOMDIRs, and foretells no copy of them', async () => {
    const table = await preview({
      '1.dcm': file('1'),
      DICOMDIR: originalDicomdir(),
      [temporaryName('run', 0, 1)]: file('2'),
    });
    const { found, dicom, failed } = table;
    assert.deepEqual([found, dicom, failed], [3, 1, 0]);
    assert.ok(!table.examples.some(({ before }) => before.includes('Kanarienvogel')));
  });

  it('names attributes that it does not know by their tags alone', async () => {
    const unknown = [element(0x00229fff, 'LO', 'x'), element(0x00291001, 'LO', 'no creator')];
    const table = await preview({ '1.dcm': file('1', ...unknown) }, turnSwitch(DEFAULT, 'private', false));
    for (const tag of [0x00229fff, 0x00291001])
      assert.deepEqual(
        table.rows.filter((row) => row.tag === tag).map(({ name, creator }) => [name, creator]),
        [['', '']],
      );
  });

  it('has example values and rows of a bounded size', async () => {
    const long = element(0x00081030, 'UT', 'word '.repeat(5000));
    const table = await preview({ '1.dcm': file('1', long) });
    for (const { before, after } of table.examples) assert.ok(before.length <= 201 && after.length <= 201);
  });

  it('counts files that would be held back or fail because of their risks, and lists only the others', async () => {
    const head = element(0x00180015, 'CS', 'HEAD');
    const other = element(0x00100020, 'LO', 'P-2');
    const files = {
      '1.dcm': file('1', head),
      '2.dcm': file('2', element(0x00280301, 'CS', 'YES'), head),
      '3.dcm': file('3', other),
    };
    const table = await preview(files, decided({ face: 'hold-back', burnedIn: 'fail' }));
    const { found, dicom, failed, heldBack, refused } = table;
    assert.deepEqual([found, dicom, failed, heldBack, refused], [3, 1, 0, 1, 1]);
    const [id] = rows(table, 'PatientID');
    assert.equal(id?.files, 1);
    assert.deepEqual(exampleOf(table, id), { before: 'P-2', after: 'ANON-0002' });
  });

  it('looks at all files before it decides on small groups, and counts them once', async () => {
    const seen: number[] = [];
    const source = join(folder(), 'source');
    mkdirSync(source);
    for (const name of ['1', '2']) writeFileSync(join(source, name), file(name));
    const choice = decided({ smallCohort: 'hold-back' });
    const request = { source, excluded: [], choice, naming: {}, mapping: MAPPING };
    const table = await previewFolder(request, ({ files, total }) => seen.push(files, total));
    assert.deepEqual([table.heldBack, table.rows.length], [2, 0]);
    assert.deepEqual(seen, [0, 2, 1, 2, 1, 2, 2, 2]);
  });

  it('leaves the excluded folder and the DICOMDIR out, and changes nothing', async () => {
    const source = join(folder(), 'export');
    await makeSampleExport(source, { seed: 1 });
    const before = hashTree(folder());
    const seen: number[] = [];
    const table = await previewFolder(
      { source, excluded: [], choice: DEFAULT, naming: {}, mapping: MAPPING },
      ({ files }) => seen.push(files),
    );
    assert.deepEqual(hashTree(folder()), before);
    assert.equal(seen.at(-1), table.found);
    assert.ok(table.dicom > 10 && table.rows.length > 50);
    const nothing = await previewFolder({ source, excluded: [source], choice: DEFAULT, naming: {} });
    assert.deepEqual([nothing.found, nothing.rows.length], [0, 0]);
  });
});

/** The default policy with decisions on risks. */
function decided(risks: RiskDecisions): PolicyChoice {
  return { ...DEFAULT, policy: { ...DEFAULT.policy, risks } };
}

describe('the preview of risks', () => {
  const place = usePlace();

  for (const risk of ['face', 'freeText', 'smallCohort', 'burnedIn'] as const) {
    it(`foretells what the run does: ${risk}`, async () => {
      const { source } = place();
      await makeSampleExport(source, { seed: 1 });
      const choice = decided({ structuredReport: 'fail', [risk]: 'hold-back' });
      const { heldBack, refused, dicom } = await previewFolder({ source, excluded: [], choice, naming: {} });
      const { summary } = place().anonymise('--hold-back', risk, '--fail-on', 'structuredReport');
      const { reasons, written } = summary;
      assert.deepEqual([heldBack, refused, dicom], [reasons['held-back'], reasons['risk'], written]);
    });
  }
});

describe('the planned copy of a file', () => {
  const place = usePlace();

  it('is none when the file would be held back or fail because of its risks, and says why', async () => {
    place().put({ 'head.dcm': file('1', element(0x00180015, 'CS', 'HEAD')) });
    const { source } = place();
    const planned = (risks: RiskDecisions) =>
      withPlannedCopy(
        { path: join(source, 'head.dcm'), topFolder: source, choice: decided(risks), naming: {} },
        ({ size }) => Promise.resolve(size),
      );
    await assert.rejects(planned({ face: 'hold-back' }), {
      code: 'held-back',
      message: /^No copy would be written: held back because of its risks \(head CT or MR/,
    });
    await assert.rejects(planned({ face: 'fail' }), { code: 'risk' });
    assert.ok((await planned({ burnedIn: 'fail' })) > 0);
  });

  it('has the bytes that the run writes, for the sample export', async () => {
    const { source, destination, workbook } = place();
    await makeSampleExport(source, { seed: 1 });
    const first = place().anonymise('--keep-names');
    assert.equal(first.status, 0);
    const mapping = await peekMapping(workbook, directWorkbookIo);
    assert.ok(mapping);
    const names = Object.keys(hashTree(destination)).filter((name) => !name.endsWith('DICOMDIR'));
    assert.ok(names.length > 10);
    for (const name of names) {
      const [top] = name.split('/');
      const request = { path: join(source, name), topFolder: join(source, top!), choice: DEFAULT };
      const written = readFileSync(join(destination, name));
      const planned = await withPlannedCopy({ ...request, naming: {}, mapping }, async (copy) => {
        const bytes = Buffer.alloc(copy.size);
        for (let at = 0; at < bytes.length; at += 1000) copy.read(bytes, at, 1000, at);
        return Promise.resolve(bytes);
      });
      assert.ok(planned.equals(written), name);
    }
  });
});

describe('--preview', () => {
  const place = usePlace();

  it('prints the table without any value and writes nothing', async () => {
    await makeSampleExport(place().source, { seed: 1 });
    const root = join(place().source, '..');
    const before = hashTree(root);
    const { stdout, status } = runCommand([place().source, '--preview', '--workbook', place().workbook]);
    assert.equal(status, 0);
    assert.deepEqual(hashTree(root), before);
    assert.match(stdout, /^Kept free text$/m);
    assert.match(stdout, /\(0010,0010\) PatientName +changed/);
    assert.match(stdout, /nothing was written/);
  });

  it('says the same as JSON, again without values', () => {
    place().put({ 'a.dcm': file('1', element(0x00081030, 'LO', 'Canary^Words')) });
    const { stdout } = runCommand([...place().args('--preview')]);
    const table = JSON.parse(stdout) as { rows: { name: string; fate: string; files: number }[] };
    const row = table.rows.find(({ name }) => name === 'PatientName');
    assert.deepEqual([row?.fate, row?.files], ['changed', 1]);
    for (const value of ['Doe', 'Canary', 'MRN-48', '19561103', 'ACC-1']) assert.ok(!stdout.includes(value));
    assert.deepEqual(place().beside(), []);
  });

  it('is refused where the run would be', () => {
    assert.equal(runCommand(['--preview']).status, 2);
    const { source } = place();
    assert.equal(runCommand([source, source, '--preview']).status, 2);
  });
});

function file(name: string, ...more: readonly Element[]): Uint8Array {
  return dicomFile(dataset(element(0x00080018, 'UI', uid(name)), ...more));
}
