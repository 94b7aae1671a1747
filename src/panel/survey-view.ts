import { formatBytes } from '../core/record/format';
import type { RiskDecision } from '../core/policy/risk-decisions';
import { RISKS, type Counts, type DecidedFiles, type Risk } from './panel-state';
import { t } from './translate';

/** A number with what it counts. */
export interface Figure {
  readonly value: string;
  readonly label: string;
}

/** A risk with the number of files and a word of explanation. */
export interface RiskView {
  readonly risk: Risk;
  readonly title: string;
  readonly explanation: string;
  /** What is normal and treated by the policy is told, not warned of. */
  readonly isWarning: boolean;
}

/** The figures of a survey. */
export function viewFigures(counts: Counts): readonly Figure[] {
  const { patients, studies, series, dicom, bytes } = counts;
  return [
    { value: number(patients), label: patients === 1 ? t('patient') : t('patients') },
    { value: number(studies), label: studies === 1 ? t('study') : t('studies') },
    { value: number(series), label: t('series') },
    { value: number(dicom), label: dicom === 1 ? t('DICOM file') : t('DICOM files') },
    { value: formatBytes(bytes), label: t('to copy') },
  ];
}

/** "CT 1,200 · MR 80", the most frequent first. */
export function viewModalities({ modalities }: Counts): string {
  return Object.entries(modalities)
    .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1))
    .map(([modality, count]) => `${modality} ${number(count)}`)
    .join(' · ');
}

/** What is there beside the files that are anonymised; '' when there is nothing. */
export function viewOthers({ skipped, failed }: Counts): string {
  const parts = [
    skipped > 0 ? t('{0} not DICOM or not to be copied', files(skipped)) : '',
    failed > 0 ? t('{0} cannot be read', files(failed)) : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The risks that occur. */
export function viewRisks({ risks }: Pick<Counts, 'risks'>): readonly RiskView[] {
  return RISKS.filter((risk) => risks[risk] > 0).map((risk) => {
    const [title, explanation] = describe(risk, risks[risk]);
    return { risk, title, explanation, isWarning: isWarning(risk) };
  });
}

/** What can become of files with a risk, in two words. */
export function decisionName(decision: RiskDecision): string {
  switch (decision) {
    case 'pass':
      return t('Write it');
    case 'hold-back':
      return t('Hold back');
    case 'fail':
      return t('Fail');
  }
}

/** How many files will not be written because of their risks; '' when all will. */
export function decidedText({ heldBack, refused }: DecidedFiles): string {
  const parts = [
    heldBack > 0 ? t('{0} will be held back because of risks.', files(heldBack)) : '',
    refused > 0 ? t('{0} will fail because of risks.', files(refused)) : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Whether a risk is warned of; what is normal and treated by the policy is told. */
export function isWarning(risk: Risk): boolean {
  return !TOLD.has(risk);
}

/** Normal, and treated by the policy. */
const TOLD: ReadonlySet<Risk> = new Set<Risk>(['privateAttributes', 'freeText', 'smallCohort']);

function describe(risk: Risk, count: number): readonly [string, string] {
  const all = files(count);
  switch (risk) {
    case 'burnedIn':
      return [
        t('{0} may show text in the picture', all),
        t('Names that are burned into the pixels stay. Look at these images before you hand them on.'),
      ];
    case 'encapsulatedDocument':
      return [
        t('{0} with a document inside', all),
        t('PDF and CDA documents are copied as they are. They often name the patient.'),
      ];
    case 'structuredReport':
      return [
        t('{0} with a structured report', all),
        t(
          'In its text only what the file itself tells of the patient is found. Other names in sentences stay.',
        ),
      ];
    case 'face':
      return [
        t('{0} of a head, in which a face can be recognised', all),
        t('CT and MR volumes of the head show the face. Remove it with a defacing tool, or hold them back.'),
      ];
    case 'freeText':
      return [
        t('{0} with comments or other free text', all),
        t('What is known of the patient is replaced in it. The preview shows what stays.'),
      ];
    case 'ageOver89':
      return [
        t('{0} of patients older than 89', all),
        t(
          'Such ages single people out. Remove Patient Age and Patient Birth Date with a policy of your own.',
        ),
      ];
    case 'rareDemographics':
      return [
        t('{0} with a rare sex, size or weight, or a pregnancy', all),
        t('Few people share these. Remove the attributes where they are not needed.'),
      ];
    case 'smallCohort':
      return [
        t('{0} of patients in groups smaller than 5', all),
        t('Few here share their modality, sex and age decade, so that others may tell who it is.'),
      ];
    case 'noPatientId':
      return [
        t('{0} without a Patient ID', all),
        t('Patients are told apart by name and birth date there, or by their folder.'),
      ];
    case 'privateAttributes':
      return [
        t('{0} with private attributes', all),
        t('Manufacturers put what they like there. The policy removes them, unless you turn that off.'),
      ];
  }
}

/** "1 file", "2,345 files". */
export function files(count: number): string {
  return count === 1 ? t('1 file') : t('{0} files', number(count));
}

/** A number with separators. */
export function number(value: number): string {
  return value.toLocaleString('en-GB');
}
