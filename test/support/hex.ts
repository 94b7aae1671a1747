const TOKEN = /"([^"]*)"|([0-9a-f]{2})|(\S)/gi;

/**
 * Bytes written as a hex dump; text between double quotes stands for its Latin-1 bytes:
 * `hex('10 00 10 00 "PN" 04 00 "A^B "')`. White space is free, so values can be laid out in lines.
 */
export function hex(dump: string): Uint8Array {
  const parts = [...dump.matchAll(TOKEN)].map(([token, text, byte]) => {
    if (text !== undefined) return Buffer.from(text, 'latin1');
    if (byte !== undefined) return Buffer.from(byte, 'hex');
    throw new SyntaxError(`Neither a byte nor quoted text: ${token}`);
  });
  return new Uint8Array(Buffer.concat(parts));
}

/** The bytes as `08 00 05 00 …`, for messages and comparisons that people read. */
export function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
