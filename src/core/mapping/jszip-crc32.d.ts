/** The checksum of archives, which JSZip has and does not export. */
declare module 'jszip/lib/crc32.js' {
  /** CRC-32 (ISO 3309) of `bytes` as a signed number, going on from `start`. */
  export default function crc32(bytes: Uint8Array, start: number): number;
}
