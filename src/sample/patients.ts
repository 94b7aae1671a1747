/** The invented patients of the sample: several scripts, and IDs whose form matters. */
import type { Patient } from './objects';

export const MUELLER: Patient = {
  charset: 'ISO_IR 100',
  attributes: {
    PatientName: 'Müller^Jürgen^^Dr.',
    PatientID: '007123',
    IssuerOfPatientID: 'ST-ELSEWHERE',
    PatientBirthDate: '19560311',
    PatientSex: 'M',
    OtherPatientIDsSequence: [
      { PatientID: 'KV-A123456789', IssuerOfPatientID: 'AOK', TypeOfPatientID: 'TEXT' },
    ],
    PatientBirthName: 'Schäfer^Jürgen',
    PatientMotherBirthName: 'Großmann^Käthe',
    PatientAddress: 'Lindenstraße 5, 48149 Münster',
    PatientTelephoneNumbers: ['+49 251 5550143', '+49 170 5550199'],
    PatientReligiousPreference: 'none',
    EthnicGroup: 'undisclosed',
    CountryOfResidence: 'DE',
    RegionOfResidence: 'Westfalen',
    PatientComments: 'Prefers to be called Jürgen; allergic to contrast medium.',
  },
};

export const KIM: Patient = {
  charset: 'ISO_IR 192',
  attributes: {
    PatientName: 'Kim^Minji=金^民智=김^민지',
    PatientID: 'MRN-48-1923',
    PatientBirthDate: '19881224',
    PatientSex: 'F',
    OtherPatientIDs: ['881224-2345678', 'VIP 12'],
    OtherPatientNames: 'Kim^Minnie',
    PatientInsurancePlanCodeSequence: [
      { CodeValue: 'NHIS-1', CodingSchemeDesignator: '99KR', CodeMeaning: 'National Health Insurance' },
    ],
    InsurancePlanIdentification: 'NHIS-5550-881',
    ResponsiblePerson: 'Kim^Jihoon',
    ResponsiblePersonRole: 'SPOUSE',
  },
};

export const PAPADOPOULOU: Patient = {
  charset: 'ISO_IR 192',
  attributes: {
    PatientName: 'Παπαδοπούλου^Ελένη',
    PatientID: 'GR-0042',
    PatientBirthDate: '19470501',
    PatientSex: 'F',
    PatientAddress: 'Οδός Ερμού 12, Αθήνα',
  },
};

/** The name in three component groups with ISO 2022 escapes (PS3.5 §H.3), a character a byte. */
export const SUZUKI: Patient = {
  charset: ['', 'ISO 2022 IR 87'],
  attributes: {
    PatientName: 'Suzuki^Hanako=\x1b$BNkLZ\x1b(B^\x1b$B2V;R\x1b(B=\x1b$B$9$:$-\x1b(B^\x1b$B$O$J$3\x1b(B',
    PatientID: 'JP 55-881',
    PatientBirthDate: '20150109',
    PatientSex: 'F',
    ResponsiblePerson: 'Suzuki^Ichiro=\x1b$BNkLZ\x1b(B^\x1b$B0lO:\x1b(B',
    ResponsiblePersonRole: 'PARENT',
  },
};

/** Not the patient 007123: leading zeros count. */
export const OCONNOR: Patient = {
  charset: 'ISO_IR 6',
  attributes: {
    PatientName: "O'Connor^Mary^Ann",
    PatientID: '7123',
    PatientBirthDate: '19790630',
    PatientSex: 'F',
    PatientTelephoneNumbers: '555-0117',
  },
};

/** A phantom scan that nobody registered. */
export const UNREGISTERED: Patient = {
  charset: 'ISO_IR 100',
  attributes: { PatientName: '', PatientID: '', PatientBirthDate: '', PatientSex: 'O' },
};
