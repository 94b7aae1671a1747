import { UserError } from '../../errors';

/** Something in a policy file that can't be, and where. */
export interface PolicyProblem {
  /** The file as people know it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}

/** Problems that are told one by one; of more, only how many there are. */
const MOST_TOLD = 30;

/** A policy file can't be used. The message has a line for each problem, in the order of the file. */
export class PolicyFileError extends UserError {
  constructor(readonly problems: readonly PolicyProblem[]) {
    super('policy-file', messageOf(problems), 'Correct the policy file and try again.');
    this.name = 'PolicyFileError';
  }
}

/** "my.dicomanon.json:12:7: there is no attribute "PatientNme"; did you mean PatientName?" */
export function problemText({ file, line, column, message, remedy }: PolicyProblem): string {
  return `${file}:${line}:${column}: ${message}; ${remedy}`;
}

function messageOf(problems: readonly PolicyProblem[]): string {
  const more = problems.length - MOST_TOLD;
  return [...problems.slice(0, MOST_TOLD).map(problemText), ...(more > 0 ? [`… and ${more} more`] : [])].join(
    '\n',
  );
}
