import assert from 'node:assert/strict';
import { byRisk } from '../../src/core/policy/risk-decisions';
import { dirname, join } from 'node:path';
import { directWorkbookIo } from '../../src/core/mapping/direct-workbook-io';
import { mappingIo } from '../../src/core/mapping/mapping-io';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { defaultChoice } from '../../src/core/policy/policy';
import { anonymiseFolder } from '../../src/core/run/anonymise-folder';
import { NO_DOCUMENTS } from '../../src/core/run/copied-documents';
import { type Survey, surveyFolder, type SurveyTotals } from '../../src/core/run/survey';
import { WorkerPool } from '../../src/worker/pool';
import { element } from '../support/data-sets';
import { CLI, usePlace } from './command-line';
import { image } from './images';

describe('the survey', () => {
  const place = usePlace();

  async function survey(
    options: {
      readonly signal?: AbortSignal;
      readonly onProgress?: (totals: () => SurveyTotals) => void;
    } = {},
  ) {
    const workers = new WorkerPool(join(dirname(CLI), 'worker.js'), 2);
    try {
      return await surveyFolder({ source: place().source, isExcluded: () => false, workers, ...options });
    } finally {
      await workers.close();
    }
  }

  it('says who and what is there, and what to be careful about', async () => {
    place().put({
      'a/1.dcm': image(),
      'a/2.dcm': image({ instance: '2', series: 'ultrasound', modality: 'US' }),
      'b/3.dcm': image({
        instance: '3',
        patientId: null,
        study: 'b',
        more: [element(0x00280301, 'CS', 'YES')],
      }),
      'b/4.dcm': image({
        instance: '4',
        patientId: 'MRN-4',
        study: 'c',
        modality: 'MR',
        more: [element(0x00290010, 'LO', 'ACME')],
      }),
      'notes.txt': 'nothing of DICOM',
    });
    const { totals } = await survey();
    const { found, dicom, skipped, failed, patients, studies, series, modalities, risks } = totals;
    assert.deepEqual([found, dicom, skipped, failed], [5, 4, 1, 0]);
    assert.deepEqual([patients, studies, series], [3, 3, 2]);
    assert.deepEqual(modalities, { CT: 2, US: 1, MR: 1 });
    const few = { smallCohort: 4 };
    assert.deepEqual(risks, {
      ...byRisk(() => 0),
      ...few,
      burnedIn: 2,
      noPatientId: 1,
      privateAttributes: 1,
    });
  });

  it('tells numbers while it goes on that never add up to more than was found', async () => {
    for (let at = 0; at < 300; at++)
      place().put({ [`s${at % 9}/${at}.dcm`]: at % 3 ? image({ instance: `${at}` }) : 'text' });
    const seen: SurveyTotals[] = [];
    const { totals } = await survey({ onProgress: (now) => seen.push(now()) });
    assert.ok(seen.length > 1);
    for (const { found, dicom, skipped, failed } of seen) assert.ok(dicom + skipped + failed <= found);
    const { smallCohort } = totals.risks; // known when all patients are
    const last = seen.at(-1)!;
    assert.deepEqual({ ...last, risks: { ...last.risks, smallCohort } }, totals);
    assert.deepEqual([totals.found, totals.dicom, totals.skipped], [300, 200, 100]);
  });

  it('ends early when it is cancelled, and nothing is anonymised on the strength of it', async () => {
    for (let at = 0; at < 600; at++) place().put({ [`s${at % 60}/${at}.dcm`]: image({ instance: `${at}` }) });
    const controller = new AbortController();
    const unfinished: Survey = await survey({
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    assert.equal(unfinished.cancelled, true);
    assert.ok(unfinished.totals.dicom < 600);
    const workers = new WorkerPool(join(dirname(CLI), 'worker.js'), 1);
    try {
      const { destination, workbook, beside } = place();
      const policy = defaultChoice(DICOMANON_POLICY);
      const run = anonymiseFolder(unfinished, {
        destination,
        policy,
        keepNames: false,
        workbook,
        mappingIo: mappingIo(directWorkbookIo),
        searchDocuments: () => Promise.resolve(NO_DOCUMENTS),
        workers,
        version: '0',
      });
      await assert.rejects(run, /cancelled/);
      assert.deepEqual(beside(), []);
    } finally {
      await workers.close();
    }
  });
});
