import { join } from 'node:path';
import type { WalkedFolder } from '../io/walk';
import { encodeOutcome, PENDING } from '../record/outcome-code';

/** No patient. */
export const NOBODY = -1;

/**
 * One folder of the source and what is known of its files: a few bytes for each, because a hospital's export has
 * millions. The names of the files lie in one buffer.
 */
export class FolderEntry {
  readonly sizes: Float64Array;
  readonly outcomes: Uint8Array;
  /** Bits of RISK. */
  readonly risks: Uint16Array;
  /** Index of the patient whom each file belongs to, NOBODY while unknown. */
  readonly patientOf: Int32Array;
  readonly count: number;
  private readonly namesBuffer: Buffer;

  constructor(
    readonly walked: Omit<WalkedFolder, 'files' | 'skipped'>,
    readonly index: number,
    /** Index of the folder above, -1 for the root. */
    readonly parent: number,
    names: readonly string[],
  ) {
    this.count = names.length;
    this.namesBuffer = Buffer.from(names.join('\0'), 'utf8');
    this.sizes = new Float64Array(this.count);
    this.outcomes = new Uint8Array(this.count);
    this.risks = new Uint16Array(this.count);
    this.patientOf = new Int32Array(this.count).fill(NOBODY);
  }

  get path(): readonly string[] {
    return this.walked.path;
  }

  /** Names of the files, in natural order. */
  names(): readonly string[] {
    return this.count === 0 ? [] : this.namesBuffer.toString('utf8').split('\0');
  }
}

/** A remark on one file that is not ordinary: where its copy went, or what is wrong with it. */
export interface Remark {
  readonly detail?: string;
  /** The name of its copy, when it is not the planned one. */
  readonly name?: string;
}

/** Every folder and file of a run with what became of it. */
export class Ledger {
  readonly folders: FolderEntry[] = [];
  private readonly indexOf = new Map<string, number>();
  private readonly remarks = new Map<number, Map<number, Remark>>();

  /** @param source absolute path of the folder that is anonymised */
  constructor(readonly source: string) {}

  /** Adds a folder; those above it must be there already. */
  add(walked: WalkedFolder): FolderEntry {
    const parent =
      walked.path.length === 0 ? -1 : (this.indexOf.get(walked.path.slice(0, -1).join('\0')) ?? -1);
    const names =
      walked.error === undefined ? [...walked.files, ...walked.skipped.map(({ name }) => name)] : ['.'];
    const { path, error } = walked;
    const entry = new FolderEntry(
      { path, ...(error === undefined ? {} : { error }) },
      this.folders.length,
      parent,
      names,
    );
    walked.skipped.forEach(({ reason }, position) => {
      entry.outcomes[walked.files.length + position] = encodeOutcome({ kind: 'skipped', reason });
    });
    if (error !== undefined) {
      entry.outcomes[0] = encodeOutcome({ kind: 'failed', reason: 'unreadable-folder' });
      this.remark(entry.index, 0, { detail: error });
    }
    this.indexOf.set(walked.path.join('\0'), entry.index);
    this.folders.push(entry);
    return entry;
  }

  absolute(folder: FolderEntry): string {
    return join(this.source, ...folder.path);
  }

  /** Absolute path of the top-level folder that a folder lies in; the source for the source itself. */
  topFolder(folder: FolderEntry): string {
    return join(this.source, ...folder.path.slice(0, 1));
  }

  remark(folder: number, position: number, remark: Remark): void {
    const ofFolder = this.remarks.get(folder) ?? new Map<number, Remark>();
    ofFolder.set(position, { ...ofFolder.get(position), ...remark });
    this.remarks.set(folder, ofFolder);
  }

  remarkOn(folder: number, position: number): Remark {
    return this.remarks.get(folder)?.get(position) ?? {};
  }

  /** Positions of the files of a folder that have no outcome yet. */
  pending(folder: FolderEntry): number[] {
    const positions: number[] = [];
    for (let at = 0; at < folder.count; at++) if (folder.outcomes[at] === PENDING) positions.push(at);
    return positions;
  }
}
