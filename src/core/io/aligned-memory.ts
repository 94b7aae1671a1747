/** The part of the WebAssembly interface that is used here; its types come with the DOM, which this code does not have. */
declare const WebAssembly: { Memory: new (options: { initial: number }) => { readonly buffer: ArrayBuffer } };

const WASM_PAGE = 64 * 1024;

/**
 * A buffer of at least `length` bytes that starts on a memory page. Node's own large buffers start 16 bytes into one,
 * which makes the kernel's copies into them up to twice as slow.
 */
export function allocatePageAligned(length: number): Uint8Array {
  return new Uint8Array(new WebAssembly.Memory({ initial: Math.ceil(length / WASM_PAGE) }).buffer);
}
