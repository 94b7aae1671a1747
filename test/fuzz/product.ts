/** The product's way from bytes to bytes, without the disk: as its workers go it, with one set of buffers for all files. */
import { ElementTable } from '../../src/core/dicom/element-table';
import { type FileLayout, scanFile, scanInflated } from '../../src/core/dicom/file-layout';
import { HeaderWindow, KEPT_HEADER } from '../../src/core/dicom/header-window';
import { Scanner } from '../../src/core/dicom/scanner';
import { deflate, inflate } from '../../src/core/io/deflate';
import { Decider } from '../../src/core/policy/decider';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { choiceWith } from '../../src/core/policy/policy';
import { ProjectKey } from '../../src/core/pseudonym/project-key';
import { UidMap } from '../../src/core/pseudonym/uid-map';
import { collectPlan } from '../../src/core/run/collect-plan';
import { SeriesIdentifier } from '../../src/core/run/identify';
import { emitPlan } from '../../src/core/splice/edit-list';
import { RewritePlanner } from '../../src/core/splice/rewrite-planner';
import { KEY_BYTES, MARKS, MemoryOutput, PATIENT } from '../support/rewriting';
import { CountingSource, makeScanner, type Scanned } from '../support/scanning';
import { type View, viewOf } from './view';

/** How a file was read, and the bytes that the offsets of the view are about: those of the file, or inflated. */
export interface Reading {
  readonly bytes: Uint8Array;
  readonly layout: FileLayout;
  readonly view: View;
}

/** Reads and anonymises files one after the other. */
export class Product {
  private readonly window: HeaderWindow;
  private asked = 0;
  private readonly table = new ElementTable();
  private readonly scanner: Scanner;
  private readonly planner: RewritePlanner;
  private readonly identifier = new SeriesIdentifier();

  /** @param firstRead how much of a file is read at first */
  constructor(firstRead: number) {
    this.window = new HeaderWindow((length) => this.allocate(length), firstRead);
    this.scanner = new Scanner(this.window, this.table);
    const key = new ProjectKey(KEY_BYTES);
    const decider = new Decider(choiceWith(DICOMANON_POLICY, { 'free-text': false }));
    this.planner = new RewritePlanner(this.window, this.table, decider, key, new UidMap(key), MARKS);
  }

  /** Bytes allocated for the window since the last file was opened. */
  get allocated(): number {
    return this.asked + Math.max(0, this.window.bytes.length - KEPT_HEADER);
  }

  /** @throws DicomError when the file is refused; any other error is a fault of the product */
  read(bytes: Uint8Array): Reading {
    this.asked = 0;
    this.window.open(new CountingSource(bytes));
    const layout = scanFile(this.window, this.table, this.scanner);
    if (!layout.deflated) return { bytes, layout, view: viewOf(this.table, layout, bytes.length) };
    const plain = inflated(bytes, layout);
    this.window.open(new CountingSource(plain));
    const inner = scanInflated(this.window, this.table, this.scanner, layout);
    return { bytes: plain, layout: inner, view: viewOf(this.table, inner, plain.length) };
  }

  /** The anonymised copy of the file that was read last. */
  rewrite({ bytes, layout }: Reading): Uint8Array {
    this.identifier.identify(this.window, this.table, layout, '/folder');
    const plan = this.planner.plan(layout, PATIENT);
    if (layout.deflated) {
      const { head, dataSet } = collectPlan(plan, this.window, layout.dataSet);
      return Uint8Array.from(Buffer.concat([head, deflate(dataSet)]));
    }
    const output = new MemoryOutput(bytes);
    emitPlan(plan, output);
    if (output.length !== plan.length) throw new Error(`planned ${plan.length} bytes, got ${output.length}`);
    return output.bytes();
  }

  private allocate(length: number): Uint8Array {
    this.asked += length;
    return new Uint8Array(length);
  }
}

/** A file whose data set is inflated in its place. */
function inflated(bytes: Uint8Array, { dataSet }: FileLayout): Uint8Array {
  const { bytes: plain } = inflate(bytes.subarray(dataSet), dataSet);
  return Uint8Array.from(Buffer.concat([bytes.subarray(0, dataSet), plain]));
}

/** Scans a file whose data set is deflated. */
export function inflatedScan(
  bytes: Uint8Array,
  { layout }: Scanned,
): { bytes: Uint8Array; scanned: Scanned } {
  const plain = inflated(bytes, layout);
  const { window, table, scanner } = makeScanner();
  window.open(new CountingSource(plain));
  return { bytes: plain, scanned: { window, table, layout: scanInflated(window, table, scanner, layout) } };
}
