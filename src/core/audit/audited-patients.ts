import { knownValues } from '../identifiers/known-values';
import type { Mapping } from '../mapping/model';
import type { AuditedPatient } from './needles';

/** What a mapping workbook knows of its patients: names, IDs, birth dates where it has them, and their studies. */
export function patientsOfMapping({ patients, studies }: Mapping): readonly AuditedPatient[] {
  const studiesOf = new Map<string, Mapping['studies'][number][]>();
  for (const study of studies) {
    const others = studiesOf.get(study.anonymisedId);
    if (others) others.push(study);
    else studiesOf.set(study.anonymisedId, [study]);
  }
  return patients.map(({ anonymisedId, patientId, name, birthDate }) => {
    const own = studiesOf.get(anonymisedId) ?? [];
    return {
      anonymisedId,
      known: knownValues({
        names: [name],
        ids: [patientId],
        birthDates: [birthDate],
        accessions: own.map(({ accessionNumber }) => accessionNumber),
        dates: own.map(({ studyDate }) => studyDate),
      }),
      uids: own.map(({ studyInstanceUid }) => studyInstanceUid).filter((uid) => uid !== ''),
    };
  });
}

/** Patients that two sources tell of, as one each. */
export function mergePatients(patients: readonly AuditedPatient[]): readonly AuditedPatient[] {
  const merged = new Map<string, AuditedPatient>();
  for (const patient of patients) {
    const known = merged.get(patient.anonymisedId);
    merged.set(patient.anonymisedId, known ? joined(known, patient) : patient);
  }
  return [...merged.values()];
}

function joined(a: AuditedPatient, b: AuditedPatient): AuditedPatient {
  return {
    anonymisedId: a.anonymisedId,
    known: knownValues(a.known, b.known),
    uids: [...new Set([...a.uids, ...b.uids])],
  };
}
