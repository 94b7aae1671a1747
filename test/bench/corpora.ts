/** The four corpora of the bench: what is in each, and how it is written. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Attributes } from '../../src/sample/attributes';
import { TRANSFER_SYNTAX } from '../../src/sample/dicom-writer';
import { MR_SCANNER, CT_SCANNER } from '../../src/sample/equipment';
import {
  encodeObject,
  openSeries,
  openStudy,
  type ObjectForm,
  type Series,
  type Study,
} from '../../src/sample/objects';
import { makeRandom } from '../../src/sample/random';
import { scannerUids } from '../../src/sample/uids';
import {
  ctInstances,
  enhancedInstances,
  mrInstances,
  multiFrameHeader,
  type InstanceMaker,
} from './corpus-objects';
import { randomBytes } from './random-bytes';

export const CORPUS_NAMES = ['a', 'b', 'c', 'd'] as const;
export type CorpusName = (typeof CORPUS_NAMES)[number];

export interface CorpusPlan {
  readonly title: string;
  readonly files: number;
  /** About, to check the disk before. */
  readonly bytes: number;
  /** Writes the corpus below the folder. */
  readonly write: (folder: string) => void;
}

const CT_EDGE = 512;
/** Edges of MR images; files of 43 to 133 KB. */
const MR_EDGES = [144, 160, 192, 192, 256] as const;
const FRAMES_OF_400_MB = 800;
const ENHANCED_FRAMES = 200;
const ENHANCED_FILE_BYTES = 1_180_000;
const IMAGES_A_SERIES = 50;
const SERIES_A_STUDY = 4;
const STUDIES_A_PATIENT = 2;
/** Above the seeds of the studies. */
const FIRST_SERIES_SEED = 1_000_000;

/** The corpora at that scale; 1 is the full size. */
export function planCorpora(scale: number): Readonly<Record<CorpusName, CorpusPlan>> {
  const ct = scaled(2000, scale);
  const mr = scaled(5000, scale);
  const frames = scaled(FRAMES_OF_400_MB, scale);
  const enhanced = scaled(200, scale);
  const frameBytes = CT_EDGE * CT_EDGE * 2;
  return {
    a: plan('CT of 525 KB', ct, ct * 530_000, (folder) => writeSeriesTree(folder, ct, 'CT', ctSeries)),
    b: plan('MR of 43 to 133 KB, half implicit VR', mr, mr * 78_000, (folder) =>
      writeSeriesTree(folder, mr, 'MR', mrSeries),
    ),
    c: plan(
      `multi-frame, ${Math.round((frames * frameBytes) / 1e6)} MB each`,
      3,
      3 * frames * frameBytes,
      (folder) => writeMultiFrames(folder, 3, frames),
    ),
    d: plan(`enhanced MR of ${ENHANCED_FRAMES} frames`, enhanced, enhanced * ENHANCED_FILE_BYTES, (folder) =>
      writeSeriesTree(folder, enhanced, 'MR', enhancedSeries),
    ),
  };
}

type SeriesWriter = (
  series: Series,
  number: number,
) => { readonly make: InstanceMaker; readonly form: ObjectForm };

function plan(title: string, files: number, bytes: number, write: (folder: string) => void): CorpusPlan {
  return { title: `${files.toLocaleString('en')} ${title}`, files, bytes, write };
}

function scaled(count: number, scale: number): number {
  return Math.max(1, Math.round(count * scale));
}

function ctSeries(series: Series): ReturnType<SeriesWriter> {
  return { make: ctInstances(series, CT_EDGE, randomBytes()), form: {} };
}

function mrSeries(series: Series, number: number): ReturnType<SeriesWriter> {
  const edge = MR_EDGES[number % MR_EDGES.length] ?? MR_EDGES[0];
  const form = number % 2 === 0 ? {} : { transferSyntax: TRANSFER_SYNTAX.implicitLE };
  return { make: mrInstances(series, edge, randomBytes()), form };
}

function enhancedSeries(series: Series): ReturnType<SeriesWriter> {
  return {
    make: enhancedInstances(series, ENHANCED_FRAMES, randomBytes()),
    form: { sequences: 'undefined' },
  };
}

/** Patient / study / series folders, filled one after the other. */
function writeSeriesTree(folder: string, files: number, modality: string, open: SeriesWriter): void {
  for (let first = 0, number = 0; first < files; first += IMAGES_A_SERIES, number++) {
    const series = seriesNumber(number, modality);
    const { make, form } = open(series, number);
    const seriesFolder = join(folder, folderOf(number));
    mkdirSync(seriesFolder, { recursive: true });
    for (let index = 0; index < Math.min(IMAGES_A_SERIES, files - first); index++) {
      const name = `IM${String(index + 1).padStart(5, '0')}.dcm`;
      writeFileSync(join(seriesFolder, name), encodeObject(make(index), form));
    }
  }
}

function writeMultiFrames(folder: string, files: number, frames: number): void {
  const frame = randomBytes().subarray(0, CT_EDGE * CT_EDGE * 2);
  for (let number = 0; number < files; number++) {
    const path = join(folder, folderOf(number * SERIES_A_STUDY), 'LOOP.dcm');
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, 'w');
    writeSync(
      file,
      encodeObject(multiFrameHeader(seriesNumber(number * SERIES_A_STUDY, 'OT'), CT_EDGE, frames)),
    );
    for (let written = 0; written < frames; written++) writeSync(file, frame);
    closeSync(file);
  }
}

function folderOf(seriesNumber: number): string {
  const study = Math.floor(seriesNumber / SERIES_A_STUDY);
  const patient = Math.floor(study / STUDIES_A_PATIENT);
  return join(
    patientName(patient),
    `study ${study % STUDIES_A_PATIENT}`,
    `S${seriesNumber % SERIES_A_STUDY}`,
  );
}

function patientName(patient: number): string {
  return `Patient_${String(patient).padStart(3, '0')}`;
}

/**
 * Series of one study have its UID; those of the series itself and its instances come from the series'
 * number.
 */
function seriesNumber(number: number, modality: string): Series {
  const study = studyNumber(Math.floor(number / SERIES_A_STUDY));
  const random = makeRandom(FIRST_SERIES_SEED + number);
  const newUid = scannerUids(random, study.date, study.time);
  return openSeries(
    { ...study, random, newUid },
    number,
    modality,
    modality === 'CT' ? CT_SCANNER : MR_SCANNER,
  );
}

function studyNumber(number: number): Study {
  const patient = Math.floor(number / STUDIES_A_PATIENT);
  const random = makeRandom(number);
  const [date, time] = ['20240229', '101523'];
  return openStudy({
    patient: { charset: 'ISO_IR 100', attributes: patientAttributes(patient) },
    random,
    date,
    time,
    newUid: scannerUids(random, date, time),
    attributes: {
      StudyID: `S${number}`,
      AccessionNumber: `ACC-${number}`,
      StudyDescription: 'Routine examination',
      ReferringPhysicianName: 'Referrer^Rita',
      PatientAge: '064Y',
    },
  });
}

function patientAttributes(patient: number): Attributes {
  return {
    PatientName: `${patientName(patient)}^Given`,
    PatientID: `MRN-${1000 + patient}`,
    PatientBirthDate: '19600229',
    PatientSex: 'F',
    PatientAddress: '1 Some Street',
    PatientTelephoneNumbers: '555-0100',
    OtherPatientIDs: 'X-1',
  };
}
