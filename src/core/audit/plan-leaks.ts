import type { ElementTable } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { isPixelData } from '../dicom/tags';
import type { EditList, FilePlan, SegmentSink } from '../splice/edit-list';
import { rowAt } from './element-place';
import { findLeaksIn, type Piece } from './file-leaks';
import type { LeakFinding } from './finding';
import type { LeakSearch } from './leak-search';

/** A scanned file that is about to be written anew. */
export interface PlannedFile {
  readonly window: HeaderWindow;
  readonly table: ElementTable;
  readonly layout: FileLayout;
}

/**
 * What of the search stands in the copy that a plan makes: in the bytes that it keeps, as far as they are in memory, Pixel
 * Data left out, and in the new ones. Nothing is read or written: it costs one pass over the header.
 */
export function findPlanLeaks(
  search: LeakSearch,
  file: PlannedFile,
  { edits, sourceEnd }: FilePlan,
  patient: number,
): readonly LeakFinding[] {
  const findings: LeakFinding[] = [];
  const take = (piece: Piece): void => findLeaksIn(search, file, patient, piece, findings);
  const pixels = pixelBounds(file);
  const { bytes, used } = edits.arena;
  // One pass over all new bytes: which edit they are of matters only when something is found, which is rare.
  const newOnes = search.search(bytes, 0, used).length > 0;
  let at = 0;
  for (let edit = 0; edit <= edits.count; edit++) {
    const keptTo = Math.min(edits.fromOf(edit), sourceEnd);
    eachHeldPart(file.window, at, Math.min(keptTo, pixels.from), take);
    eachHeldPart(file.window, Math.max(at, pixels.to), keptTo, take);
    if (edit === edits.count) break;
    if (newOnes) takeEdit(file, edits, edit, take);
    at = edits.toOf(edit);
  }
  return findings;
}

function pixelBounds({ table, layout }: PlannedFile): { readonly from: number; readonly to: number } {
  for (let row = layout.dataSetRow; row < table.count; row = table.next[row]!)
    if (isPixelData(table.tag[row]!)) return { from: table.value[row]!, to: table.end[row]! };
  return { from: Infinity, to: Infinity };
}

/** The bytes between two file offsets that are in memory. */
function eachHeldPart(window: HeaderWindow, from: number, to: number, take: (piece: Piece) => void): void {
  if (from >= to) return;
  for (let region = 0; region < window.regionFrom.length; region++) {
    const [start, end] = [Math.max(from, window.startOf(region)), Math.min(to, window.endOf(region))];
    const delta = window.regionDelta[region]!;
    if (start < end) take({ bytes: window.bytes, from: start - delta, to: end - delta, delta });
  }
}

/** The new bytes of an edit: an element in place of another one has a header of the same length. */
function takeEdit({ table }: PlannedFile, edits: EditList, edit: number, take: (piece: Piece) => void): void {
  const [from, to] = [edits.fromOf(edit), edits.toOf(edit)];
  const row = to > from ? rowAt(table, from) : -1;
  const header = row < 0 ? 0 : table.value[row]! - table.head[row]!;
  const sink: SegmentSink = {
    copy: () => undefined,
    put: (bytes, start, end) =>
      take({ bytes, from: Math.min(end, start + header), to: end, delta: from + header - start, row }),
  };
  edits.emit(edit, sink);
}
