/** Deflated Explicit VR Little Endian (PS3.5 §A.5) and the JPIP syntaxes that deflate the data set (PS3.5 §A.7, §A.11). */
const DEFLATED = new Set(['1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.4.95', '1.2.840.10008.1.2.4.205']);

/** Whether the data set of this transfer syntax is one deflate stream (RFC 1951). */
export function isDeflated(transferSyntax: string): boolean {
  return DEFLATED.has(transferSyntax);
}

/** Whether the data set of this transfer syntax is Explicit VR Big Endian (PS3.5 §A.3, retired). */
export function isBigEndian(transferSyntax: string): boolean {
  return transferSyntax === '1.2.840.10008.1.2.2';
}
