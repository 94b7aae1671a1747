import type { SurveyedSeries } from './series-traits';

/** A group of fewer patients than this is small: a common choice for k in k-anonymity. */
export const SMALL_COHORT = 5;

/** The group of patients to which a series adds its patient: modality, sex, and age in decades, as far as they are told. */
export function cohortOf({ modality, sex, age }: SurveyedSeries): string {
  return [modality, sex, age === undefined ? '' : Math.floor(age / 10)].join('\\');
}

/** How many patients each group has; when all are counted, it can be asked who is in a small one. */
export class CohortSizes<Cohort> {
  private readonly sizes = new Map<Cohort, number>();

  /** @param cohorts the groups of one patient, each once */
  add(cohorts: Iterable<Cohort>): void {
    for (const cohort of cohorts) this.sizes.set(cohort, (this.sizes.get(cohort) ?? 0) + 1);
  }

  /**
   * Whether one of these groups of a patient has fewer than SMALL_COHORT: then all files of that patient are risky,
   * because one series leads to the others.
   */
  hasSmall(cohorts: Iterable<Cohort>): boolean {
    for (const cohort of cohorts) if (this.sizes.get(cohort)! < SMALL_COHORT) return true;
    return false;
  }
}
