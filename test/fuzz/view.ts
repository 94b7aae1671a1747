import { type ElementTable, ROW } from '../../src/core/dicom/element-table';
import { type FileLayout, PREAMBLE } from '../../src/core/dicom/file-layout';
import { hasNewUids, isTaken } from './treatment';

/** One element or Item as a reader sees it, by offsets. */
export interface Seen {
  readonly tag: number;
  /** VR as two letters; 0 for Items and where it is unknown. */
  readonly vr: number;
  readonly head: number;
  readonly value: number;
  readonly end: number;
  readonly depth: number;
  readonly container: boolean;
}

/** A file as a reader sees it, in the order of its bytes. */
export interface View {
  readonly elements: readonly Seen[];
  /** Offsets [from, to) of bytes outside of the elements that no copy keeps. */
  readonly outside: readonly (readonly [number, number])[];
}

/** What the product's scanner found. */
export function viewOf(table: ElementTable, layout: FileLayout, size: number): View {
  const elements: Seen[] = [];
  const depths: number[] = [];
  for (let row = 0; row < table.count; row++) {
    const parent = table.parent[row]!;
    const depth = parent < 0 ? 0 : depths[parent]! + 1;
    depths.push(depth);
    elements.push({
      tag: table.tag[row]!,
      vr: table.vr[row]!,
      head: table.head[row]!,
      value: table.valueAt(row),
      end: table.end[row]!,
      depth,
      container: (table.flags[row]! & (ROW.sequence | ROW.item)) !== 0,
    });
  }
  const preamble = layout.hasPreamble ? [[0, PREAMBLE] as const] : [];
  return { elements, outside: [...preamble, [layout.end, size]] };
}

/** Offsets [from, to) of which the copy holds nothing, `uids` those of UIDs that become new ones. */
export interface TakenRanges {
  readonly all: readonly (readonly [number, number])[];
  readonly uids: readonly (readonly [number, number])[];
}

/** What the policy takes away of a file, if it is what the reader sees. */
export function takenRanges({ elements, outside }: View): TakenRanges {
  const all: (readonly [number, number])[] = [...outside];
  const uids: (readonly [number, number])[] = [];
  let end = 0;
  for (const seen of elements) {
    if (seen.head < end) continue;
    if (isTaken(seen.tag, seen.vr)) {
      all.push([seen.head, seen.end]);
      end = seen.end;
    } else if (!seen.container && hasNewUids(seen.tag, seen.vr)) uids.push([seen.value, seen.end]);
  }
  return { all, uids };
}
