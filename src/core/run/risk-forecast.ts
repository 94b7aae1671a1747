import { identityKey, type PatientIdentity } from '../mapping/model';
import type { RiskDecisions } from '../policy/risk-decisions';
import { RiskJudge, type RiskVerdict } from './risk-decisions';
import { cohortOf, CohortSizes } from './small-cohorts';
import { FileSurveyor } from './survey-file';
import { RISK } from './work';

/** A file below a source, as the survey looks at it. */
export interface SourceFile {
  /** Absolute path, also of the top-level folder above it. */
  readonly path: string;
  readonly name: string;
  readonly topFolder: string;
}

/** A file of which a run would write no copy, and whose it is. */
export interface HeldFile {
  readonly verdict: RiskVerdict;
  readonly patient: PatientIdentity;
}

/** Foretells of which files a run would write no copy because of their risks. */
export class RiskForecast {
  private readonly judge: RiskJudge;
  private readonly surveyor = new FileSurveyor();
  private inSmallGroups: ReadonlySet<string> = new Set();

  constructor(private readonly decisions: RiskDecisions = {}) {
    this.judge = new RiskJudge(decisions);
  }

  /** Something hangs on the size of groups, which only who has looked at all files knows. */
  get needsAllFiles(): boolean {
    return (this.decisions.smallCohort ?? 'pass') !== 'pass';
  }

  /** Learns from all files of a source which groups of patients are small. */
  async learn(files: AsyncIterable<SourceFile>): Promise<void> {
    const cohorts = new Map<string, Set<string>>();
    for await (const { path, name, topFolder } of files) {
      const looked = this.surveyor.survey(path, name, topFolder);
      if (!('series' in looked)) continue;
      const key = identityKey(looked.series.patient);
      cohorts.set(key, (cohorts.get(key) ?? new Set()).add(cohortOf(looked.series)));
    }
    const sizes = new CohortSizes<string>();
    for (const each of cohorts.values()) sizes.add(each);
    const inSmall = [...cohorts].filter(([, each]) => sizes.hasSmall(each));
    this.inSmallGroups = new Set(inSmall.map(([patient]) => patient));
  }

  /** Undefined for a file that a run would write, or skip or fail for another reason. */
  look({ path, name, topFolder }: SourceFile): HeldFile | undefined {
    if (this.judge.isLenient) return undefined;
    const looked = this.surveyor.survey(path, name, topFolder);
    if (!('series' in looked)) return undefined;
    const { patient } = looked.series;
    const group = this.inSmallGroups.has(identityKey(patient)) ? RISK.smallCohort : 0;
    const verdict = this.judge.judge(looked.risks | group);
    return verdict && { verdict, patient };
  }
}
