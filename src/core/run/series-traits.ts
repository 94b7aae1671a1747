import { createDecoder } from '../dicom/charset';
import type { ElementTable } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import type { SeriesIdentity } from './identify';
import { RememberedValues } from './remembered-values';
import { ageInYears, type RiskTraits, risksOfTraits } from './risk-rules';

/** A series as the survey finds it, with what groups of patients are made by. */
export interface SurveyedSeries extends SeriesIdentity {
  readonly sex: string;
  /** In full years at the study; undefined when the file does not tell. */
  readonly age: number | undefined;
}

/** What a file tells beyond its identity. */
export interface SeriesTraits {
  readonly sex: string;
  readonly age: number | undefined;
  /** Bits of RISK. */
  readonly risks: number;
}

/** The attributes that tell of risks, and the VR in which each is decoded. */
const TELLING = {
  characterSet: [TAG.SpecificCharacterSet, VR.CS],
  imageType: [TAG.ImageType, VR.CS],
  sopClass: [TAG.SOPClassUID, VR.UI],
  studyDate: [TAG.StudyDate, VR.DA],
  modality: [TAG.Modality, VR.CS],
  conversionType: [TAG.ConversionType, VR.CS],
  studyDescription: [TAG.StudyDescription, VR.LO],
  seriesDescription: [TAG.SeriesDescription, VR.LO],
  anatomicRegion: [TAG.AnatomicRegionSequence, VR.LO],
  birthDate: [TAG.PatientBirthDate, VR.DA],
  sex: [TAG.PatientSex, VR.CS],
  age: [TAG.PatientAge, VR.AS],
  size: [TAG.PatientSize, VR.DS],
  weight: [TAG.PatientWeight, VR.DS],
  pregnancy: [TAG.PregnancyStatus, VR.US],
  bodyPart: [TAG.BodyPartExamined, VR.CS],
  protocol: [TAG.ProtocolName, VR.LO],
  burnedIn: [TAG.BurnedInAnnotation, VR.CS],
  recognizable: [TAG.RecognizableVisualFeatures, VR.CS],
} as const satisfies Record<keyof RiskTraits | 'characterSet', readonly [number, number]>;

const NAMES = Object.keys(TELLING) as (keyof typeof TELLING)[];

/** Tells what a scanned file holds of traits and risks; like the identity, it is mostly that of the file before. */
export class TraitReader {
  private readonly raw = new RememberedValues(
    Object.values(TELLING).map(([tag]) =>
      tag === TAG.AnatomicRegionSequence ? { tag, inside: TAG.CodeMeaning } : { tag },
    ),
  );
  private last: SeriesTraits | undefined;

  /** @returns the same object as for the file before, when all values are the same */
  read(window: HeaderWindow, table: ElementTable, layout: FileLayout): SeriesTraits {
    const isSame = this.raw.take(window, table, layout);
    if (this.last && isSame) return this.last;
    this.last = traitsOf(this.raw.values);
    return this.last;
  }
}

function traitsOf(values: readonly Buffer[]): SeriesTraits {
  const valueOf = (name: keyof typeof TELLING): Buffer => values[NAMES.indexOf(name)]!;
  const decode = createDecoder(trim(valueOf('characterSet').toString('latin1')));
  const text = (name: keyof typeof TELLING): string => trim(decode(valueOf(name), TELLING[name][1]));
  const traits = Object.fromEntries(
    NAMES.map((name) => [name, name === 'pregnancy' ? smallNumber(valueOf(name)) : text(name)]),
  ) as unknown as RiskTraits;
  return { sex: traits.sex, age: ageInYears(traits), risks: risksOfTraits(traits) };
}

/** The codes of Pregnancy Status fit into a byte, which is the first or, Big Endian, the second. */
function smallNumber(value: Buffer): number {
  return value.length === 2 ? value[0]! | value[1]! : 0;
}

/** Padding is not significant (PS3.5 §6.2). */
function trim(text: string): string {
  return text.replace(/^[\0 ]+|[\0 ]+$/g, '');
}
