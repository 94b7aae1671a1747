import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../core/errors';
import { pick } from '../core/record/pick';
import type { RegisterOptions } from '../core/mapping/register';
import {
  anonymiseFolder,
  type AnonymiseOptions,
  type RunRecordOfFiles,
  type RunSummary,
} from '../core/run/anonymise-folder';
import { checkOwnFile, checkPaths, isInside, resolveSource, type RunPaths } from '../core/run/check-paths';
import { type LoadedPolicy, namingOf } from '../core/run/load-policy';
import { writeReport } from '../core/run/report';
import { checkReportFile } from '../core/run/report-file';
import { type Survey, surveyFolder, type SurveyTotals } from '../core/run/survey';
import { makeSampleExport } from '../sample/export';
import { searchDocumentsInThread } from '../worker/document-client';
import { WorkerPool } from '../worker/pool';
import { workbookWorker } from '../worker/workbook-client';
import type { AnonymiseArguments } from './arguments';
import { EXIT } from './exit';
import { choosePolicy } from './policy-questions';
import { refusalText } from './program';
import { ProgressDisplay } from './progress-display';
import { summaryText, surveyText } from './summary-text';
import type { Terminal } from './terminal';
import { terminalLine } from './terminal-text';

const SAMPLE = 'sample';
const SAMPLE_SEED = 1;

/**
 * Surveys and anonymises, as the arguments ask; returns the exit status.
 * @throws UserError when the run is refused
 */
export async function runAnonymise(args: AnonymiseArguments, terminal: Terminal): Promise<number> {
  const talk = args.json ? terminal.stderr : terminal.stdout;
  const { source, destination } =
    args.source === undefined
      ? await makeSample(talk)
      : { source: args.source, destination: args.destination };
  const loaded = choosePolicy(args.policy);
  const paths = destination === undefined ? undefined : checkPaths(source, destination);
  if (paths !== undefined && !args.dryRun) checkOwnFiles(args, paths);
  const plan = { policy: loaded.choice, naming: await readNaming(loaded, args, terminal) };
  const workers = new WorkerPool(join(terminal.scripts, 'worker.js'), args.workers);
  try {
    const display = new ProgressDisplay(args.json ? terminal.stderr : terminal.stdout);
    const survey = await look(source, paths, workers, display, terminal.signal);
    talk.write(terminalLine(surveyText(survey.totals)));
    if (survey.cancelled) return endCancelled(survey, args, terminal);
    if (args.dryRun || paths === undefined) return endDryRun(survey, args, terminal);
    return await write(survey, args, plan, paths, workers, display, terminal);
  } finally {
    await workers.close();
  }
}

/** How patients are called; a list of fixed IDs is read before the survey, which may take long. */
async function readNaming(
  loaded: LoadedPolicy,
  { prefix }: AnonymiseArguments,
  { scripts }: Terminal,
): Promise<RegisterOptions> {
  const reader = workbookWorker(join(scripts, 'workbook-worker.js'));
  try {
    const naming = await namingOf(loaded, (list) => reader.readIdList(list));
    return prefix === undefined ? naming : { ...naming, prefix };
  } finally {
    await reader.close();
  }
}

/** Before the survey, which may take long. */
function checkOwnFiles({ workbook, report }: AnonymiseArguments, paths: RunPaths): void {
  checkOwnFile(paths, workbook, 'mapping workbook');
  if (report === undefined) return;
  checkOwnFile(paths, report, 'report');
  checkReportFile(report);
}

async function makeSample(talk: NodeJS.WriteStream): Promise<{ source: string; destination: string }> {
  const source = resolve(SAMPLE, 'hospital-export');
  if (!existsSync(source)) await makeSampleExport(source, { seed: SAMPLE_SEED });
  talk.write(terminalLine(`Sample:   ${source}  (synthetic)`));
  return { source, destination: resolve(SAMPLE, 'anonymised') };
}

