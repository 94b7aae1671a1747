import { VR } from '../dicom/vr';
import { isRegisteredUid } from '../pseudonym/uid-map';
import type { EditList, FilePlan } from '../splice/edit-list';
import { valueText } from '../splice/rows';
import { rowAt } from './element-place';
import { eachChunk, eachFragmentHeader, eachLongRow, pixelDataRow } from './file-leaks';
import type { LeakFinding } from './finding';
import type { LeakSearch } from './leak-search';
import type { MatchSink } from './byte-matcher';
import { type AuditedFile, findingOf, findLeaksIn, type Piece } from './piece-leaks';
import { isUuidDerived } from './uid-shape';

/** Bytes of a file that are in memory, as in {@link Piece}. */
type TakeBytes = (bytes: Uint8Array, from: number, to: number, delta: number) => void;

/** Searches the copies that plans make. */
export class PlanLeaks {
  private readonly suspicion = new Suspicion();

  /**
   * What of the search stands in the copy that a plan makes, and which UIDs of the original: in the bytes that it keeps,
   * Pixel Data left out but for the headers of its fragments, and in the new ones. Nothing is written; what is not in
   * memory is read once more.
   */
  find(search: LeakSearch, file: AuditedFile, plan: FilePlan, patient: number): readonly LeakFinding[] {
    const { suspicion } = this;
    const { edits } = plan;
    const { table } = file;
    const findings: LeakFinding[] = [];
    const uids = new OriginalUids(file, edits);
    const take = (piece: Piece, isNew = false): void => {
      findLeaksIn(search, file, patient, piece, findings);
      uids.findIn(search, patient, piece, findings, isNew);
    };
    eachKeptPiece(file, plan, (bytes, from, to, delta) => {
      if (suspicion.arisesIn(search, bytes, from, to, false)) take({ bytes, from, to, delta });
    });
    // All new bytes first: which edit they are of matters only when something is found, which is rare.
    let isSuspect = false;
    edits.emitAll({
      put: (bytes, from, to) => {
        isSuspect ||= suspicion.arisesIn(search, bytes, from, to, true);
      },
    });
    const takeNew = (piece: Piece): void => {
      if (suspicion.arisesIn(search, piece.bytes, piece.from, piece.to, true)) take(piece, true);
    };
    if (isSuspect) for (let edit = 0; edit < edits.count; edit++) takeEdit(file, edits, edit, takeNew);
    eachLongRow(file, false, (row) => {
      const value = table.valueAt(row);
      if (!edits.replaces(value)) eachChunk(file, value, table.end[row]!, take);
    });
    const pixelRow = pixelDataRow(file);
    if (pixelRow >= 0 && !edits.replaces(table.valueAt(pixelRow))) eachFragmentHeader(file, pixelRow, take);
    return findings;
  }
}

/** Whether bytes are worth a closer look, which few are. */
class Suspicion implements MatchSink {
  private bytes: Uint8Array = new Uint8Array();
  private isRaised = false;
  private isNew = false;

  /** @param isNew the bytes are not of the original: a UID that comes of a UUID is a new one */
  arisesIn(search: LeakSearch, bytes: Uint8Array, from: number, to: number, isNew: boolean): boolean {
    this.bytes = bytes;
    this.isNew = isNew;
    this.isRaised = false;
    search.find(bytes, from, to, this);
    return this.isRaised;
  }

  pattern(): void {
    this.isRaised = true;
  }

  uid(start: number, end: number): void {
    if (isRegisteredUid(this.bytes, start, end)) return;
    this.isRaised ||= !(this.isNew && isUuidDerived(this.bytes, start, end));
  }
}

/** The UIDs of a file that its copy must not hold. */
class OriginalUids {
  private replaced: ReadonlySet<string> | undefined;

  constructor(
    private readonly file: AuditedFile,
    private readonly edits: EditList,
  ) {}

  /** Adds those that stand in a piece, which `isNew` or of the original, to `findings`. */
  findIn(search: LeakSearch, patient: number, piece: Piece, findings: LeakFinding[], isNew: boolean): void {
    const uid = (from: number, to: number): void => {
      if (isNew && isUuidDerived(piece.bytes, from, to)) return;
      const text = Buffer.from(piece.bytes.subarray(from, to)).toString('latin1');
      this.replaced ??= replacedUids(this.file, this.edits);
      if (!this.replaced.has(text)) return;
      const needle = { text, kind: 'uid', strength: 'strong', patients: [patient] } as const;
      const hit = { needle, from, to, isWide: false };
      const found = findingOf(search, this.file, patient, piece, hit, [hit], 0);
      if (found) findings.push(found);
    };
    search.find(piece.bytes, piece.from, piece.to, { pattern: () => undefined, uid });
  }
}

/** The UIDs of a file that do not stay. */
function replacedUids({ window, table }: AuditedFile, edits: EditList): ReadonlySet<string> {
  const uids = new Set<string>();
  for (let row = 0; row < table.count; row++) {
    if (table.vr[row] !== VR.UI || !edits.replaces(table.valueAt(row))) continue;
    for (const uid of valueText(window, table, row).split('\\')) uids.add(uid);
  }
  return uids;
}

/** What is copied of the header, as far as it is in memory, without Pixel Data. */
function eachKeptPiece(file: AuditedFile, { edits, sourceEnd }: FilePlan, take: TakeBytes): void {
  const row = pixelDataRow(file);
  const pixelsFrom = row < 0 ? Infinity : file.table.valueAt(row);
  const pixelsTo = row < 0 ? Infinity : file.table.end[row]!;
  for (let edit = 0, at = 0; edit <= edits.count; at = edits.toOf(edit++)) {
    const keptTo = Math.min(edits.fromOf(edit), sourceEnd);
    eachHeldPart(file, at, Math.min(keptTo, pixelsFrom), take);
    eachHeldPart(file, Math.max(at, pixelsTo), keptTo, take);
  }
}

/** The bytes between two file offsets that are in memory. */
function eachHeldPart({ window }: AuditedFile, from: number, to: number, take: TakeBytes): void {
  if (from >= to) return;
  for (let region = 0; region < window.regionFrom.length; region++) {
    const start = Math.max(from, window.startOf(region));
    const end = Math.min(to, window.endOf(region));
    const delta = window.regionDelta[region]!;
    if (start < end) take(window.bytes, start - delta, end - delta, delta);
  }
}

/** The new bytes of an edit: an element in place of another one has a header of the same length. */
function takeEdit({ table }: AuditedFile, edits: EditList, edit: number, take: (piece: Piece) => void): void {
  const [from, to] = [edits.fromOf(edit), edits.toOf(edit)];
  const row = to > from ? rowAt(table, from) : -1;
  const header = row < 0 ? 0 : table.valueAt(row) - table.head[row]!;
  edits.emit(edit, {
    put: (bytes, start, end) =>
      take({ bytes, from: Math.min(end, start + header), to: end, delta: from + header - start, row }),
  });
}
