import { join } from 'node:path';
import type { Breathe } from '../io/breathe';
import type { WalkedFolder } from '../io/walk';
import { encodeOutcome, PENDING } from '../record/outcome-code';
import { type FileRange, FileStore } from './file-store';

/** No patient. */
export const NOBODY = -1;

/**
 * One folder of the source and what is known of its files: a few bytes for each, because a hospital's export has
 * millions, in memory that folders share, because it has folders by the ten thousands, too. What stands for a file in
 * one of the arrays may be changed; each access to an array makes a new view of it, so take it out of a loop.
 */
export class FolderEntry {
  constructor(
    readonly index: number,
    /** The folder above, as far as the ledger knows it. */
    private readonly above: FolderEntry | undefined,
    /** Names from `above` down. */
    private readonly below: readonly string[] | string,
    private readonly range: FileRange,
  ) {}

  /** Index of the folder above, -1 for the root. */
  get parent(): number {
    return this.above?.index ?? -1;
  }

  /** Names from the root down. */
  get path(): readonly string[] {
    return [...(this.above?.path ?? []), ...(typeof this.below === 'string' ? [this.below] : this.below)];
  }

  get count(): number {
    return this.range.count;
  }

  get sizes(): Float64Array {
    return this.range.sizes;
  }

  get outcomes(): Uint8Array {
    return this.range.outcomes;
  }

  /** Bits of RISK. */
  get risks(): Uint16Array {
    return this.range.risks;
  }

  /** Index of the patient whom each file belongs to, NOBODY while unknown. */
  get patientOf(): Int32Array {
    return this.range.patientOf;
  }

  /** Names of the files, in natural order. */
  names(): readonly string[] {
    return this.range.names();
  }

  /** The same one after the other: a folder may have files by the hundred thousand. */
  eachName(): Generator<string> {
    return this.range.eachName();
  }

  /** Puts the names into few bytes, with pauses in which others have their turn. */
  packNames(store: FileStore, breathe: Breathe): Promise<void> {
    return store.pack(this.range, breathe);
  }

  /** The folder of this path when it is this one or one above it. */
  nearest(path: readonly string[]): FolderEntry | undefined {
    const own = this.path;
    const isOwn = own.length === path.length && own.every((name, depth) => name === path[depth]);
    return isOwn ? this : this.above?.nearest(path);
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
  private readonly store = new FileStore();
  private readonly remarks = new Map<number, Map<number, Remark>>();

  /** @param source absolute path of the folder that is anonymised */
  constructor(readonly source: string) {}

  /** Adds a folder; those above it must be there already. */
  add(walked: WalkedFolder): FolderEntry {
    const { path, error, files, skipped } = walked;
    const names = error === undefined ? [...files, ...skipped.map(({ name }) => name)] : ['.'];
    const above = path.length === 0 ? undefined : this.find(path.slice(0, -1));
    const below = above ? path.at(-1)! : path;
    const entry = new FolderEntry(this.folders.length, above, below, this.store.add(names, NOBODY));
    const { outcomes } = entry;
    skipped.forEach(({ reason }, position) => {
      outcomes[files.length + position] = encodeOutcome({ kind: 'skipped', reason });
    });
    if (error !== undefined) {
      outcomes[0] = encodeOutcome({ kind: 'failed', reason: 'unreadable-folder' });
      this.remark(entry.index, 0, { detail: error });
    }
    this.folders.push(entry);
    return entry;
  }

  /** To be called for each folder that is added where there may be many: what it keeps of names gets smaller. */
  packNames(folder: FolderEntry, breathe: Breathe): Promise<void> {
    return folder.packNames(this.store, breathe);
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

  /** Positions of the files of a folder that have no outcome yet when their turn comes, at most `most` at a time. */
  *pending(folder: FolderEntry, most: number): Generator<readonly number[]> {
    let positions: number[] = [];
    const { outcomes } = folder;
    for (let at = 0; at < outcomes.length; at++) {
      if (outcomes[at] !== PENDING || positions.push(at) < most) continue;
      yield positions;
      positions = [];
    }
    if (positions.length > 0) yield positions;
  }

  /** A walk goes down before it goes on: the folder looked for is mostly the last one or above it. */
  private find(path: readonly string[]): FolderEntry | undefined {
    const nearest = this.folders.at(-1)?.nearest(path);
    if (nearest) return nearest;
    const text = path.join('\0');
    return this.folders.find((folder) => folder.path.join('\0') === text);
  }
}
