/** Files that get their memory in one go. */
const BLOCK_FILES = 16 * 1024;
const BLOCK_NAMES = 256 * 1024;

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

  /** Memory for the files with these names, which belong to `nobody` yet. */
  add(names: readonly string[], nobody: number): FileRange {
    const count = names.length;
    if (this.used + count > this.block.outcomes.length) {
      this.block = makeBlock(Math.max(BLOCK_FILES, count));
      this.used = 0;
    }
    const from = this.used;
    this.used += count;
    this.block.patientOf.fill(nobody, from, this.used);
    const bytes = Buffer.from(names.join('\0'), 'utf8');
    return new FileRange(this.block, from, count, ...this.keep(bytes));
  }

  private keep(bytes: Buffer): readonly [Buffer, number, number] {
    if (this.usedNames + bytes.length > this.names.length) {
      this.names = Buffer.allocUnsafeSlow(Math.max(BLOCK_NAMES, bytes.length));
      this.usedNames = 0;
    }
    const at = this.usedNames;
    this.usedNames += bytes.copy(this.names, at);
    return [this.names, at, this.usedNames];
  }
}

/** The files of one folder in a store. */
export class FileRange {
  constructor(
    private readonly block: Block,
    private readonly from: number,
    readonly count: number,
    private readonly nameBytes: Buffer,
    private readonly namesFrom: number,
    private readonly namesTo: number,
  ) {}

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
    return this.count === 0 ? [] : this.nameBytes.toString('utf8', this.namesFrom, this.namesTo).split('\0');
  }
}

function makeBlock(files: number): Block {
  return {
    sizes: new Float64Array(files),
    outcomes: new Uint8Array(files),
    risks: new Uint16Array(files),
    patientOf: new Int32Array(files),
  };
}
