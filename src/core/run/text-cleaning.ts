import { VR } from '../dicom/vr';
import type { Finding } from '../identifiers/finding';
import { FreeTextCleaner } from '../identifiers/free-text-cleaner';
import { type Replacement, replacementFor, type TextPseudonym } from '../identifiers/replacements';
import { ACT } from '../policy/action';
import { Decider } from '../policy/decider';
import { FREE_TEXT } from '../policy/dicomanon';
import { type FateOfDates, fateOfDates, keepsBirthDate, keepsUids } from '../policy/fates';
import type { PolicyChoice } from '../policy/policy';
import { KEPT_UIDS, type UidMap } from '../pseudonym/uid-map';
import { findUids } from '../pseudonym/uid-text';
import type { PatientPseudonym } from '../splice/patient';
import { type TextCleaner, UidCleaner } from '../splice/text-cleaner';

const INSTITUTION_NAME = 0x00080080;

/** In place of a date, where the policy removes dates. */
const REMOVED_DATE = 'DATE';

/**
 * What text is cleaned with under a policy: of all that the file tells of its patient, or of UIDs only where the policy
 * leaves free text alone. Dates, the birth date, UIDs and institutions fare in text as they do in their attributes.
 */
export function textCleaner(choice: PolicyChoice, uidMap: UidMap): TextCleaner {
  const uids = keepsUids(choice) ? KEPT_UIDS : uidMap;
  if (!cleansFreeText(choice)) return new UidCleaner(uids);
  const fate = fateOfDates(choice);
  const isBirthDateKept = keepsBirthDate(choice);
  const isInstitutionKept = new Decider(choice).decide(INSTITUTION_NAME, VR.LO) === ACT.keep;
  const cleaner = new FreeTextCleaner(
    { find: findUids, map: (bytes, from, to) => uids.map(bytes, from, to) },
    (finding, pseudonym) =>
      finding.kind === 'institution' && isInstitutionKept
        ? undefined
        : replacementUnder(fate, isBirthDateKept, finding, pseudonym),
  );
  return {
    prepare: ({ window, table, layout, patient }) =>
      cleaner.prepare({ window, table, layout, patient: textPatient(patient, fate, isBirthDateKept) }),
    clean: (bytes, from, to, row, arena) => cleaner.clean(bytes, from, to, row, arena),
  };
}

function cleansFreeText({ policy, on }: PolicyChoice): boolean {
  return on.includes(FREE_TEXT) || !policy.switches.some(({ id }) => id === FREE_TEXT);
}

function textPatient(
  { anonymisedId, dateOffset }: PatientPseudonym,
  fate: FateOfDates,
  keepBirthDate: boolean,
): TextPseudonym {
  return { anonymisedId, dateOffset: fate === 'UNMODIFIED' ? undefined : dateOffset, keepBirthDate };
}

function replacementUnder(
  fate: FateOfDates,
  isBirthDateKept: boolean,
  finding: Finding,
  pseudonym: TextPseudonym,
): Replacement {
  if (fate !== 'REMOVED') return replacementFor(finding, pseudonym);
  if (finding.kind === 'date') return REMOVED_DATE;
  if (finding.kind === 'birth-date' && !isBirthDateKept) return REMOVED_DATE;
  return replacementFor(finding, pseudonym);
}
