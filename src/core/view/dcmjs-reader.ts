import { inflateRawSync } from 'node:zlib';
import type { ByteSource } from '../dicom/header-window';
import { DcmjsCursor, type Dcmjs } from './dcmjs-cursor';
import { memorySource } from './inflate-data-set';
import { DataSetWalk } from './data-set-walk';
import type { AttributeReader, RawElement, RawFile } from './raw';
import { NotDicom, ReadFault } from './read-fault';
import { EXPLICIT_LITTLE_ENDIAN } from './wire-header';
import { groupOf, isPrivate, TAG } from '../dicom/tags';
import { isDeflated } from '../dicom/transfer-syntax';

/** Preamble and prefix (PS3.10 §7.1). */
const PREAMBLE_LENGTH = 132;
/** A bare data set starts with identifying, patient or study attributes. */
const LAST_PLAUSIBLE_GROUP = 0x0020;
/** A deflated data set larger than this is not unpacked into memory. */
const INFLATED_LIMIT = 512 * 1024 * 1024;

/** The loggers of dcmjs that its reading of headers writes to. */
const LOGGERS = ['validation.dcmjs', 'AsyncDicomReader'] as const;

/**
 * The reader behind the tag view: dcmjs 0.52.2 tells tag, VR and length of each element. dcmjs is loaded when the
 * first file is read. It gives up on files whose encoding contradicts their transfer syntax, and on big-endian
 * files without file meta information: then another reader takes over.
 */
export class DcmjsReader implements AttributeReader {
  private dcmjs: Dcmjs | undefined;

  async read(source: ByteSource): Promise<RawFile> {
    const dcmjs = (this.dcmjs ??= await loadDcmjs());
    const cursor = DcmjsCursor.over(dcmjs, source);
    const hasPreamble = await startsWithPreamble(cursor);
    const elements: RawElement[] = [];
    const walk = new DataSetWalk(cursor);
    try {
      const end = walk.fileMeta(hasPreamble ? PREAMBLE_LENGTH : 0, elements);
      if (!hasPreamble && elements.length === 0) assertPlausible(cursor);
      const transferSyntax = transferSyntaxOf(elements) ?? cursor.syntax;
      cursor.syntax = transferSyntax;
      if (!isDeflated(transferSyntax)) return { transferSyntax, ...walk.rest(end, elements) };
      const inflated = DcmjsCursor.over(dcmjs, inflate(cursor, end));
      inflated.syntax = EXPLICIT_LITTLE_ENDIAN;
      return { transferSyntax, ...new DataSetWalk(inflated).rest(0, elements) };
    } catch (error) {
      if (!(error instanceof ReadFault)) throw error;
      if (elements.length === 0) throw new NotDicom();
      return {
        transferSyntax: cursor.syntax,
        elements,
        stop: { offset: error.offset, reason: error.reason },
      };
    }
  }
}

async function loadDcmjs(): Promise<Dcmjs> {
  const dcmjs = await import('dcmjs');
  // Their messages quote values, and values may name patients.
  for (const logger of [dcmjs.log, ...LOGGERS.map((name) => dcmjs.log.getLogger(name))])
    logger.setLevel('silent');
  return dcmjs;
}

async function startsWithPreamble(cursor: DcmjsCursor): Promise<boolean> {
  try {
    return await cursor.hasPreamble();
  } catch {
    throw new NotDicom();
  }
}

/** A data set without file meta information starts with a low even group and a length that fits (PS3.5 §7.1). */
function assertPlausible(cursor: DcmjsCursor): void {
  const { tag, length, valueAt } = cursor.headerAt(0);
  const group = groupOf(tag);
  const fits = length >= 0 && valueAt + length <= cursor.size;
  if (isPrivate(tag) || group === 0 || group > LAST_PLAUSIBLE_GROUP || !fits) throw new NotDicom();
}

function transferSyntaxOf(elements: readonly RawElement[]): string | undefined {
  const found = elements.find(({ tag }) => tag === TAG.TransferSyntaxUID);
  if (found?.kind !== 'value') return undefined;
  // UIDs are padded with NUL, by some writers with spaces (PS3.5 §9.1).
  const uid = String.fromCharCode(...found.head).replace(/[^0-9.]+$/, '');
  return uid === '' ? undefined : uid;
}

function inflate(cursor: DcmjsCursor, from: number): ByteSource {
  try {
    const bytes = inflateRawSync(cursor.bytesAt(from, cursor.size - from), {
      maxOutputLength: INFLATED_LIMIT,
    });
    return memorySource(bytes);
  } catch {
    throw new ReadFault('malformed', from);
  }
}
