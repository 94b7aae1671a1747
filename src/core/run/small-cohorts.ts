import type { SurveyedSeries } from './series-traits';

/** A group of fewer patients than this is small: a common choice for k in k-anonymity. */
export const SMALL_COHORT = 5;

/** The group of patients to which a series adds its patient: modality, sex, and age in decades, as far as they are told. */
export function cohortOf({ modality, sex, age }: SurveyedSeries): string {
  return [modality, sex, age === undefined ? '' : Math.floor(age / 10)].join('\\');
}

/**
 * By position, whether a patient belongs to a group of fewer than SMALL_COHORT: then all files of that patient are risky,
 * because one series leads to the others.
 */
export function smallGroupPatients(
  patients: readonly { readonly cohorts: ReadonlySet<string> }[],
): readonly boolean[] {
  const sizes = new Map<string, number>();
  for (const { cohorts } of patients)
    for (const cohort of cohorts) sizes.set(cohort, (sizes.get(cohort) ?? 0) + 1);
  return patients.map(({ cohorts }) => [...cohorts].some((cohort) => sizes.get(cohort)! < SMALL_COHORT));
}
