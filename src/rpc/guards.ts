/** Tells whether a value that came from outside has the type `T`. A guard never throws, whatever it is given. */
export type Guard<T> = (value: unknown) => value is T;

/** Accepts strings of at most `longest` UTF-16 code units. */
export function isStringUpTo(longest: number): Guard<string> {
  return (value): value is string => typeof value === 'string' && value.length <= longest;
}

/** Accepts integers from 0 to 2^53 - 1: counts, indices and lengths. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Accepts `true` and `false`. */
export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** Accepts `null`, the reply of a call that has nothing to say. */
export function isNothing(value: unknown): value is null {
  return value === null;
}

/** Accepts one of the given strings. */
export function isOneOf<const T extends string>(choices: readonly T[]): Guard<T> {
  return (value): value is T => (choices as readonly unknown[]).includes(value);
}

/** Accepts arrays of at most `most` members that each pass `member`. */
export function isArrayOf<T>(member: Guard<T>, most: number): Guard<readonly T[]> {
  return (value): value is readonly T[] =>
    Array.isArray(value) && value.length <= most && value.every((one) => member(one));
}

/** Accepts plain objects with exactly the given own properties, each of which passes its guard. */
export function isRecordOf<T extends object>(shape: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
  const names = Object.keys(shape) as (keyof T & string)[];
  return (value): value is T => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return (
      Object.keys(value).length === names.length &&
      names.every((name) => Object.hasOwn(value, name) && shape[name]((value as T)[name]))
    );
  };
}

/** The request of a call that needs no arguments. */
export type NoArguments = Record<string, never>;

/** Accepts `{}` only. */
export const isNoArguments: Guard<NoArguments> = isRecordOf<NoArguments>({});
