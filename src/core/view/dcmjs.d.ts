/** The part of dcmjs 0.52.2 that the tag view calls; the package ships no types. */
declare module 'dcmjs' {
  /** A cursor over bytes. */
  export interface ReadBufferStream {
    offset: number;
  }
  /** The header of one element. */
  export interface TagHeader {
    /** Eight hexadecimal digits. */
    readonly tag: string;
    readonly vr: string;
    /** -1 when undefined. */
    readonly length: number;
  }
  export interface AsyncDicomReader {
    stream: ReadBufferStream;
    /** UID of the transfer syntax; only implicit VR and big endian are told from the rest. */
    syntax: string;
    /** True after a preamble, a symbol before file meta information without one, false before a bare data set. */
    readPreamble(): Promise<boolean | symbol>;
    readTagHeader(): TagHeader;
  }
  const readers: { readonly AsyncDicomReader: new () => AsyncDicomReader };
  export { readers as async };
  export const data: {
    readonly ReadBufferStream: new (
      bytes: ArrayBuffer,
      littleEndian: boolean | null,
      options: { readonly noCopy: boolean },
    ) => ReadBufferStream;
  };
  interface Logger {
    setLevel(level: 'silent'): void;
    getLogger(name: string): Logger;
  }
  export const log: Logger;
}
