import { identityKey, type IdentityKind, type PatientIdentity } from '../mapping/model';
import { IntColumn } from '../packed/int-column';
import { PairTable } from '../packed/pair-table';
import { type List, listOnDemand } from '../packed/records';
import { TextTable } from '../packed/text-table';
import { cohortOf } from './small-cohorts';
import type { SurveyedSeries } from './series-traits';

export interface SurveyedStudy {
  readonly studyInstanceUid: string;
  readonly studyDate: string;
  readonly accessionNumber: string;
  readonly description: string;
}

/** A patient as the survey found them. */
export interface SurveyedPatient {
  /** As the first file in natural order says. */
  readonly identity: PatientIdentity;
  /** Where the first file is: folder and position. */
  readonly first: Place;
  /** Every spelling of the name and every birth date that the files have. */
  readonly names: ReadonlySet<string>;
  readonly birthDates: ReadonlySet<string>;
  readonly accessionNumbers: ReadonlySet<string>;
  readonly studyDates: ReadonlySet<string>;
  readonly studies: readonly SurveyedStudy[];
}

/** A file: folder and position in it. */
export type Place = readonly [folder: number, position: number];

const KINDS: readonly IdentityKind[] = ['id', 'name', 'folder'];
/** After every position that there is. */
const LAST = 0x7fffffff;

/**
 * What a survey finds of patients, as numbers: each text once, a set as pairs of patient and text. As objects it would
 * be two kilobytes a patient, and a hospital has a hundred thousand of them.
 */
export class SurveyedPatients {
  /** By the texts of their identities; undefined once all are known. */
  private keys: TextTable | undefined = new TextTable();
  private count = 0;
  private readonly texts = new TextTable();
  /** Six numbers a patient: kind, Patient ID, issuer, name, birth date, folder. */
  private readonly identities = new IntColumn();
  private readonly firstFolder = new IntColumn();
  private readonly firstPosition = new IntColumn();
  private readonly names = new PairTable();
  private readonly birthDates = new PairTable();
  private readonly accessionNumbers = new PairTable();
  private readonly studyDates = new PairTable();
  /** The groups of patients that they belong to: modality, sex and age decade. */
  private readonly cohorts = new PairTable();
  private readonly studies = new PairTable();
  /** Five numbers a study: date, accession number, description, and where they come from. */
  private readonly studyValues = new IntColumn();

  get length(): number {
    return this.count;
  }

  get studyCount(): number {
    return this.studies.length;
  }

  /**
   * Notes the patient and the study of a series; returns the number of the patient.
   * @param place of the first of the batch of files that it was found in
   */
  add(series: SurveyedSeries, place: Place): number {
    const { patient } = series;
    const number = this.numberOf(patient, place);
    const { texts } = this;
    this.names.add(number, texts.add(patient.name));
    this.birthDates.add(number, texts.add(patient.birthDate));
    this.accessionNumbers.add(number, texts.add(series.accessionNumber));
    this.studyDates.add(number, texts.add(series.studyDate));
    this.cohorts.add(number, texts.add(cohortOf(series)));
    this.addStudy(number, series, place);
    return number;
  }

  /** Notes where a file of a patient is, and whom it says that they are. */
  addFile(number: number, place: Place, identity: PatientIdentity): void {
    if (comparePlaces(place, this.first(number)) > 0) return;
    this.firstFolder.set(number, place[0]);
    this.firstPosition.set(number, place[1]);
    this.numbersOf(identity).forEach((value, at) => this.identities.set(6 * number + at, value));
  }

  /** Which of two patients has the earlier first file: less than 0 for `a`. */
  compareFirst(a: number, b: number): number {
    return (
      this.firstFolder.at(a) - this.firstFolder.at(b) || this.firstPosition.at(a) - this.firstPosition.at(b)
    );
  }

  first(number: number): Place {
    return [this.firstFolder.at(number), this.firstPosition.at(number)];
  }

  /** Numbers that stand for the groups of a patient. */
  cohortsOf(number: number): readonly number[] {
    return this.cohorts.valuesOf(number);
  }

