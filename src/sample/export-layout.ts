/**
 * What the sample hospital burns on its discs: which objects each folder holds, and how each file is written.
 */
import { clutterFiles } from './clutter';
import { ctSlices } from './ct';
import { TRANSFER_SYNTAX } from './dicom-writer';
import { encapsulatedPdf } from './encapsulated-document';
import { enhancedMR } from './enhanced-mr';
import {
  CT_SCANNER,
  MR_SCANNER,
  PLANNING_SYSTEM,
  RADIOGRAPHY_UNIT,
  ULTRASOUND_SCANNER,
  WORKSTATION,
} from './equipment';
import { mrSlices, T1_WEIGHTED, T2_WEIGHTED } from './mr';
import { encodeObject, openSeries, type ObjectForm, type SampleObject, type Study } from './objects';
import { presentationState } from './presentation-state';
import { radiograph, screenshot } from './radiograph';
import { dose, plan, structureSet } from './radiotherapy';
import type { Random } from './random';
import { segmentation } from './segmentation';
import { keyObjectSelection, report } from './structured-report';
import { makeStudies } from './studies';
import { ultrasoundLoop } from './ultrasound';

export interface DicomEntry {
  /** Relative, with `/`. */
  readonly path: string;
  readonly object: SampleObject;
  readonly form: ObjectForm;
}

export interface ExportLayout {
  readonly dicom: readonly DicomEntry[];
  /** Path to content of the files that are not DICOM. */
  readonly clutter: Readonly<Record<string, Uint8Array>>;
}

const THORAX = 'Müller_Jürgen_007123/20240229 CT Thorax ACC2024-10037';
const FOLLOW_UP = 'Müller_Jürgen_007123/20240614 CT Thorax Verlauf';
const BRAIN = 'MRN-48-1923/MR Brain';
const HEART = 'GR-0042 ΠΑΠΑΔΟΠΟΥΛΟΥ ΕΛΕΝΗ/echo';
const CHEST = 'SUZUKI^HANAKO/20231003001';
const KNEE = 'archive/7123_OConnor_19790630';

/** Every file of the export, in the order of its folders. */
export function layOutExport(random: Random): ExportLayout {
  const studies = makeStudies(random);
  return {
    dicom: [
      ...thoraxFolder(studies.thorax),
      ...followUpFolder(studies.followUp),
      ...brainFolder(studies.brain),
      ...heartFolder(studies.heart),
      ...chestFolder(studies.chest),
      ...kneeFolder(studies.knee),
      ...phantomFolder(studies.phantom),
    ],
    clutter: clutterFiles(random, THORAX, HEART),
  };
}

/** A planning CT and everything that was derived from it. */
function thoraxFolder(study: Study): readonly DicomEntry[] {
  const images = ctSlices(openSeries(study, 2, 'CT', { ...CT_SCANNER, ...THORAX_SERIES }), 14);
  const planning = { ...PLANNING_SYSTEM, SeriesDescription: 'Planning', OperatorsName: 'Planner^Paula' };
  const structures = structureSet(openSeries(study, 10, 'RTSTRUCT', planning), images);
  const planned = plan(openSeries(study, 11, 'RTPLAN', planning), structures);
  const dosed = dose(openSeries(study, 12, 'RTDOSE', planning), planned);
  const marked = images.slice(5, 8);
  const reading = (number: number, modality: string): ReturnType<typeof openSeries> =>
    openSeries(study, number, modality, {
      ...WORKSTATION,
      BodyPartExamined: 'CHEST',
      SeriesDescription: `Reading ${modality}`,
    });
  return [
    ...numbered(images, (number) => `${THORAX}/S0002_Thorax/IM${number}.dcm`),
    entry(`${THORAX}/RT/RS.007123.dcm`, structures, { transferSyntax: TRANSFER_SYNTAX.implicitLE }),
    entry(`${THORAX}/RT/RP.007123.dcm`, planned, { transferSyntax: TRANSFER_SYNTAX.implicitLE }),
    entry(`${THORAX}/RT/RD.007123.dcm`, dosed, { transferSyntax: TRANSFER_SYNTAX.implicitLE }),
    entry(`${THORAX}/reading/SR.dcm`, report(reading(20, 'SR'), marked, THORAX_REPORT), {
      sequences: 'undefined',
    }),
    entry(`${THORAX}/reading/KO.dcm`, keyObjectSelection(reading(21, 'KO'), marked, 'Demo: Müller, 007123')),
    entry(`${THORAX}/reading/SEG.dcm`, segmentation(reading(22, 'SEG'), images, 'Befund^Berta')),
    entry(
      `${THORAX}/reading/PR.dcm`,
      presentationState(reading(23, 'PR'), marked, 'Befund^Berta', 'Herd, Müller 12 mm'),
    ),
  ];
}

const THORAX_REPORT = {
  observer: 'Befund^Berta^^Dr.',
  finding: 'Herr Müller hat einen Rundherd im rechten Oberlappen.',
  conclusion: 'Kontrolle in 3 Monaten. Telefonisch mit Frau Dr. Überweiser besprochen.',
};

const THORAX_SERIES = {
  SeriesDescription: 'Thorax 5.0 B31s',
  ProtocolName: 'Thorax^Routine (Adult)',
  BodyPartExamined: 'CHEST',
  OperatorsName: 'Techniker^Tina',
  PerformingPhysicianName: 'Radiologe^Rolf',
  PerformedProcedureStepID: 'PPS-4711',
  PerformedProcedureStepDescription: 'CT Thorax',
  RequestAttributesSequence: [
    {
      RequestedProcedureID: 'RP-10037',
      ScheduledProcedureStepID: 'SPS-10037',
      RequestedProcedureDescription: 'CT Thorax Müller',
      ScheduledProcedureStepDescription: 'CT Thorax mit KM',
    },
  ],
};

