import { createCharacterDecoder, splitValues } from '../dicom/charset';
import type { ElementTable } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { ROW } from '../dicom/element-table';
import { CharacterSetScopes, type ScannedFile } from './character-set-scopes';
import { isWorthSearch, knownKindOf, tellingLength } from './known-attributes';
import { KNOWN_KINDS, type KnownKind, type KnownValues, knownValues } from './known-values';

/**
 * What a scanned file tells of its patient, at every depth; `extra` is what is known besides.
 * @param isMeant leaves out what other rows tell
 */
export function collectKnownValues(
  window: HeaderWindow,
  table: ElementTable,
  layout: FileLayout,
  extra: Partial<KnownValues> = {},
  isMeant: (row: number) => boolean = () => true,
): KnownValues {
  const file = { window, table, layout };
  const scopes = new CharacterSetScopes();
  scopes.prepare(file);
  return knownValues(extra, readValues(file, scopes, isMeant));
}

/** Files of other patients or studies that are remembered. */
const REMEMBERED = 64;
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

const TAG_AND_LENGTH = 6;

interface Remembered {
  readonly signature: Buffer;
  readonly known: KnownValues;
}

/**
 * {@link collectKnownValues} for one file after the other: where a file says the same as one of the last files said, byte
 * for byte, the same object comes back, and nothing is decoded or allocated.
 */
export class KnownValueCollector {
  private signature = Buffer.alloc(4096);
  private used = 0;
  private readonly remembered = new Map<number, Remembered>();

  /** What a file tells; `scopes` have been prepared for it. */
  collect(file: ScannedFile, scopes: CharacterSetScopes): KnownValues {
    const hash = this.sign(file);
    const known = this.remembered.get(hash);
    if (known && this.isSigned(known.signature)) return known.known;
    const read = readValues(file, scopes);
    if (this.remembered.size >= REMEMBERED) this.remembered.clear();
    this.remembered.set(hash, { signature: Buffer.from(this.signature.subarray(0, this.used)), known: read });
    return read;
  }

  private isSigned(signature: Buffer): boolean {
    return signature.length === this.used && signature.compare(this.signature, 0, this.used) === 0;
  }

  /** Writes down everything that `readValues` depends on; returns its hash. */
  private sign({ window, table, layout }: ScannedFile): number {
    this.used = 0;
    let hash = FNV_BASIS;
    for (let row = layout.dataSetRow; row < table.count; row++) {
      const length = signedLength(table, row);
      if (length === 0) continue;
      hash = this.write(table.tag[row]!, window.bytes, table.held[row]!, length, hash);
    }
    return hash;
  }

  private write(tag: number, bytes: Uint8Array, from: number, length: number, basis: number): number {
    this.reserve(length + TAG_AND_LENGTH);
    const { signature } = this;
    let { used } = this;
    let hash = Math.imul(basis ^ tag ^ (length << 8), FNV_PRIME);
    for (let shift = 0; shift < 32; shift += 8) signature[used++] = tag >>> shift;
    signature[used++] = length;
    signature[used++] = length >>> 8;
    for (let at = from; at < from + length; at++) {
      signature[used++] = bytes[at]!;
      hash = Math.imul(hash ^ bytes[at]!, FNV_PRIME);
    }
    this.used = used;
    return hash;
  }

  private reserve(length: number): void {
    if (this.used + length <= this.signature.length) return;
    const grown = Buffer.alloc((this.used + length) * 2);
    grown.set(this.signature);
    this.signature = grown;
  }
}

const SPECIFIC_CHARACTER_SET = 0x00080005;

function signedLength(table: ElementTable, row: number): number {
  const tag = table.tag[row]!;
  if (table.held[row]! < 0 || table.flags[row]! & (ROW.item | ROW.sequence)) return 0;
  if (tag === SPECIFIC_CHARACTER_SET) return Math.min(table.valueLength(row), 0xffff);
  const vr = table.vr[row]!;
  return knownKindOf(tag, vr) === undefined ? 0 : tellingLength(vr, table.valueLength(row));
}

function readValues(
  { window, table, layout }: ScannedFile,
  scopes: CharacterSetScopes,
  isMeant: (row: number) => boolean = () => true,
): KnownValues {
  const lists = Object.fromEntries(KNOWN_KINDS.map((kind) => [kind, [] as string[]])) as unknown as Record<
    KnownKind,
    string[]
  >;
  for (let row = layout.dataSetRow; row < table.count; row++) {
    const [tag, vr] = [table.tag[row]!, table.vr[row]!];
    const length = signedLength(table, row);
    const kind = knownKindOf(tag, vr);
    if (length === 0 || kind === undefined || !isMeant(row)) continue;
    const held = table.held[row]!;
    const bytes = window.bytes.subarray(held, held + length);
    const values = splitValues(bytes, vr, createCharacterDecoder(scopes.of(row)));
    for (const value of values) addValue(lists[kind], kind, tag, trim(value));
  }
  return knownValues(lists);
}

function addValue(list: string[], kind: KnownKind, tag: number, value: string): void {
  if (value === '' || !isWorthSearch(tag, value)) return;
  if (kind !== 'dates' && kind !== 'birthDates') list.push(value);
  else {
    const day = /^(\d{4})[.\-/]?(\d{2})[.\-/]?(\d{2})/.exec(value);
    if (day) list.push(day.slice(1).join(''));
  }
}

function trim(value: string): string {
  return value.replace(/^[\0\s]+|[\0\s]+$/g, '');
}
