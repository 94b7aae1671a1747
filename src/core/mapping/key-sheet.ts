import { textOf } from './cell-text';
import { firstRows, isNamed, makeRow, type Sheet } from './sheet';

/** What the hidden Key sheet holds. */
export interface KeySheet {
  /** The 256-bit project key; undefined when the cell doesn't hold one. */
  readonly key: Uint8Array | undefined;
  readonly formatVersion: number;
  /** Over every other sheet as DicomAnon wrote it; differs from what they hold once somebody edits them. */
  readonly fingerprint: string;
}

/** Raised when an older DicomAnon could no longer read the workbook rightly. */
export const FORMAT_VERSION = 1;

const NAME = 'Key';
const PRODUCT = 'DicomAnon';
const LABEL = {
  warning: 'Do not change or delete this sheet. Without the key, known patients would get new identities.',
  product: 'Product',
  formatVersion: 'Format Version',
  key: 'Project Key',
  fingerprint: 'Fingerprint',
} as const;
/** A user's own sheet of that name may be long. */
const MOST_ROWS = 1000;
const KEY_HEX = /^[0-9a-f]{64}$/i;

/** The Key sheet, not shown by Excel's "Unhide…" either. */
export function buildKeySheet(key: Uint8Array, fingerprint: string): Sheet {
  const rows = [
    [LABEL.warning],
    [LABEL.product, PRODUCT],
    [LABEL.formatVersion, FORMAT_VERSION],
    [LABEL.key, Buffer.from(key).toString('hex')],
    [LABEL.fingerprint, fingerprint],
  ].map((values, index) => makeRow(index + 1, values));
  return { name: NAME, state: 'veryHidden', rows };
}

/** True for our Key sheet; a user's own sheet of that name is not. */
export function isKeySheet(sheet: Sheet): boolean {
  return isNamed(sheet, NAME) && readLabels(sheet).get(LABEL.product) === PRODUCT;
}

export function readKeySheet(sheet: Sheet): KeySheet {
  const labels = readLabels(sheet);
  const hex = labels.get(LABEL.key)?.trim() ?? '';
  return {
    key: KEY_HEX.test(hex) ? new Uint8Array(Buffer.from(hex, 'hex')) : undefined,
    formatVersion: Number(labels.get(LABEL.formatVersion) ?? FORMAT_VERSION),
    fingerprint: labels.get(LABEL.fingerprint) ?? '',
  };
}

function readLabels(sheet: Sheet): ReadonlyMap<string, string> {
  return new Map(
    firstRows(sheet, MOST_ROWS).map((row) => [textOf(row.cells.get(1)), textOf(row.cells.get(2))]),
  );
}
