import type { ReadStop } from './raw';

/** Ends the reading of a file at `offset`; what was read before is kept. */
export class ReadFault extends Error {
  constructor(
    readonly reason: ReadStop['reason'],
    readonly offset: number,
  ) {
    super(`${reason} at offset ${offset}`);
    this.name = 'ReadFault';
  }
}

/** The source is not DICOM, or so broken that the reader can't begin. */
export class NotDicom extends Error {}
