import type { ByteSource } from '../dicom/header-window';
import { UserError } from '../errors';
import type { Attribute } from './attribute';
import { buildAttributes } from './attribute-tree';
import type { AttributeReader, RawFile, ReadStop } from './raw';
import { NotDicom } from './read-fault';

/** A file as the tag view and the comparison show it. */
export interface AttributeFile {
  readonly transferSyntax: string;
  readonly attributes: readonly Attribute[];
  readonly stop?: ReadStop;
}

/**
 * Reads a file with the first of `readers` that gets to its end; if none does, the longest reading serves.
 *
 * @throws UserError 'not-dicom' when no reader finds DICOM
 */
export async function readAttributes(
  source: ByteSource,
  readers: readonly AttributeReader[],
): Promise<AttributeFile> {
  const { transferSyntax, elements, stop } = await readRaw(source, readers);
  const attributes = buildAttributes(elements);
  return { transferSyntax, attributes, ...(stop && { stop }) };
}

async function readRaw(source: ByteSource, readers: readonly AttributeReader[]): Promise<RawFile> {
  let best: RawFile | undefined;
  for (const reader of readers) {
    const found = await tryReader(reader, source);
    if (found && !found.stop) return found;
    if (found && progressOf(found) > progressOf(best)) best = found;
  }
  if (best) return best;
  throw new UserError('not-dicom', 'This file does not hold DICOM data.', 'Open it with another editor.');
}

async function tryReader(reader: AttributeReader, source: ByteSource): Promise<RawFile | undefined> {
  try {
    return await reader.read(source);
  } catch (error) {
    if (error instanceof NotDicom) return undefined;
    throw error;
  }
}

function progressOf(file: RawFile | undefined): number {
  return file?.stop?.offset ?? -1;
}