/**
 * The second visit: group lengths, sequences of undefined length, and a bare data set as old archives have
 * them.
 */
function followUpFolder(study: Study): readonly DicomEntry[] {
  const series = openSeries(study, 3, 'CT', {
    ...CT_SCANNER,
    SeriesDescription: 'Verlauf',
    BodyPartExamined: 'CHEST',
  });
  const images = ctSlices(series, 10);
  return [
    ...numbered(images.slice(0, 6), (number) => `${FOLLOW_UP}/CT.${number}`, {
      groupLengths: 'top-level',
      sequences: 'undefined',
    }),
    ...numbered(images.slice(6), (number) => `${FOLLOW_UP}/bare/CT.${number}`, {
      transferSyntax: TRANSFER_SYNTAX.implicitLE,
      preamble: 'none',
      meta: 'none',
    }),
  ];
}

/** Implicit VR without file extensions, explicit VR with undefined lengths, and an enhanced object. */
function brainFolder(study: Study): readonly DicomEntry[] {
  const series = (number: number, description: string): ReturnType<typeof openSeries> =>
    openSeries(study, number, 'MR', {
      ...MR_SCANNER,
      BodyPartExamined: 'BRAIN',
      SeriesDescription: description,
      ProtocolName: description,
    });
  const t1 = mrSlices(series(3, 't1_mprage_tra'), T1_WEIGHTED, 12);
  const t2 = mrSlices(series(5, 't2_tse_tra'), T2_WEIGHTED, 8);
  const [localizer] = t1;
  return [
    ...numbered(t1, (number) => `${BRAIN}/3_t1_mprage_tra/IM_${number}`, {
      transferSyntax: TRANSFER_SYNTAX.implicitLE,
    }),
    ...numbered(t2, (number) => `${BRAIN}/5_t2_tse_tra/IM_${number}`, { sequences: 'undefined' }),
    ...(localizer === undefined
      ? []
      : [namedByUid(`${BRAIN}/7_t2_enhanced`, enhancedMR(series(7, 't2_3d'), localizer, 8))]),
  ];
}

/** Compressed loops in files named by their SOP Instance UIDs, and a screenshot with the name burned in. */
function heartFolder(study: Study): readonly DicomEntry[] {
  const loops = openSeries(study, 1, 'US', {
    ...ULTRASOUND_SCANNER,
    SeriesDescription: 'Echo',
    BodyPartExamined: 'HEART',
  });
  const shots = openSeries(study, 2, 'OT', {
    ...ULTRASOUND_SCANNER,
    SeriesDescription: 'Measurements',
    BodyPartExamined: 'HEART',
  });
  return [
    ...[1, 2, 3].map((instance) =>
      namedByUid(HEART, ultrasoundLoop(loops, instance, 8 + 2 * instance), {
        transferSyntax: TRANSFER_SYNTAX.jpegBaseline,
      }),
    ),
    entry(`${HEART}/screen.jpg`, screenshot(shots)),
  ];
}

/** Deflated radiographs and a letter. */
function chestFolder(study: Study): readonly DicomEntry[] {
  const series = openSeries(study, 1, 'CR', {
    ...RADIOGRAPHY_UNIT,
    SeriesDescription: 'Chest',
    OperatorsName: 'Sato^Yui',
  });
  const letters = openSeries(study, 2, 'DOC', { ...WORKSTATION, SeriesDescription: 'Letter' });
  const letter = encapsulatedPdf(letters, 'Letter about Suzuki Hanako', [
    'Dear colleague,',
    'Suzuki Hanako (JP 55-881), born 9 January 2015, has no pneumonia.',
  ]);
  const deflated = { transferSyntax: TRANSFER_SYNTAX.deflatedLE };
  return [
    entry(`${CHEST}/CHEST_PA.dcm`, radiograph(series, 'PA', 'JP 55-818'), deflated),
    entry(`${CHEST}/CHEST_LL.dcm`, radiograph(series, 'LL', 'JP 55-818'), deflated),
    entry(`${CHEST}/検査報告 鈴木花子.dcm`, letter),
  ];
}

/** An old study in explicit VR Big Endian. */
function kneeFolder(study: Study): readonly DicomEntry[] {
  const attributes = { ...MR_SCANNER, SeriesDescription: 'Knee', BodyPartExamined: 'KNEE', Laterality: 'L' };
  const images = mrSlices(openSeries(study, 1, 'MR', attributes), T2_WEIGHTED, 6, []);
  return numbered(images, (number) => `${KNEE}/I${number}`, { transferSyntax: TRANSFER_SYNTAX.explicitBE });
}

/** Without a Patient ID, among the unsorted. */
function phantomFolder(study: Study): readonly DicomEntry[] {
  const series = openSeries(study, 1, 'CT', {
    ...CT_SCANNER,
    SeriesDescription: 'Water phantom',
    BodyPartExamined: 'HEAD',
  });
  return numbered(ctSlices(series, 1), (number) => `_incoming/${number}`);
}

function entry(path: string, object: SampleObject, form: ObjectForm = {}): DicomEntry {
  return { path, object, form };
}

function namedByUid(folder: string, object: SampleObject, form: ObjectForm = {}): DicomEntry {
  return entry(`${folder}/${object.sopInstance}.dcm`, object, form);
}

function numbered(
  objects: readonly SampleObject[],
  pathOf: (number: string) => string,
  form: ObjectForm = {},
): readonly DicomEntry[] {
  return objects.map((object, index) => entry(pathOf(String(index + 1).padStart(5, '0')), object, form));
}

/** The bytes of the entry's file. */
export function encodeEntry({ object, form }: DicomEntry): Uint8Array {
  return encodeObject(object, form);
}
