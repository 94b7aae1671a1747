import type { Policy, SwitchId } from './policy';

/** Pairs of switches that somebody turned on together and that exclude each other, in the order of the policy. */
export function findConflicts(
  { switches }: Policy,
  turned: Readonly<Record<SwitchId, boolean>>,
): readonly (readonly [SwitchId, SwitchId])[] {
  const turnedOn = switches.filter(({ id }) => Object.hasOwn(turned, id) && turned[id] === true);
  return turnedOn.flatMap((one, at) =>
    turnedOn
      .slice(at + 1)
      .filter(
        (other) => one.excludes?.includes(other.id) === true || other.excludes?.includes(one.id) === true,
      )
      .map((other) => [one.id, other.id] as const),
  );
}
