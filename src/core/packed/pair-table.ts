import { HashIndex } from './hash-index';
import { IntColumn } from './int-column';

const NONE = -1;

/** Pairs of numbers, such as a patient and a name of theirs, each but once, that are asked for by the first of them. */
export class PairTable {
  /** Undefined once no pair is looked for any more. */
  private index: HashIndex | undefined = new HashIndex();
  private readonly owners = new IntColumn();
  private readonly values = new IntColumn();
  /** The pair of the same owner that came before. */
  private readonly before = new IntColumn();
  /** The last pair of each owner. */
  private readonly last = new IntColumn();

  get length(): number {
    return this.values.length;
  }

  has(owner: number, value: number): boolean {
    return this.find(owner, value, hashOf(owner, value)) !== NONE;
  }

  /** The position of a pair, which is added if it is new: then it is the length before. */
  add(owner: number, value: number): number {
    const hash = hashOf(owner, value);
    const known = this.find(owner, value, hash);
    if (known !== NONE) return known;
    while (this.last.length <= owner) this.last.push(NONE);
    const position = this.values.push(value);
    this.finder().add(hash, position);
    this.owners.push(owner);
    this.before.push(this.last.at(owner));
    this.last.set(owner, position);
    return position;
  }

  /** Forgets how to find pairs: from now on they can only be asked for by their owner. */
  seal(): void {
    this.index = undefined;
  }

  /** The second number of the pair at a position. */
  value(position: number): number {
    return this.values.at(position);
  }

  /** Positions of the pairs of an owner, in the order in which they came. */
  positionsOf(owner: number): readonly number[] {
    const positions: number[] = [];
    let position = owner < this.last.length ? this.last.at(owner) : NONE;
    for (; position !== NONE; position = this.before.at(position)) positions.push(position);
    return positions.reverse();
  }

  /** The second numbers of the pairs of an owner, in the order in which they came. */
  valuesOf(owner: number): readonly number[] {
    return this.positionsOf(owner).map((position) => this.value(position));
  }

  private finder(): HashIndex {
    if (this.index === undefined) throw new Error('the table is sealed');
    return this.index;
  }

  private find(owner: number, value: number, hash: number): number {
    return this.finder().find(hash, (at) => this.owners.at(at) === owner && this.values.at(at) === value);
  }
}

function hashOf(owner: number, value: number): number {
  return (Math.imul(owner, 0x9e3779b1) ^ Math.imul(value, 0x85ebca6b)) | 0;
}
