/** Why bytes could not be read as DICOM. */
export type DicomFault =
  'not-dicom' | 'truncated' | 'malformed' | 'too-deep' | 'too-large-header' | 'unsupported';

/** A fault in the bytes of a file: what, at which attribute, at which offset. Holds no value of the file. */
export class DicomError extends Error {
  /**
   * @param fault the kind of fault
   * @param what a sentence without patient data
   * @param tag the attribute at which reading stopped, -1 when none was read
   * @param offset bytes from the start of the file (of the inflated data set, when it is deflated)
   */
  constructor(
    readonly fault: DicomFault,
    what: string,
    readonly tag = -1,
    readonly offset = 0,
  ) {
    super(tag < 0 ? `${what} (offset ${offset})` : `${what}: ${hexTag(tag)} at offset ${offset}`);
    this.name = 'DicomError';
  }
}

/** A value that ends beyond what holds it: the file, which is then truncated, or an Item, which is then malformed. */
export function beyondLimit(limit: number, size: number, tag: number, offset: number): DicomError {
  return limit >= size
    ? new DicomError('truncated', 'the value ends beyond the end of the file', tag, offset)
    : new DicomError('malformed', 'the value ends beyond the Item around it', tag, offset);
}

function hexTag(tag: number): string {
  const digits = (tag >>> 0).toString(16).toUpperCase().padStart(8, '0');
  return `(${digits.slice(0, 4)},${digits.slice(4)})`;
}
