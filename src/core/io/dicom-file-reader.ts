import { DicomError } from '../dicom/errors';
import { ElementTable } from '../dicom/element-table';
import { type FileLayout, scanFile, scanInflated } from '../dicom/file-layout';
import { HeaderWindow } from '../dicom/header-window';
import { Scanner, type ScanOptions } from '../dicom/scanner';
import { allocatePageAligned } from './aligned-memory';
import { inflate, INFLATED_LIMIT } from './deflate';
import { FileSource, MemorySource } from './file-source';

/** A file whose elements lie in the reader's table. */
export interface OpenedFile {
  readonly source: FileSource;
  readonly layout: FileLayout;
  /** For a deflated data set: bytes of the file behind the deflate stream. */
  readonly behindStream?: Uint8Array;
}

/** Opens and scans DICOM files one after the other, with one window and one table for all of them. */
export class DicomFileReader {
  readonly window: HeaderWindow;
  readonly table = new ElementTable();
  private readonly scanner: Scanner;

  /**
   * @param firstRead how many bytes of a file the first read asks for; best a little more than most headers
   * @param longestHeader bytes; a file whose header is longer is refused
   */
  constructor(firstRead: number, longestHeader?: number) {
    this.window = new HeaderWindow(allocatePageAligned, firstRead, longestHeader);
    this.scanner = new Scanner(this.window, this.table);
  }

  /**
   * Opens a file and scans it. The caller closes `source`.
   * @throws DicomError when it is not DICOM or can't be read as such; NodeJS.ErrnoException from the file system
   */
  open(path: string, options: ScanOptions = {}): OpenedFile {
    const source = FileSource.open(path);
    try {
      this.window.open(source);
      const layout = scanFile(this.window, this.table, this.scanner, options);
      return layout.deflated ? this.openDeflated(source, layout, options) : { source, layout };
    } catch (error) {
      source.close();
      throw error;
    }
  }

  /** Forgets the file, and gives back what a long header took; costs nothing after an ordinary one. */
  release(): void {
    this.window.release();
    this.table.release();
  }

  /** Puts the inflated data set in the place of the deflated one: from here on it is a file like any other. */
  private openDeflated(source: FileSource, layout: FileLayout, options: ScanOptions): OpenedFile {
    if (source.size > INFLATED_LIMIT) {
      throw new DicomError('unsupported', 'the deflated data set is longer than 256 MiB', -1, layout.dataSet);
    }
    const file = new Uint8Array(source.size);
    source.read(file, 0, source.size, 0);
    const { bytes, consumed } = inflate(file.subarray(layout.dataSet), layout.dataSet);
    this.window.open(new MemorySource(Buffer.concat([file.subarray(0, layout.dataSet), bytes])));
    const inflated = scanInflated(this.window, this.table, this.scanner, layout, options);
    return { source, layout: inflated, behindStream: file.subarray(layout.dataSet + consumed) };
  }
}
