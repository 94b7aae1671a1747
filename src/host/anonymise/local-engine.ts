import { join } from 'node:path';
import { peekMapping } from '../../core/mapping/peek';
import type { RegisterOptions } from '../../core/mapping/register';
import { anonymiseFolder, type RunRecordOfFiles } from '../../core/run/anonymise-folder';
import { isInside } from '../../core/run/check-paths';
import { namingOf } from '../../core/run/load-policy';
import type { ExampleFile, ExampleValue } from '../../core/run/examples';
import { writeReport } from '../../core/run/report';
import { checkReportFile } from '../../core/run/report-file';
import { type Survey, surveyFolder } from '../../core/run/survey';
import { findExamplesInThread } from '../../worker/examples-client';
import { searchDocumentsInThread } from '../../worker/document-client';
import { WorkerPool } from '../../worker/pool';
import { workbookWorker, type WorkbookClient } from '../../worker/workbook-client';
import type { Engine, RunChoices, RunJob, SurveyJob } from './engine';

/**
 * Surveys and anonymises on this machine.
 * @param scripts folder of the bundled worker scripts
 */
export function createLocalEngine(scripts: string, version: string): Engine {
  return {
    survey: (job) => survey(scripts, job),
    anonymise: (job) => anonymise(scripts, version, job),
    writeReport,
    checkReport: checkReportFile,
    examples: (files, choices) => examples(scripts, files, choices),
    lastRun: async (workbook) => (await peek(scripts, workbook))?.runs.at(-1),
  };
}

async function survey(scripts: string, job: SurveyJob): Promise<Survey> {
  const { source, excluded, signal, onProgress } = job;
  return withPool(scripts, job.workers, (workers) =>
    surveyFolder({
      source,
      isExcluded: (path) => excluded.some((folder) => isInside(path, folder)),
      workers,
      onProgress,
      signal,
    }),
  );
}

async function anonymise(scripts: string, version: string, job: RunJob): Promise<RunRecordOfFiles> {
  const { survey, destination, policy, keepNames, searchCopies, workbook, signal, onProgress } = job;
  const client = workbookWorker(join(scripts, 'workbook-worker.js'));
  try {
    const naming = await namingFor(job, client);
    return await withPool(scripts, job.workers, (workers) =>
      anonymiseFolder(survey, {
        destination,
        policy,
        keepNames,
        audit: searchCopies,
        workbook,
        mappingIo: client.mappingIo,
        naming,
        workers,
        searchDocuments: (documents) =>
          searchDocumentsInThread(join(scripts, 'document-worker.js'), documents, { choice: policy, signal }),
        version,
        signal,
        onProgress,
      }),
    );
  } finally {
    await client.close();
  }
}

/** Fixed IDs are read anew for each run: the list may have changed. */
export function namingFor(
  { prefix, digits, idList }: RunChoices,
  client: WorkbookClient,
): Promise<RegisterOptions> {
  const numbering = { prefix, ...(digits === undefined ? {} : { digits }) };
  return namingOf({ ...numbering, ...(idList === undefined ? {} : { idList }) }, (list) =>
    client.readIdList(list),
  );
}

async function examples(
  scripts: string,
  files: readonly ExampleFile[],
  choices: RunChoices,
): Promise<readonly ExampleValue[]> {
  const { policy, prefix, workbook } = choices;
  const { mapping, fixedIds } = await peekWithIds(scripts, workbook, choices);
  return findExamplesInThread(join(scripts, 'examples-worker.js'), {
    files,
    choice: policy,
    prefix,
    fixedIds,
    ...(mapping
      ? { mapping: { key: mapping.key, patients: mapping.patients, studies: mapping.studies } }
      : {}),
  });
}

/** For examples a list that can't be read counts as empty; the run refuses it. */
async function peekWithIds(scripts: string, workbook: string, choices: RunChoices) {
  const client = workbookWorker(join(scripts, 'workbook-worker.js'));
  try {
    const { fixedIds = [] } = await namingFor(choices, client).catch(() => ({ fixedIds: [] }));
    return { mapping: await peekMapping(workbook, client.io), fixedIds };
  } finally {
    await client.close();
  }
}

async function peek(scripts: string, workbook: string) {
  const client = workbookWorker(join(scripts, 'workbook-worker.js'));
  try {
    return await peekMapping(workbook, client.io);
  } finally {
    await client.close();
  }
}

async function withPool<T>(
  scripts: string,
  size: number,
  action: (pool: WorkerPool) => Promise<T>,
): Promise<T> {
  const pool = new WorkerPool(join(scripts, 'worker.js'), size);
  try {
    return await action(pool);
  } finally {
    await pool.close();
  }
}
