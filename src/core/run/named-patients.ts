import { IntColumn } from '../packed/int-column';
import type { List } from '../packed/records';
import { TextTable } from '../packed/text-table';
import type { NamedPatient } from './target-paths';
import type { SurveyedPatient } from './surveyed-patients';

/** A patient of the run, who may have been in the mapping before. */
export interface AssignedPatient extends NamedPatient {
  readonly isNew: boolean;
}

/** The patients of a run and what they are called, as numbers. */
export class NamedPatients implements List<AssignedPatient> {
  private readonly ids = new TextTable();
  private readonly idOf = new IntColumn();
  private readonly offsets = new IntColumn();
  private readonly isNew = new IntColumn();

  /** @param surveyed the patients, to be named in this order */
  constructor(private readonly surveyed: List<SurveyedPatient>) {}

  get length(): number {
    return this.idOf.length;
  }

  add({ anonymisedId, dateOffset, isNew }: Omit<AssignedPatient, 'surveyed'>): void {
    this.idOf.push(this.ids.add(anonymisedId));
    this.offsets.push(dateOffset);
    this.isNew.push(isNew ? 1 : 0);
  }

  at(position: number): AssignedPatient | undefined {
    if (position >= this.length) return undefined;
    return {
      surveyed: this.surveyed.at(position)!,
      anonymisedId: this.ids.get(this.idOf.at(position)),
      dateOffset: this.offsets.at(position),
      isNew: this.isNew.at(position) === 1,
    };
  }

  /** Those who were not in the mapping before. The others, who may be a hundred thousand, take no time. */
  *newOnes(): Generator<AssignedPatient> {
    for (let position = 0; position < this.length; position++)
      if (this.isNew.at(position) === 1) yield this.at(position)!;
  }

  *[Symbol.iterator](): Iterator<AssignedPatient> {
    for (let position = 0; position < this.length; position++) yield this.at(position)!;
  }
}
