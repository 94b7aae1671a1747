import type { Guard } from '../rpc/guards';

/** Accepts finite numbers from 0: bytes, seconds. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Accepts `null` and what `guard` accepts. */
export function isNullOr<T>(guard: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || guard(value);
}

/** Accepts what one of the guards accepts. */
export function isEither<T>(...guards: readonly Guard<T>[]): Guard<T> {
  return (value): value is T => guards.some((guard) => guard(value));
}

/** Accepts this string only. */
export function isExactly<const T extends string>(text: T): Guard<T> {
  return (value): value is T => value === text;
}

/** Accepts plain objects of at most `most` members, whose names and values pass their guards. */
export function isMapOf<T>(
  name: Guard<string>,
  member: Guard<T>,
  most: number,
): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const entries = Object.entries(value);
    return entries.length <= most && entries.every(([key, each]) => name(key) && member(each));
  };
}
