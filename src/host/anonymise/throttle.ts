/** Runs an action at most once in `interval` ms: at once when it was quiet, else once more at the end. */
export class Throttle {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = -Infinity;

  constructor(
    private readonly action: () => void,
    private readonly interval: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Asks for the action. */
  request(): void {
    if (this.timer !== undefined) return;
    const wait = this.last + this.interval - this.now();
    if (wait <= 0) this.run();
    else this.timer = setTimeout(() => this.run(), wait);
  }

  /** Forgets a request that waits. */
  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private run(): void {
    this.timer = undefined;
    this.last = this.now();
    this.action();
  }
}
