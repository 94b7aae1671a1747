/**
 * Patient, study, series and object of the sample: what each level contributes to a data set (PS3.3 §A.1.2).
 */
import { elementsOf, type Attributes } from './attributes';
import { element, encodeFile, inTagOrder, type DicomFile, type Element } from './dicom-writer';
import type { Random } from './random';
import type { UidSource } from './uids';

export interface Patient {
  readonly charset: string | readonly string[];
  readonly attributes: Attributes;
}

export interface Study {
  readonly patient: Patient;
  readonly uid: string;
  readonly frameOfReference: string;
  readonly date: string;
  readonly time: string;
  readonly attributes: Attributes;
  readonly newUid: UidSource;
  readonly random: Random;
}

export interface Series {
  readonly study: Study;
  readonly uid: string;
  readonly attributes: Attributes;
}

/** One SOP Instance, and how it is to be written. */
export interface SampleObject {
  readonly series: Series;
  readonly sopClass: string;
  readonly sopInstance: string;
  readonly attributes: Attributes;
  /** Private blocks and encapsulated pixel data: what has no keyword. */
  readonly extra: readonly Element[];
}

export interface ObjectForm extends Omit<DicomFile, 'dataSet'> {
  readonly sequences?: 'defined' | 'undefined';
}

/** What a study consists of before it has UIDs. */
export type StudyPlan = Pick<Study, 'patient' | 'date' | 'time' | 'attributes' | 'newUid' | 'random'>;

/** A study with UIDs of its own. */
export function openStudy(plan: StudyPlan): Study {
  return { ...plan, uid: plan.newUid(), frameOfReference: plan.newUid() };
}

/** A series of the study; `attributes` are those of its series and equipment modules. */
export function openSeries(study: Study, number: number, modality: string, attributes: Attributes): Series {
  return {
    study,
    uid: study.newUid(),
    attributes: {
      SeriesDate: study.date,
      SeriesTime: study.time,
      ...attributes,
      SeriesNumber: number,
      Modality: modality,
    },
  };
}

/** An object of the series with a new SOP Instance UID. */
export function makeObject(
  series: Series,
  sopClass: string,
  attributes: Attributes,
  extra: readonly Element[] = [],
): SampleObject {
  return { series, sopClass, sopInstance: series.study.newUid(), attributes, extra };
}

/** The bytes of the object's file. */
export function encodeObject(object: SampleObject, form: ObjectForm = {}): Uint8Array {
  const { sequences, ...file } = form;
  const dataSet = inTagOrder([...elementsOf(allAttributes(object), sequences), ...object.extra]);
  return encodeFile({ ...file, dataSet });
}

/** The item that refers to the object, PS3.3 Table 10-11. */
export function referenceTo(object: SampleObject): Attributes {
  return { ReferencedSOPClassUID: object.sopClass, ReferencedSOPInstanceUID: object.sopInstance };
}

/** A code sequence of one item, PS3.3 Table 8.8-1. */
export function code(value: string, scheme: string, meaning: string): readonly Attributes[] {
  return [{ CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning }];
}

/**
 * The creator and elements of a private block; `offset` is the low byte of the element numbers (PS3.5
 * §7.8.1).
 */
export function privateBlock(
  group: number,
  creator: string,
  contents: readonly ((base: number) => Element)[],
): readonly Element[] {
  const base = group * 0x10000 + 0x1000;
  return [element(group * 0x10000 + 0x0010, 'LO', creator), ...contents.map((make) => make(base))];
}

function allAttributes({ series, sopClass, sopInstance, attributes }: SampleObject): Attributes {
  const { study } = series;
  return {
    SpecificCharacterSet: study.patient.charset,
    ...study.patient.attributes,
    StudyInstanceUID: study.uid,
    StudyDate: study.date,
    StudyTime: study.time,
    ...study.attributes,
    SeriesInstanceUID: series.uid,
    ...series.attributes,
    SOPClassUID: sopClass,
    SOPInstanceUID: sopInstance,
    ...attributes,
  };
}
