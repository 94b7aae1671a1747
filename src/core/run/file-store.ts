import type { Breathe } from '../io/breathe';

/** Files that get their memory in one go. */
const BLOCK_FILES = 16 * 1024;
const BLOCK_NAMES = 256 * 1024;
/** Names that become bytes before others have their turn. */
const NAMES_AT_ONCE = 4096;
/** Bytes of names that become text at a time. */
const DECODED_AT_ONCE = 8 * 1024;
const SEPARATOR = Buffer.alloc(1);

interface Block {
  readonly sizes: Float64Array;
  readonly outcomes: Uint8Array;
  readonly risks: Uint16Array;
  readonly patientOf: Int32Array;
}

/**
 * What is known of files, in a few large arrays: as arrays of its own what a folder has of one file would take twenty
 * times the memory.
 */
export class FileStore {
  private block = makeBlock(0);
  private used = 0;
  private names: Buffer = Buffer.alloc(0);
  private usedNames = 0;

  /** Memory for the files with these names, which belong to `nobody` yet. The names are as they are until `pack`. */
  add(names: readonly string[], nobody: number): FileRange {
    const count = names.length;
    if (this.used + count > this.block.outcomes.length) {
      this.block = makeBlock(Math.max(BLOCK_FILES, count));
      this.used = 0;
    }
    const from = this.used;
    this.used += count;
    this.block.patientOf.fill(nobody, from, this.used);
    return new FileRange(this.block, from, names);
  }

  /** Puts the names of files into bytes, which take a fifth of the memory. */
  async pack(range: FileRange, breathe: Breathe): Promise<void> {
    const pieces: Buffer[] = [];
    const names = range.names();
    for (let from = 0; from < names.length; from += NAMES_AT_ONCE) {
      const due = breathe();
      if (due) await due;
      if (from > 0) pieces.push(SEPARATOR);
      pieces.push(Buffer.from(names.slice(from, from + NAMES_AT_ONCE).join('\0'), 'utf8'));
    }
    range.setNames(...this.keep(pieces));
  }

  private keep(pieces: readonly Buffer[]): readonly [Buffer, number, number] {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (this.usedNames + length > this.names.length) {
      this.names = Buffer.allocUnsafeSlow(Math.max(BLOCK_NAMES, length));
      this.usedNames = 0;
    }
    const at = this.usedNames;
    for (const piece of pieces) this.usedNames += piece.copy(this.names, this.usedNames);
    return [this.names, at, this.usedNames];
  }
}

/** The files of one folder in a store. */
export class FileRange {
  readonly count: number;
  private nameBytes: Buffer | undefined;
  private namesFrom = 0;
  private namesTo = 0;

  constructor(
    private readonly block: Block,
    private readonly from: number,
    /** Undefined once they are bytes. */
    private unpacked: readonly string[] | undefined,
  ) {
    this.count = unpacked?.length ?? 0;
  }

  get sizes(): Float64Array {
    return this.block.sizes.subarray(this.from, this.from + this.count);
  }

  get outcomes(): Uint8Array {
    return this.block.outcomes.subarray(this.from, this.from + this.count);
  }

  get risks(): Uint16Array {
    return this.block.risks.subarray(this.from, this.from + this.count);
  }

  get patientOf(): Int32Array {
    return this.block.patientOf.subarray(this.from, this.from + this.count);
  }

  names(): readonly string[] {
    return this.unpacked ?? [...this.eachName()];
  }

  /** The names one after the other, of which no more become text than are asked for, and a few. */
  *eachName(): Generator<string> {
    if (this.unpacked) return yield* this.unpacked;
    const { nameBytes, namesTo, count } = this;
    if (nameBytes === undefined || count === 0) return;
    let from = this.namesFrom;
    while (from < namesTo) {
      const to = endOfPiece(nameBytes, from, namesTo);
      yield* nameBytes.toString('utf8', from, to).split('\0');
      from = to + 1;
    }
  }

  /** The names are between these places from now on, with a NUL between each two of them. */
  setNames(bytes: Buffer, from: number, to: number): void {
    [this.nameBytes, this.namesFrom, this.namesTo, this.unpacked] = [bytes, from, to, undefined];
  }
}

/** Where a name ends, some way after `from`, but not after `to`. */
function endOfPiece(names: Buffer, from: number, to: number): number {
  const end = to - from > DECODED_AT_ONCE ? names.indexOf(0, from + DECODED_AT_ONCE) : to;
  return end < 0 ? to : Math.min(end, to);
}

function makeBlock(files: number): Block {
  return {
    sizes: new Float64Array(files),
    outcomes: new Uint8Array(files),
    risks: new Uint16Array(files),
    patientOf: new Int32Array(files),
  };
}
