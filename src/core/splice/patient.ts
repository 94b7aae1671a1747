import type { MethodCode } from '../policy/policy';

/** What a patient's files get in place of the patient. */
export interface PatientPseudonym {
  /** Becomes PatientID and PatientName; ASCII. */
  readonly anonymisedId: string;
  /** Days by which dates move back. */
  readonly dateOffset: number;
}

/** The marks and identifications that a policy writes into every file. */
export interface Marks {
  /** DeidentificationMethod (0012,0063): values of at most 64 characters. */
  readonly method: readonly string[];
  /** DeidentificationMethodCodeSequence (0012,0064); it is written when there are any. */
  readonly codes: readonly MethodCode[];
  /** LongitudinalTemporalInformationModified (0028,0303). */
  readonly dates: 'MODIFIED' | 'UNMODIFIED' | 'REMOVED';
}
