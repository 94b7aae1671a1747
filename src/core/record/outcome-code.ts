import type { FailCode, NoteCode, Outcome, SkipCode } from './outcome';

export const SKIP_CODES: readonly SkipCode[] = [
  'not-dicom',
  'empty',
  'dicomdir',
  'link',
  'special',
  'temporary',
  'held-back',
];
export const FAIL_CODES: readonly FailCode[] = [
  'truncated',
  'malformed',
  'too-deep',
  'too-large-header',
  'unsupported',
  'changed',
  'unreadable',
  'unreadable-folder',
  'unwritable',
  'dicomdir-taken',
  'risk',
  'worker-crashed',
  'cancelled',
];
export const NOTE_CODES: readonly NoteCode[] = ['beside', 'trailing-dropped', 'dicomdir-made'];

/** A file whose outcome is not known yet. */
export const PENDING = 0;
const WRITTEN = 1;
const UNCHANGED = 1 + 1 + NOTE_CODES.length;
const SKIPPED = UNCHANGED + 1;
const FAILED = SKIPPED + SKIP_CODES.length;

/** An outcome as one byte: a run keeps one for each file, and workers pass them through shared memory. */
export function encodeOutcome(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'written':
      return outcome.note ? WRITTEN + 1 + NOTE_CODES.indexOf(outcome.note) : WRITTEN;
    case 'unchanged':
      return UNCHANGED;
    case 'skipped':
      return SKIPPED + SKIP_CODES.indexOf(outcome.reason);
    case 'failed':
      return FAILED + FAIL_CODES.indexOf(outcome.reason);
  }
}

/** The outcome that `encodeOutcome` made this byte of; undefined while it is pending. */
export function decodeOutcome(code: number): Outcome | undefined {
  if (code === PENDING) return undefined;
  if (code === WRITTEN) return { kind: 'written' };
  if (code < UNCHANGED) return { kind: 'written', note: NOTE_CODES[code - WRITTEN - 1]! };
  if (code === UNCHANGED) return { kind: 'unchanged' };
  if (code < FAILED) return { kind: 'skipped', reason: SKIP_CODES[code - SKIPPED]! };
  return { kind: 'failed', reason: FAIL_CODES[code - FAILED]! };
}
