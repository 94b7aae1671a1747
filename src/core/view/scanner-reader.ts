import { ElementTable, ROW } from '../dicom/element-table';
import { readTag, readUint32 } from '../dicom/element-header';
import { DicomError, type DicomFault } from '../dicom/errors';
import { type FileLayout, scanFile, scanInflated, transferSyntaxOf } from '../dicom/file-layout';
import { type ByteSource, HeaderWindow } from '../dicom/header-window';
import { Scanner } from '../dicom/scanner';
import { TAG } from '../dicom/tags';
import { VR, vrName } from '../dicom/vr';
import { inflateDataSet, memorySource } from './inflate-data-set';
import {
  heldBytes,
  type AttributeReader,
  type RawElement,
  type RawFile,
  type RawFragments,
  type ReadStop,
} from './raw';
import { NotDicom } from './read-fault';

const FIRST_READ = 64 * 1024;

/** What the view says of the scanner's faults. */
const REASONS: Readonly<Record<Exclude<DicomFault, 'not-dicom'>, ReadStop['reason']>> = {
  truncated: 'truncated',
  malformed: 'malformed',
  'too-deep': 'too-deep',
  'too-large-header': 'too-many',
  unsupported: 'malformed',
};

/**
 * The reader that takes over where dcmjs gives up: the product's own scanner, which goes by the bytes where they
 * contradict the transfer syntax.
 */
export class ScannerReader implements AttributeReader {
  read(source: ByteSource): Promise<RawFile> {
    return Promise.resolve().then(() => new ScannedFile(source).read());
  }
}

class ScannedFile {
  private readonly table = new ElementTable();
  private readonly window = new HeaderWindow((length) => new Uint8Array(length), FIRST_READ);
  private readonly scanner = new Scanner(this.window, this.table);
  private source: ByteSource;

  constructor(source: ByteSource) {
    this.source = source;
    this.window.open(source);
  }

  read(): RawFile {
    try {
      const layout = this.scan();
      return { transferSyntax: this.syntaxOf(layout.encoding), elements: this.elements() };
    } catch (error) {
      if (!(error instanceof DicomError)) throw error;
      if (error.fault === 'not-dicom' || this.table.count === 0) throw new NotDicom();
      const stop = { offset: error.offset, reason: REASONS[error.fault] };
      return { transferSyntax: this.syntaxOf(0), elements: this.elements(), stop };
    }
  }

  private scan(): FileLayout {
    const layout = scanFile(this.window, this.table, this.scanner);
    if (!layout.deflated) return layout;
    this.source = memorySource(inflateDataSet(this.source, layout.dataSet));
    this.window.open(this.source);
    return scanInflated(this.window, this.table, this.scanner, layout);
  }

  private syntaxOf(encoding: number): string {
    const named = transferSyntaxOf(this.window, this.table);
    if (named !== '') return named;
    if (encoding & ROW.implicit) return '1.2.840.10008.1.2';
    return encoding & ROW.big ? '1.2.840.10008.1.2.2' : '1.2.840.10008.1.2.1';
  }

  /** Bottom up: a row's children come after it, so that going backwards meets them first. No recursion, whatever the depth. */
  private elements(): readonly RawElement[] {
    const { table } = this;
    const top: RawElement[] = [];
    const within = new Map<number, unknown[]>();
    for (let row = table.count - 1; row >= 0; row--) {
      const siblings = table.parent[row]! < 0 ? top : childrenOf(within, table.parent[row]!);
      siblings.push(this.nodeOf(row, (within.get(row) ?? []).reverse()));
      within.delete(row);
    }
    return top.reverse();
  }

  /** An element; for the row of an Item, its elements. */
  private nodeOf(row: number, children: unknown[]): RawElement | readonly RawElement[] {
    const { table } = this;
    const flags = table.flags[row]!;
    if (flags & ROW.item) return children as RawElement[];
    const tag = table.tag[row]!;
    const unknown = flags & ROW.sequence ? VR.SQ : VR.UN;
    const vr = vrName(table.vr[row]! || unknown);
    if (flags & ROW.fragments) return this.fragments(row, tag, vr);
    const length = flags & ROW.undefinedLength ? -1 : table.valueLength(row);
    if (flags & ROW.sequence || vr === 'SQ')
      return { kind: 'sequence', tag, vr, length, items: children as RawElement[][] };
    return {
      kind: 'value',
      tag,
      vr,
      length,
      head: this.head(row, vr),
      littleEndian: (flags & ROW.big) === 0,
    };
  }

  private head(row: number, vr: string): Uint8Array {
    const head = new Uint8Array(heldBytes(vr, this.table.valueLength(row)));
    const got = this.source.read(head, 0, head.length, this.table.valueAt(row));
    return head.subarray(0, got);
  }

  private fragments(row: number, tag: number, vr: string): RawFragments {
    const { table, source } = this;
    const header = new Uint8Array(8);
    let [at, count, length] = [table.valueAt(row), -1, 0];
    while (at < table.end[row]! && source.read(header, 0, 8, at) === 8) {
      if (readTag(header, 0, table.flags[row]!) !== TAG.Item) break;
      const size = readUint32(header, 4, table.flags[row]!);
      if (++count > 0) length += size;
      at += 8 + size;
    }
    return { kind: 'fragments', tag, vr, count: Math.max(0, count), length };
  }
}

function childrenOf(within: Map<number, unknown[]>, parent: number): unknown[] {
  const children = within.get(parent) ?? [];
  within.set(parent, children);
  return children;
}
