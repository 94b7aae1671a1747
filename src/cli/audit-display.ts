import { formatCount } from '../core/record/format';

const INTERVAL_MS = 250;

/** Shows on a terminal how far an audit is. */
export class AuditDisplay {
  private last = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(files: number): void {
    if (!this.stream.isTTY || Date.now() - this.last < INTERVAL_MS) return;
    this.last = Date.now();
    this.stream.write(`\r\x1b[KSearching: ${formatCount(files, 'file')}`);
  }

  end(): void {
    if (this.stream.isTTY) this.stream.write('\r\x1b[K');
  }
}
