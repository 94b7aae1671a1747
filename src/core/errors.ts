/**
 * An error meant for people: its message is shown as it is. It says what is wrong and what to do about it, and
 * holds no patient data.
 */
export class UserError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'UserError';
  }
}
