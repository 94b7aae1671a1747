import { runAuditLines } from '../../core/record/audit-summary';
import type { ReasonCode } from '../../core/record/outcome';
import { type CopiedFile, firstCopies, originalOf } from '../../core/run/copies';
import { filesByReason, type ReasonedFile } from '../../core/run/files-by-reason';
import type { Problem, RunEnd } from '../../panel/panel-state';
import type { Report } from '../report-view/report';
import { runReport } from '../report-view/run-report';
import type { FoldersEnd } from './folder-runs';
import { countPatients, sumRuns, sumSearches } from './totals';

/** What a run was to do. */
export interface RunAim {
  /** How many folders. */
  readonly folders: number;
  readonly reports: readonly string[] | undefined;
  readonly inWorkspace: boolean;
  /** The policy and what of it was turned, in a line. */
  readonly policy: string;
}

/** What the last run did, folder by folder. */
export class RunResult {
  constructor(private readonly run: FoldersEnd) {}

  /** Its numbers and places, for people. */
  summarise({ folders, reports, inWorkspace, policy }: RunAim): RunEnd {
    const { records, problem, seconds } = this.run;
    const summaries = records.map(({ summary }) => summary);
    const workbook = summaries.map((summary) => summary.workbook).findLast((saved) => saved !== undefined);
    const stoppedBy = summaries.find((summary) => summary.stoppedBy !== undefined)?.stoppedBy;
    const { end, ...numbers } = sumRuns(records);
    return {
      ...numbers,
      end: problem && records.length < folders ? 'stopped' : end,
      problem: problem ?? (stoppedBy === undefined ? null : destinationFull(stoppedBy)),
      patients: countPatients(records.map(({ survey }) => survey)),
      seconds,
      workbook: workbook?.savedTo ?? '',
      workbookBeside: workbook?.beside === true,
      report: problem ? '' : (reports?.[0] ?? ''),
      policy,
      audit: summaries.flatMap(({ audit }) => runAuditLines(audit)),
      search: sumSearches(summaries),
      inWorkspace,
    };
  }

  /** The files for which this reason was given, leaving out the first `from`. */
  files(reason: ReasonCode, from: number, most: number): readonly ReasonedFile[] {
    const found: ReasonedFile[] = [];
    let passed = 0;
    for (const { survey, summary } of this.run.records) {
      if (found.length === most) break;
      found.push(...filesByReason(survey.ledger, reason, Math.max(0, from - passed), most - found.length));
      passed += summary.reasons[reason] ?? 0;
    }
    return found;
  }

  /** Every file, as a report tab shows them. */
  report(): Promise<Report> {
    return runReport(this.run.records);
  }

  /** The original of a copy, if the run made it. */
  async originalOf(copy: string): Promise<string | undefined> {
    for (const record of this.run.records) {
      const original = await originalOf(record, copy);
      if (original !== undefined) return original;
    }
    return undefined;
  }

  /** The first copy of each folder of the output. */
  copies(most: number): readonly CopiedFile[] {
    return this.run.records.flatMap((record) => firstCopies(record, most)).slice(0, most);
  }
}

/** The result before the first run. */
export const NO_RESULT = new RunResult({ records: [], problem: undefined, seconds: 0 });

function destinationFull(code: string): Problem {
  return {
    code,
    message: `The destination takes no more files (${code}).`,
    remedy: 'Make room or choose another one, and run again: it goes on where it stopped.',
  };
}
