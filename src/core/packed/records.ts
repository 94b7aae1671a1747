/** Things of a kind that are gone through one at a time, any number of times; an array is one, but not all are in memory. */
export interface Records<T> extends Iterable<T> {
  readonly length: number;
}

/** The same when each can be asked for by its position, too. */
export interface List<T> extends Records<T> {
  at(position: number): T | undefined;
}

/** `length` things that are made whenever somebody goes through them. */
export function madeOnDemand<T>(length: number, make: () => Iterator<T>): Records<T> {
  return { length, [Symbol.iterator]: make };
}

/** `length` things, each of which is made whenever somebody asks for it. */
export function listOnDemand<T>(length: number, make: (position: number) => T): List<T> {
  return {
    length,
    at: (position) => (position < length ? make(position) : undefined),
    *[Symbol.iterator]() {
      for (let position = 0; position < length; position++) yield make(position);
    },
  };
}
