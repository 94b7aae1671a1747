/** What is known of a patient: texts as they stand in attributes, without padding and without repetitions. */
export interface KnownValues {
  /** The patient's names, also former and mother's: component groups divided by `=`, components by `^`. */
  readonly names: readonly string[];
  /** Everyone else: physicians, operators, responsible persons. */
  readonly people: readonly string[];
  /** Patient IDs, also other ones, and those of studies, admissions and visits. */
  readonly ids: readonly string[];
  readonly accessions: readonly string[];
  /** YYYYMMDD, as `dates`. */
  readonly birthDates: readonly string[];
  /** Of studies, series, acquisitions, admissions: they tell how ambiguous dates in text are meant. */
  readonly dates: readonly string[];
  readonly phones: readonly string[];
  readonly addresses: readonly string[];
  /** Names and addresses of institutions, issuers of IDs. */
  readonly institutions: readonly string[];
}

export type KnownKind = keyof KnownValues;

export const KNOWN_KINDS: readonly KnownKind[] = [
  'names',
  'people',
  'ids',
  'accessions',
  'birthDates',
  'dates',
  'phones',
  'addresses',
  'institutions',
];

/** KnownValues of lists that may repeat values or be absent. */
export function knownValues(...lists: readonly Partial<KnownValues>[]): KnownValues {
  const merged = (kind: KnownKind): readonly string[] => [
    ...new Set(lists.flatMap((list) => list[kind] ?? []).filter((value) => value.trim() !== '')),
  ];
  return Object.fromEntries(KNOWN_KINDS.map((kind) => [kind, merged(kind)])) as unknown as KnownValues;
}