function look(
  source: string,
  paths: RunPaths | undefined,
  workers: WorkerPool,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<Survey> {
  return surveyFolder({
    source: paths?.source ?? resolveSource(source),
    isExcluded: (path) => paths !== undefined && isInside(path, paths.destination),
    workers,
    onProgress: (totals) => display.survey(totals),
    signal,
  }).finally(() => display.endSurvey());
}

function endCancelled(survey: Survey, { json }: AnonymiseArguments, { stdout }: Terminal): number {
  if (json) stdout.write(terminalLine(JSON.stringify({ state: 'cancelled', ...surveyJson(survey.totals) })));
  else stdout.write('Cancelled: nothing was written.\n');
  return EXIT.cancelled;
}

function endDryRun(survey: Survey, { json }: AnonymiseArguments, { stdout }: Terminal): number {
  if (json) stdout.write(terminalLine(JSON.stringify({ dryRun: true, ...surveyJson(survey.totals) })));
  else stdout.write('Dry run: nothing was written.\n');
  return survey.totals.failed > 0 ? EXIT.someFailed : EXIT.done;
}

async function write(
  survey: Survey,
  args: AnonymiseArguments,
  plan: Pick<AnonymiseOptions, 'policy' | 'naming'>,
  paths: RunPaths,
  workers: WorkerPool,
  display: ProgressDisplay,
  terminal: Terminal,
): Promise<number> {
  const workbook = workbookWorker(join(terminal.scripts, 'workbook-worker.js'));
  try {
    const run = await anonymiseFolder(survey, {
      destination: paths.destination,
      ...plan,
      keepNames: args.keepNames,
      audit: args.audit,
      workbook: args.workbook,
      mappingIo: workbook.mappingIo,
      workers,
      searchDocuments: (documents) =>
        searchDocumentsInThread(join(terminal.scripts, 'document-worker.js'), documents, {
          choice: plan.policy,
          signal: terminal.signal,
        }),
      version: terminal.version,
      signal: terminal.signal,
      onProgress: (progress) => display.write(progress),
    }).finally(() => display.end());
    return await tell(run, args, terminal);
  } finally {
    await workbook.close();
  }
}

/** The files are written: whatever goes wrong from here on is told after the summary. */
async function tell(
  run: RunRecordOfFiles,
  { json, report }: AnonymiseArguments,
  { stdout, stderr }: Terminal,
): Promise<number> {
  const { summary } = run;
  (json ? stderr : stdout).write(terminalLine(summaryText(summary, run.policy)));
  if (json) stdout.write(terminalLine(JSON.stringify(summaryJson(summary))));
  const problems = summary.workbookProblem ? [summary.workbookProblem] : [];
  try {
    if (report !== undefined) {
      await writeReport(report, run);
      (json ? stderr : stdout).write(terminalLine(`Report:   ${report}  (confidential)`));
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(error);
  }
  for (const problem of problems) stderr.write(terminalLine(refusalText(problem)));
  return exitStatus(summary, problems.length);
}

function exitStatus({ state, failed, audit }: RunSummary, problems: number): number {
  const leaks = audit?.unexpected ?? 0;
  if (state === 'cancelled') return EXIT.cancelled;
  return failed > 0 || leaks > 0 || problems > 0 || state === 'stopped' ? EXIT.someFailed : EXIT.done;
}

function surveyJson(totals: SurveyTotals) {
  return pick(totals, [
    ...(['found', 'dicom', 'skipped', 'failed', 'patients', 'studies', 'series', 'bytes'] as const),
    ...(['modalities', 'risks'] as const),
  ]);
}

function summaryJson(summary: RunSummary) {
  const numbers = pick(summary, [
    ...(['state', 'found', 'written', 'unchanged', 'skipped', 'failed'] as const),
    ...(['patients', 'studies', 'series', 'bytes', 'seconds', 'reasons', 'risks'] as const),
  ]);
  const { audit } = summary;
  return {
    ...numbers,
    audit: audit
      ? pick(audit, ['files', 'filesWithFindings', 'findingCount', 'unexpected', 'counts', 'documents'])
      : null,
    workbook: summary.workbook?.savedTo ?? null,
  };
}
