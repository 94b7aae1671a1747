import type { AuditedPatient } from '../../src/core/audit/needles';
import { knownValues } from '../../src/core/identifiers/known-values';
import { uid } from '../support/data-sets';

/** A patient of whom something of every kind is known. */
export const MEIER: AuditedPatient = {
  anonymisedId: 'ANON-0001',
  known: knownValues({
    names: [
      'Meierhofer^Annegret^Ida',
      'Müßig^Zoë',
      'Yamada^Tarou=山田^太郎=やまだ^たろう',
      'Иванова^Ольга',
      'Hong^Gildong=洪^吉洞=홍^길동',
    ],
    people: ['Quacksalber^Theodor'],
    ids: ['MRN-4819-2375', '0075523119'],
    accessions: ['ACC7781234'],
    birthDates: ['19561103'],
    dates: ['20240229'],
    phones: ['+49 89 5550-1234'],
    addresses: ['Lindwurmstraße 17^80337 München'],
    institutions: ['Klinikum Obermenzing'],
  }),
  uids: [uid('study'), uid('series')],
};

/** Values in the forms in which they may turn up, with the kind as which each is to be found. */
export const TRACES: readonly (readonly [kind: string, text: string])[] = [
  ['name', 'MEIERHOFER'],
  ['name', 'seen: annegret meierhofer, 67y'],
  ['name', 'Meierhofer_Annegret'],
  ['name', 'MUESSIG'],
  ['name', 'Mußig'],
  ['person', 'Dr. Quacksalber'],
  ['id', 'MRN-4819-2375'],
  ['id', 'mrn48192375'],
  ['id', 'MRN_4819_2375'],
  ['id', '75523119'],
  ['accession', 'Acc. no. ACC7781234.'],
  ['birth-date', 'born 03.11.1956'],
  ['birth-date', '1956-11-03'],
  ['birth-date', 'Nov 3, 1956'],
  ['birth-date', '3. November 1956'],
  ['birth-date', '11/03/1956'],
  ['birth-date', '1956年11月3日'],
  ['date', 'prior of 29.02.2024'],
  ['phone', 'call +49 89 5550-1234'],
  ['phone', '+498955501234'],
  ['address', 'Lindwurmstraße 17'],
  ['institution', 'Klinikum Obermenzing, Ward 3'],
  ['uid', uid('study')],
];
