import type { ElementTable } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import type { UidMapping } from '../pseudonym/uid-map';
import { findUids } from '../pseudonym/uid-text';
import type { ByteArena } from './byte-arena';
import type { PatientPseudonym } from './patient';

/** The file whose values are to be cleaned: it has been scanned, and its patient is known. */
export interface FileToClean {
  readonly window: HeaderWindow;
  readonly table: ElementTable;
  readonly layout: FileLayout;
  readonly patient: PatientPseudonym;
}

/** Writes text without what identifies a patient: action C of PS3.15 Table E.1-1a. */
export interface TextCleaner {
  /** Takes up a file before its values are cleaned. */
  prepare(file: FileToClean): void;
  /**
   * Writes the value bytes [from, to) of a row, cleaned, at the end of the arena and returns true; returns false when
   * they stay as they are, and has then written nothing that counts.
   */
  clean(bytes: Uint8Array, from: number, to: number, row: number, arena: ByteArena): boolean;
}

/** Replaces the UIDs that text quotes; all other bytes stay, whatever their character set. */
export class UidCleaner implements TextCleaner {
  constructor(private readonly uids: UidMapping) {}

  prepare(): void {
    // UIDs are the same in all files.
  }

  clean(bytes: Uint8Array, from: number, to: number, _row: number, arena: ByteArena): boolean {
    let copied = from;
    findUids(bytes, from, to, (start, end) => {
      const mapped = this.uids.map(bytes, start, end);
      if (!mapped) return;
      arena.copy(bytes, copied, start);
      arena.copy(mapped, 0, mapped.length);
      copied = end;
    });
    if (copied === from) return false;
    arena.copy(bytes, copied, to);
    return true;
  }
}