  /**
   * The patients in an order, each of whom becomes text when somebody looks. What was needed to find them is forgotten:
   * no more can be added.
   */
  sealed(order: ArrayLike<number>): List<SurveyedPatient> {
    this.keys = undefined;
    this.texts.seal();
    const { names, birthDates, accessionNumbers, studyDates, cohorts, studies } = this;
    for (const pairs of [names, birthDates, accessionNumbers, studyDates, cohorts, studies]) pairs.seal();
    return listOnDemand(order.length, (place) => new PatientView(this, order[place]!));
  }

  identity(number: number): PatientIdentity {
    const [kind, patientId, issuer, name, birthDate, folder] = [0, 1, 2, 3, 4, 5].map((at) =>
      this.identities.at(6 * number + at),
    ) as [number, number, number, number, number, number];
    const text = (of: number): string => this.texts.get(of);
    return {
      kind: KINDS[kind]!,
      patientId: text(patientId),
      issuer: text(issuer),
      name: text(name),
      birthDate: text(birthDate),
      folder: text(folder),
    };
  }

  textsOf(
    number: number,
    what: 'names' | 'birthDates' | 'accessionNumbers' | 'studyDates',
  ): ReadonlySet<string> {
    return new Set(this[what].valuesOf(number).map((text) => this.texts.get(text)));
  }

  studiesOf(number: number): readonly SurveyedStudy[] {
    return this.studies.positionsOf(number).map((study) => {
      const text = (at: number): string => this.texts.get(this.studyValues.at(5 * study + at));
      return {
        studyInstanceUid: this.texts.get(this.studies.value(study)),
        studyDate: text(0),
        accessionNumber: text(1),
        description: text(2),
      };
    });
  }

  private numberOf(identity: PatientIdentity, [folder]: Place): number {
    if (this.keys === undefined) throw new Error('all patients are known already');
    const number = this.keys.add(identityKey(identity));
    if (number < this.count) return number;
    this.count++;
    for (const value of this.numbersOf(identity)) this.identities.push(value);
    this.firstFolder.push(folder);
    this.firstPosition.push(LAST);
    return number;
  }

  private numbersOf({
    kind,
    patientId,
    issuer,
    name,
    birthDate,
    folder,
  }: PatientIdentity): readonly number[] {
    const texts = [patientId, issuer, name, birthDate, folder].map((text) => this.texts.add(text));
    return [KINDS.indexOf(kind), ...texts];
  }

  /** The values of a study are those of its first file: which worker was faster must not show. */
  private addStudy(patient: number, series: SurveyedSeries, place: Place): void {
    const before = this.studies.length;
    const study = this.studies.add(patient, this.texts.add(series.studyInstanceUid));
    const isNew = study === before;
    const at = 5 * study;
    if (!isNew && comparePlaces([this.studyValues.at(at + 3), this.studyValues.at(at + 4)], place) <= 0)
      return;
    const texts = [series.studyDate, series.accessionNumber, series.studyDescription];
    const values = [...texts.map((text) => this.texts.add(text)), ...place];
    values.forEach((value, field) =>
      isNew ? this.studyValues.push(value) : this.studyValues.set(at + field, value),
    );
  }
}

class PatientView implements SurveyedPatient {
  constructor(
    private readonly table: SurveyedPatients,
    private readonly number: number,
  ) {}

  get identity(): PatientIdentity {
    return this.table.identity(this.number);
  }

  get first(): Place {
    return this.table.first(this.number);
  }

  get names(): ReadonlySet<string> {
    return this.table.textsOf(this.number, 'names');
  }

  get birthDates(): ReadonlySet<string> {
    return this.table.textsOf(this.number, 'birthDates');
  }

  get accessionNumbers(): ReadonlySet<string> {
    return this.table.textsOf(this.number, 'accessionNumbers');
  }

  get studyDates(): ReadonlySet<string> {
    return this.table.textsOf(this.number, 'studyDates');
  }

  get studies(): readonly SurveyedStudy[] {
    return this.table.studiesOf(this.number);
  }
}

function comparePlaces(a: Place, b: Place): number {
  return a[0] - b[0] || a[1] - b[1];
}
