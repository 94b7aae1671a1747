import { TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import type { Marks } from '../splice/patient';
import { ACT } from './action';
import { Decider } from './decider';
import type { PolicyChoice } from './policy';

/** What becomes of dates, in the terms of (0028,0303) (PS3.3 §C.12.1). */
export type FateOfDates = Marks['dates'];

/** Dates that tell when something was done, by which the fate of all is judged: tag and VR. */
const TELLING_DATES: readonly (readonly [number, number])[] = [
  [TAG.StudyDate, VR.DA],
  [0x00080021, VR.DA], // SeriesDate
  [0x00080022, VR.DA], // AcquisitionDate
  [0x00080023, VR.DA], // ContentDate
  [0x0008002a, VR.DT], // AcquisitionDateTime
];

const GONE: ReadonlySet<number> = new Set([ACT.remove, ACT.empty, ACT.dummy]);

/** What becomes of dates: all of them stay as they are, all of them go, or something else. */
export function fateOfDates(choice: PolicyChoice): FateOfDates {
  const decider = new Decider(choice);
  const actions = TELLING_DATES.map(([tag, vr]) => decider.decide(tag, vr));
  if (actions.every((action) => action === ACT.keep)) return 'UNMODIFIED';
  return actions.every((action) => GONE.has(action)) ? 'REMOVED' : 'MODIFIED';
}

/** What becomes of birth dates: only the year stays, they move with the other dates, or nothing of them stays. */
export type FateOfBirthDate = 'kept' | 'year' | 'moved' | 'removed';

/** What becomes of birth dates, judged by that of the patient. */
export function fateOfBirthDate(choice: PolicyChoice): FateOfBirthDate {
  switch (new Decider(choice).decide(TAG.PatientBirthDate, VR.DA)) {
    case ACT.keep:
      return 'kept';
    case ACT.year:
      return 'year';
    case ACT.shift:
      return 'moved';
    default:
      return 'removed';
  }
}

/** Whether birth dates stay as they are. */
export function keepsBirthDate(choice: PolicyChoice): boolean {
  return fateOfBirthDate(choice) === 'kept';
}

/** Whether the UIDs of studies, series and instances stay as they are. */
export function keepsUids(choice: PolicyChoice): boolean {
  const decider = new Decider(choice);
  return [TAG.StudyInstanceUID, TAG.SeriesInstanceUID, TAG.SOPInstanceUID].every(
    (tag) => decider.decide(tag, VR.UI) === ACT.keep,
  );
}
