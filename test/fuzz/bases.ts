import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DicomError } from '../../src/core/dicom/errors';
import { encodeEntry, layOutExport } from '../../src/sample/export-layout';
import { makeRandom } from '../../src/sample/random';
import { scanBytes } from '../support/scanning';
import { Canaries, plant } from './canaries';
import { inflatedScan } from './product';
import { type FileTree, treeOf } from './tree';

/** What cases are made of. */
export interface Bases {
  /** Of the synthetic export; the same everywhere. */
  readonly sample: readonly FileTree[];
  /** Of real files, where they are at hand. */
  readonly real: readonly FileTree[];
}

const REAL_FILES = join(process.cwd(), '..', 'shared', 'dicom');
/** Larger files only take longer: what makes them large is cut. */
const LARGEST = 256 * 1024;
const MOST_NODES = 400;
/** The sample is the same for the same seed. */
const SAMPLE_SEED = 1;

/** Trees with canaries planted in them. */
export function makeBases(options: { readonly real: boolean }): Bases {
  const canaries = new Canaries();
  const sample = layOutExport(makeRandom(SAMPLE_SEED)).dicom.map(encodeEntry);
  const real = options.real ? realFiles() : [];
  return { sample: treesOf(sample, canaries), real: treesOf(real, canaries) };
}

function treesOf(files: readonly Uint8Array[], canaries: Canaries): readonly FileTree[] {
  const trees: FileTree[] = [];
  for (const bytes of files) {
    const tree = readTree(bytes);
    if (!tree || tree.dataSet.length > MOST_NODES || isDirectory(tree)) continue;
    plant(tree, canaries);
    trees.push(tree);
  }
  return trees;
}

/** A DICOMDIR, which is never copied. */
function isDirectory({ dataSet }: FileTree): boolean {
  return dataSet.some((node) => node.kind !== 'raw' && node.tag >>> 16 === 4);
}

function readTree(bytes: Uint8Array): FileTree | undefined {
  try {
    const scanned = scanBytes(bytes);
    if (!scanned.layout.deflated) return treeOf(bytes, scanned);
    const inflated = inflatedScan(bytes, scanned);
    return treeOf(inflated.bytes, inflated.scanned);
  } catch (error) {
    if (error instanceof DicomError) return undefined;
    throw error;
  }
}

function realFiles(): readonly Uint8Array[] {
  try {
    return readdirSync(REAL_FILES, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => readFileSync(path))
      .filter(({ length }) => length <= LARGEST);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
