import type { RiskName } from './risk-decisions';

/** What each risk is and what to do about it, for the command line, the report and the list of held-back files. */
export const RISK_TEXTS: Readonly<Record<RiskName, { readonly what: string; readonly remedy: string }>> = {
  burnedIn: {
    what: 'may show patient data in the image itself (burned-in annotation)',
    remedy: 'Look at these images before you hand them on, or hold them back.',
  },
  face: {
    what: 'head CT or MR, in which a face can be recognised',
    remedy: 'Remove the face with a defacing tool before you hand them on, or hold them back.',
  },
  encapsulatedDocument: {
    what: 'whole document (PDF, CDA) inside, which is searched but not changed',
    remedy:
      'Read the documents, or hold them back: they often name the patient, on scanned pages where no search finds it.',
  },
  structuredReport: {
    what: 'structured report, which is free text',
    remedy: 'Look at the preview of some: names that the file does not know are not found in sentences.',
  },
  freeText: {
    what: 'comments or other free text',
    remedy:
      'Look at "Kept free text" in the preview: what is known of the patient is replaced, the rest stays.',
  },
  ageOver89: {
    what: 'patient older than 89 years',
    remedy: 'Such ages single people out: remove PatientAge and PatientBirthDate, or hold them back.',
  },
  rareDemographics: {
    what: 'rare sex, size or weight, or a pregnancy',
    remedy: 'Remove these attributes where the study does not need them, or hold the files back.',
  },
  smallCohort: {
    what: 'patient of a group smaller than 5 (modality, sex and age decade)',
    remedy:
      'Few share these traits, so that others may tell who it is: coarsen them, or hold the files back.',
  },
  noPatientId: {
    what: 'no Patient ID',
    remedy: 'Patients are told apart by name there, or by their folder: check that they are who you think.',
  },
  privateAttributes: {
    what: 'private attributes',
    remedy: 'The built-in policies remove them; look at "Kept private" in the preview if yours does not.',
  },
};
