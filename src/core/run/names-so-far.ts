/** Names that are made in order, as far as they are needed. */
export class NamesSoFar {
  private made = 0;

  constructor(private readonly names: Iterator<string>) {}

  /** The name at a position, which must be after the one that was asked for last. */
  next(position: number): string {
    while (this.made < position) this.skip();
    return this.skip();
  }

  private skip(): string {
    this.made++;
    const name = this.names.next();
    if (name.done === true) throw new RangeError('there is no such name');
    return name.value;
  }
}
