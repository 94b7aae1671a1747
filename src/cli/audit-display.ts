import { formatCount } from '../core/record/format';
import type { AuditStep } from '../core/run/audit-outputs';

const INTERVAL_MS = 250;

const STEPS: Readonly<Record<AuditStep, string>> = {
  learning: 'Reading the originals',
  searching: 'Searching',
};

/** Shows on a terminal how far an audit is. */
export class AuditDisplay {
  private last = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(step: AuditStep, files: number): void {
    if (!this.stream.isTTY || Date.now() - this.last < INTERVAL_MS) return;
    this.last = Date.now();
    this.stream.write(`\r\x1b[K${STEPS[step]}: ${formatCount(files, 'file')}`);
  }

  end(): void {
    if (this.stream.isTTY) this.stream.write('\r\x1b[K');
  }
}
