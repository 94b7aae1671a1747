import { baselineJpeg } from './baseline-jpeg';
import { encapsulated } from './dicom-writer';
import { makeObject, type SampleObject, type Series } from './objects';
import { phantomSamples } from './phantom';

const ULTRASOUND_MULTI_FRAME_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.3.1';
const SIZE = { rows: 96, columns: 128 } as const;
const FRAME_TIME_MS = 40;
const FRAME_TIME_TAG = 0x00181063;

/** A cine loop of a beating disc, each frame one JPEG baseline fragment (PS3.3 §A.7). */
export function ultrasoundLoop(series: Series, instance: number, frames: number): SampleObject {
  const fragments = Array.from({ length: frames }, (_, index) => frame(series, index / frames));
  const { date, time } = series.study;
  return makeObject(
    series,
    ULTRASOUND_MULTI_FRAME_IMAGE_STORAGE,
    {
      ImageType: ['ORIGINAL', 'PRIMARY', 'CARDIAC', '0001'],
      InstanceNumber: instance,
      PatientOrientation: '',
      ContentDate: date,
      ContentTime: time,
      AcquisitionDateTime: `${date}${time}`,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: SIZE.rows,
      Columns: SIZE.columns,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      NumberOfFrames: frames,
      FrameIncrementPointer: FRAME_TIME_TAG,
      FrameTime: FRAME_TIME_MS,
      CineRate: 1000 / FRAME_TIME_MS,
      BurnedInAnnotation: 'NO',
      LossyImageCompression: '01',
      LossyImageCompressionRatio: 30,
      LossyImageCompressionMethod: 'ISO_10918_1',
    },
    [encapsulated(fragments)],
  );
}

function frame(series: Series, phase: number): Uint8Array {
  const phantom = { ...SIZE, maximum: 255, position: 0.25 + 0.25 * Math.sin(2 * Math.PI * phase) };
  const jpeg = baselineJpeg(phantomSamples(phantom, series.study.random), SIZE);
  return jpeg.length % 2 === 0 ? jpeg : Buffer.concat([jpeg, Buffer.alloc(1)]);
}
