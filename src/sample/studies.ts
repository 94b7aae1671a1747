/** The visits of the sample's patients, with what the administration knows of each. */
import { openStudy, type Study } from './objects';
import { KIM, MUELLER, OCONNOR, PAPADOPOULOU, SUZUKI, UNREGISTERED } from './patients';
import type { Random } from './random';
import { scannerUids, uuidUids } from './uids';

export interface Studies {
  readonly thorax: Study;
  readonly followUp: Study;
  readonly brain: Study;
  readonly heart: Study;
  readonly chest: Study;
  readonly knee: Study;
  readonly phantom: Study;
}

/** All visits; the same UIDs and pixels for the same random numbers. */
export function makeStudies(random: Random): Studies {
  return {
    thorax: thorax(random),
    followUp: followUp(random),
    brain: brain(random),
    heart: heart(random),
    chest: chest(random),
    knee: knee(random),
    phantom: phantom(random),
  };
}

function thorax(random: Random): Study {
  return openStudy({
    patient: MUELLER,
    random,
    date: '20240229',
    time: '101523',
    newUid: scannerUids(random, '20240229', '101523'),
    attributes: {
      StudyID: 'S-4711',
      AccessionNumber: 'ACC2024-10037',
      IssuerOfAccessionNumberSequence: [{ LocalNamespaceEntityID: 'ELSEWHERE-RIS' }],
      StudyDescription: 'CT Thorax mit KM, Herr Müller',
      ReferringPhysicianName: 'Überweiser^Ute^^Dr.',
      ReferringPhysicianAddress: 'Praxis am Markt 1, Münster',
      ReferringPhysicianTelephoneNumbers: '+49 251 555 0100',
      PhysiciansOfRecord: 'Station^Stefan',
      NameOfPhysiciansReadingStudy: 'Befund^Berta',
      RequestingPhysician: 'Überweiser^Ute^^Dr.',
      RequestingService: 'Pneumologie',
      RequestedProcedureDescription: 'CT Thorax',
      PatientAge: '067Y',
      PatientSize: 1.82,
      PatientWeight: 84,
      Occupation: 'Lehrer',
      AdditionalPatientHistory: 'Herr Müller: Husten seit 3 Wochen, Raucher.',
      AdmissionID: 'ADM-55120',
      VisitComments: 'Zimmer 214, Ehefrau anrufen: 0251 555 0143',
      StudyComments: 'Vergleich mit Voraufnahme vom 11.03.2019',
    },
  });
}

function followUp(random: Random): Study {
  return openStudy({
    patient: MUELLER,
    random,
    date: '20240614',
    time: '083012',
    newUid: scannerUids(random, '20240614', '083012'),
    attributes: {
      StudyID: 'S-5102',
      AccessionNumber: 'ACC2024-22871',
      StudyDescription: 'CT Thorax Verlauf',
      ReferringPhysicianName: 'Überweiser^Ute^^Dr.',
      PatientAge: '068Y',
    },
  });
}

function brain(random: Random): Study {
  return openStudy({
    patient: KIM,
    random,
    date: '20231107',
    time: '140455',
    newUid: scannerUids(random, '20231107', '140455'),
    attributes: {
      StudyID: '881',
      AccessionNumber: 'A-77120',
      StudyDescription: 'MR Brain 두통',
      ReferringPhysicianName: 'Park^Jisoo=朴^智秀=박^지수',
      PatientAge: '034Y',
      AdditionalPatientHistory: '편두통, 임신 12주',
    },
  });
}

function heart(random: Random): Study {
  return openStudy({
    patient: PAPADOPOULOU,
    random,
    date: '20220830',
    time: '091000',
    newUid: uuidUids(random),
    attributes: {
      StudyID: 'ECHO-9',
      AccessionNumber: '',
      StudyDescription: 'Υπέρηχος καρδιάς',
      ReferringPhysicianName: 'Νικολάου^Γιώργος',
    },
  });
}

function chest(random: Random): Study {
  return openStudy({
    patient: SUZUKI,
    random,
    date: '20231003',
    time: '164512.500',
    newUid: scannerUids(random, '20231003', '164512'),
    attributes: {
      StudyID: '1',
      AccessionNumber: '20231003001',
      StudyDescription: 'Chest 2 views',
      ReferringPhysicianName: 'Tanaka^Ken=\x1b$BEDCf\x1b(B^\x1b$B7r\x1b(B',
    },
  });
}

function knee(random: Random): Study {
  return openStudy({
    patient: OCONNOR,
    random,
    date: '20050412',
    time: '120000',
    newUid: scannerUids(random, '20050412', '120000'),
    attributes: {
      StudyID: 'K1',
      AccessionNumber: 'OLD-0000981',
      StudyDescription: "MRI left knee, Ms O'Connor",
      ReferringPhysicianName: 'Referrer^Rita',
    },
  });
}

function phantom(random: Random): Study {
  return openStudy({
    patient: UNREGISTERED,
    random,
    date: '20210101',
    time: '070000',
    newUid: scannerUids(random, '20210101', '070000'),
    attributes: {
      StudyID: 'QA',
      AccessionNumber: '',
      StudyDescription: 'Daily quality check',
      ReferringPhysicianName: '',
    },
  });
}
