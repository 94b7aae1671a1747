/** What ES2024 adds to an ArrayBuffer and Node has from version 20 on. */
interface ResizableBuffer extends ArrayBuffer {
  resize(length: number): void;
}

const ResizableBuffer = ArrayBuffer as unknown as new (
  length: number,
  options: { readonly maxByteLength: number },
) => ResizableBuffer;

/**
 * Memory for the rare file that needs much of it. It grows where it lies, so that no copy is ever held beside it, and
 * goes back to the system at once, where a buffer that nobody needs waits for a garbage collection that an idle thread
 * never does. Reading it takes half as long again as reading an ordinary buffer: those serve all other files.
 */
export class LargeMemory {
  private buffer: ResizableBuffer | undefined;

  /** @param limit bytes of address space that are set aside; no memory is used before it is reserved */
  constructor(private readonly limit: number) {}

  /**
   * The memory, now of `length` bytes or more; what was written stays, and so do the arrays that lie on it.
   * @throws RangeError beyond the limit
   */
  reserve(length: number): ArrayBuffer {
    this.buffer ??= new ResizableBuffer(0, { maxByteLength: this.limit });
    if (length > this.buffer.byteLength) this.buffer.resize(length);
    return this.buffer;
  }

  /** Gives everything back: arrays that lie on it are empty from now on. */
  giveBack(): void {
    this.buffer?.resize(0);
  }
}
