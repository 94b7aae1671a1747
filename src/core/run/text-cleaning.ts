import type { ElementTable } from '../dicom/element-table';
import { VR } from '../dicom/vr';
import type { Finding } from '../identifiers/finding';
import type { KnownValues } from '../identifiers/known-values';
import { FreeTextCleaner } from '../identifiers/free-text-cleaner';
import { type Replacement, replacementFor, type TextPseudonym } from '../identifiers/replacements';
import { ACT } from '../policy/action';
import { Decider } from '../policy/decider';
import { FREE_TEXT } from '../policy/dicomanon';
import {
  type FateOfBirthDate,
  fateOfBirthDate,
  type FateOfDates,
  fateOfDates,
  keepsUids,
} from '../policy/fates';
import type { PolicyChoice } from '../policy/policy';
import { KEPT_UIDS, type UidMap } from '../pseudonym/uid-map';
import { findUids } from '../pseudonym/uid-text';
import type { PatientPseudonym } from '../splice/patient';
import { type TextCleaner, UidCleaner } from '../splice/text-cleaner';

const INSTITUTION_NAME = 0x00080080;
/** A person who is neither the patient nor named by a rule of any policy's own. */
const CONTENT_CREATOR_NAME = 0x00700084;

/**
 * Code Value, Coding Scheme Designator and Version: a code with a word replaced would be another code, and who fills them is
 * a vocabulary. UIDs in them are replaced like everywhere.
 */
const CODES: readonly number[] = [0x00080100, 0x00080102, 0x00080103];

/** In place of a date, where the policy removes dates. */
const REMOVED_DATE = 'DATE';

/** A cleaner that may know already what the file that was prepared tells of its patient. */
export interface LearningCleaner extends TextCleaner {
  /** The same object for files that tell the same. */
  told?(): KnownValues;
}

/**
 * What text is cleaned with under a policy: of all that the file tells of its patient, or of UIDs only where the policy
 * leaves free text alone. Dates, the birth date, UIDs, institutions and people fare in text as in their attributes; an
 * attribute that a part of the policy names stays when that part is turned off, and so do codes.
 */
export function textCleaner(choice: PolicyChoice, uidMap: UidMap): LearningCleaner {
  const uids = keepsUids(choice) ? KEPT_UIDS : uidMap;
  const uidCleaner = new UidCleaner(uids);
  if (!cleansFreeText(choice)) return uidCleaner;
  const fates = textFates(choice);
  const cleaner = new FreeTextCleaner(
    { find: findUids, map: (bytes, from, to) => uids.map(bytes, from, to) },
    (finding, pseudonym) => replacementUnder(fates, finding, pseudonym),
  );
  const left = tagsLeftAlone(choice);
  let table: ElementTable;
  return {
    prepare(file) {
      table = file.table;
      cleaner.prepare({ ...file, patient: textPatient(file.patient, fates) });
    },
    clean(bytes, from, to, row, arena) {
      const used = left.has(table.tag[row]!) ? uidCleaner : cleaner;
      return used.clean(bytes, from, to, row, arena);
    },
    told: () => cleaner.told(),
  };
}

/** What becomes of things that text may tell, judged by their attributes. */
interface TextFates {
  readonly dates: FateOfDates;
  readonly birthDate: FateOfBirthDate;
  readonly keepsInstitutions: boolean;
  readonly keepsPeople: boolean;
}

function textFates(choice: PolicyChoice): TextFates {
  const decider = new Decider(choice);
  return {
    dates: fateOfDates(choice),
    birthDate: fateOfBirthDate(choice),
    keepsInstitutions: decider.decide(INSTITUTION_NAME, VR.LO) === ACT.keep,
    keepsPeople: decider.decide(CONTENT_CREATOR_NAME, VR.PN) === ACT.keep,
  };
}

function tagsLeftAlone({ policy, on }: PolicyChoice): ReadonlySet<number> {
  const left = policy.rules.flatMap(({ selector, switch: id }) => {
    const part = policy.switches.find((each) => each.id === id);
    return selector.by === 'tag' && part?.onByDefault === true && !on.includes(part.id) ? [selector.tag] : [];
  });
  return new Set([...CODES, ...left]);
}

function cleansFreeText({ policy, on }: PolicyChoice): boolean {
  return on.includes(FREE_TEXT) || !policy.switches.some(({ id }) => id === FREE_TEXT);
}

function textPatient({ anonymisedId, dateOffset }: PatientPseudonym, fates: TextFates): TextPseudonym {
  const moves = fates.dates !== 'UNMODIFIED';
  return {
    anonymisedId,
    dateOffset: moves ? dateOffset : undefined,
    keepBirthDate: fates.birthDate === 'kept',
  };
}

function replacementUnder(fates: TextFates, finding: Finding, pseudonym: TextPseudonym): Replacement {
  const { kind } = finding;
  if (kind === 'institution' && fates.keepsInstitutions) return undefined;
  if (kind === 'person' && fates.keepsPeople) return undefined;
  if (kind === 'birth-date' && fates.birthDate === 'removed') return REMOVED_DATE;
  if (kind === 'birth-date' && fates.birthDate === 'moved')
    return replacementFor({ ...finding, kind: 'date' }, pseudonym);
  return kind === 'date' && fates.dates === 'REMOVED' ? REMOVED_DATE : replacementFor(finding, pseudonym);
}
