/** Why a file was skipped: it is not something to anonymise, or the policy holds it back; it is not copied. */
export type SkipCode = 'not-dicom' | 'empty' | 'dicomdir' | 'link' | 'special' | 'temporary' | 'held-back';

/** Why a file failed: it is, or may be, DICOM, and no copy of it was written. */
export type FailCode =
  | 'truncated'
  | 'malformed'
  | 'too-deep'
  | 'too-large-header'
  | 'unsupported'
  | 'changed'
  | 'unreadable'
  | 'unreadable-folder'
  | 'unwritable'
  | 'dicomdir-taken'
  | 'risk'
  | 'worker-crashed'
  | 'cancelled';

/** What became of a written file beyond the ordinary. */
export type NoteCode = 'beside' | 'trailing-dropped' | 'dicomdir-made';

export type ReasonCode = SkipCode | FailCode | NoteCode;

/** What a reason means and what the user can do, in words without any patient data. */
export interface ReasonText {
  readonly what: string;
  readonly remedy: string;
}

/** The outcome of one file found below the source. */
export type Outcome =
  | { readonly kind: 'written'; readonly note?: NoteCode }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'skipped'; readonly reason: SkipCode }
  | { readonly kind: 'failed'; readonly reason: FailCode; readonly detail?: string };
