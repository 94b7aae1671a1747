import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeEntry, layOutExport, type DicomEntry } from './export-layout';
import { makeRandom } from './random';

export interface SampleOptions {
  /** The same export for the same number, byte for byte. */
  readonly seed: number;
}

export interface SampleSummary {
  readonly folder: string;
  readonly dicomFiles: number;
  readonly otherFiles: number;
  readonly patients: number;
  readonly studies: number;
  readonly bytes: number;
}

/**
 * Writes a small invented hospital export into the folder, which it makes if need be: several patients,
 * visits, modalities, character sets and transfer syntaxes, with identifiers wherever real exports have them.
 */
export async function makeSampleExport(folder: string, { seed }: SampleOptions): Promise<SampleSummary> {
  const { dicom, clutter } = layOutExport(makeRandom(seed));
  const files: readonly [string, Uint8Array][] = [
    ...dicom.map((entry): [string, Uint8Array] => [entry.path, encodeEntry(entry)]),
    ...Object.entries(clutter),
  ];
  for (const [path, content] of files) await writeBelow(folder, path, content);
  return {
    folder,
    dicomFiles: dicom.length,
    otherFiles: files.length - dicom.length,
    patients: countDistinct(dicom, ({ object }) => object.series.study.patient),
    studies: countDistinct(dicom, ({ object }) => object.series.study.uid),
    bytes: files.reduce((sum, [, content]) => sum + content.length, 0),
  };
}

async function writeBelow(folder: string, path: string, content: Uint8Array): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}

function countDistinct(entries: readonly DicomEntry[], keyOf: (entry: DicomEntry) => unknown): number {
  return new Set(entries.map(keyOf)).size;
}
