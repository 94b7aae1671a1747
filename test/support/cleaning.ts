import { FreeTextCleaner, type TextPatient } from '../../src/core/identifiers/free-text-cleaner';
import { ProjectKey } from '../../src/core/pseudonym/project-key';
import { UidMap } from '../../src/core/pseudonym/uid-map';
import { findUids } from '../../src/core/pseudonym/uid-text';
import { ByteArena } from '../../src/core/splice/byte-arena';
import { dataset, dicomFile, type Element, element } from './data-sets';
import { KEY_BYTES } from './rewriting';
import { type Scanned, scanBytes } from './scanning';

export const PATIENT: TextPatient = { anonymisedId: 'ANON-0001', dateOffset: 700 };

/** A cleaner with the project key of the tests. */
export function makeCleaner(): FreeTextCleaner {
  const uids = new UidMap(new ProjectKey(KEY_BYTES));
  return new FreeTextCleaner({ find: findUids, map: (bytes, from, to) => uids.map(bytes, from, to) });
}

/** Every value with that tag, cleaned; one that stays is as it was. */
export function cleanValues(
  scanned: Scanned,
  tag: number,
  patient: TextPatient = PATIENT,
  cleaner: FreeTextCleaner = makeCleaner(),
): readonly Buffer[] {
  const { window, table } = scanned;
  cleaner.prepare({ ...scanned, patient });
  const rows = Array.from({ length: table.count }, (_, row) => row).filter((row) => table.tag[row] === tag);
  return rows.map((row) => {
    const arena = new ByteArena();
    const from = table.held[row]!;
    const to = from + table.valueLength(row);
    const isChanged = cleaner.clean(window.bytes, from, to, row, arena);
    return Buffer.from(isChanged ? arena.bytes.subarray(0, arena.used) : window.bytes.subarray(from, to));
  });
}

/** (0010,4000) Patient Comments. */
export const COMMENTS = 0x00104000;

/** A file with a text in Patient Comments, and what its patient is called. */
export function fileWith(
  text: Uint8Array | string,
  charset: string,
  name: Uint8Array | string,
  vr = 'LT',
  ...others: readonly Element[]
): Scanned {
  return scanBytes(
    dicomFile(
      dataset(
        ...(charset === '' ? [] : [element(0x00080005, 'CS', charset)]),
        element(0x00100010, 'PN', name),
        element(COMMENTS, vr, text),
        ...others,
      ),
    ),
  );
}
