import type { Attributes } from './attributes';
import type { Value } from './data-set';
import { code, makeObject, referenceTo, type SampleObject, type Series } from './objects';

const COMPREHENSIVE_SR_STORAGE = '1.2.840.10008.5.1.4.1.1.88.33';
const KEY_OBJECT_SELECTION_STORAGE = '1.2.840.10008.5.1.4.1.1.88.59';

export interface ReportText {
  readonly observer: string;
  readonly finding: string;
  readonly conclusion: string;
}

/** A verified report on the images, with names and a nested container in its content tree (PS3.3 §A.35.3). */
export function report(series: Series, images: readonly SampleObject[], text: ReportText): SampleObject {
  return makeObject(series, COMPREHENSIVE_SR_STORAGE, {
    ...documentModules(series, images),
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'VERIFIED',
    VerifyingObserverSequence: [verifyingObserver(series, text)],
    PerformedProcedureCodeSequence: [],
    ReferencedPerformedProcedureStepSequence: [],
    ...container(code('18748-4', 'LN', 'Diagnostic imaging report'), [
      ...observation(series, text),
      findings(images, text),
      textItem(code('121077', 'DCM', 'Conclusion'), text.conclusion),
    ]),
  });
}

/** A selection of images for the referring physician, PS3.3 §A.35.4. */
export function keyObjectSelection(
  series: Series,
  images: readonly SampleObject[],
  note: string,
): SampleObject {
  return makeObject(series, KEY_OBJECT_SELECTION_STORAGE, {
    ...documentModules(series, images),
    ReferencedPerformedProcedureStepSequence: [],
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '2010' }],
    ...container(code('113004', 'DCM', 'For Teaching'), [
      textItem(code('113012', 'DCM', 'Key Object Description'), note),
      ...images.map((image) => imageItem('CONTAINS', image)),
    ]),
  });
}

function documentModules(series: Series, images: readonly SampleObject[]): Attributes {
  return {
    InstanceNumber: 1,
    ContentDate: series.study.date,
    ContentTime: series.study.time,
    CurrentRequestedProcedureEvidenceSequence: [evidenceOf(series, images)],
  };
}

function evidenceOf(series: Series, images: readonly SampleObject[]): Attributes {
  return {
    StudyInstanceUID: series.study.uid,
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: images[0]?.series.uid ?? series.uid,
        ReferencedSOPSequence: images.map(referenceTo),
      },
    ],
  };
}

function verifyingObserver(series: Series, text: ReportText): Attributes {
  return {
    VerifyingOrganization: 'St. Elsewhere University Hospital',
    VerificationDateTime: `${series.study.date}${series.study.time}`,
    VerifyingObserverName: text.observer,
    VerifyingObserverIdentificationCodeSequence: [],
  };
}

function observation(series: Series, text: ReportText): readonly Attributes[] {
  const { PatientName = '' } = series.study.patient.attributes;
  return [
    nameItem(code('121008', 'DCM', 'Person Observer Name'), text.observer),
    nameItem(code('121029', 'DCM', 'Subject Name'), PatientName),
    {
      RelationshipType: 'HAS OBS CONTEXT',
      ValueType: 'UIDREF',
      ConceptNameCodeSequence: code('121018', 'DCM', 'Procedure Study Instance UID'),
      UID: series.study.uid,
    },
  ];
}

function findings(images: readonly SampleObject[], text: ReportText): Attributes {
  const content: readonly Attributes[] = [
    textItem(code('121071', 'DCM', 'Finding'), text.finding, images.map(inferredFrom)),
    {
      RelationshipType: 'CONTAINS',
      ValueType: 'NUM',
      ConceptNameCodeSequence: code('103339001', 'SCT', 'Long Axis'),
      MeasuredValueSequence: [
        { NumericValue: 12.5, MeasurementUnitsCodeSequence: code('mm', 'UCUM', 'millimeter') },
      ],
    },
  ];
  return { RelationshipType: 'CONTAINS', ...container(code('121070', 'DCM', 'Findings'), content) };
}

function inferredFrom(image: SampleObject): Attributes {
  return imageItem('INFERRED FROM', image);
}

function container(title: readonly Attributes[], content: readonly Attributes[]): Attributes {
  return {
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: title,
    ContinuityOfContent: 'SEPARATE',
    ContentSequence: content,
  };
}

function textItem(
  concept: readonly Attributes[],
  text: string,
  content: readonly Attributes[] = [],
): Attributes {
  return {
    RelationshipType: 'CONTAINS',
    ValueType: 'TEXT',
    ConceptNameCodeSequence: concept,
    TextValue: text,
    ...(content.length > 0 && { ContentSequence: content }),
  };
}

function nameItem(concept: readonly Attributes[], name: Value): Attributes {
  return {
    RelationshipType: 'HAS OBS CONTEXT',
    ValueType: 'PNAME',
    ConceptNameCodeSequence: concept,
    PersonName: name,
  };
}

function imageItem(relationship: string, image: SampleObject): Attributes {
  return { RelationshipType: relationship, ValueType: 'IMAGE', ReferencedSOPSequence: [referenceTo(image)] };
}
