/** Asked between pieces of work; throws a CancelledError when the user has cancelled. */
export type CancelCheck = () => void;

/** Told how many bytes are about to be written; throws a CancelledError when the user has cancelled. */
export type WriteWatcher = (bytes: number) => void;

/** The run was cancelled; what was being written is dropped. */
export class CancelledError extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CancelledError';
  }
}
