import type { LeakFinding, Place } from './finding';
import type { LeakSearch } from './leak-search';
import { weigh } from './weigh';

/** What stands in text outside elements: the path of a file, the text of a document. */
export function findTextLeaks(
  search: LeakSearch,
  text: string,
  patient: number,
  place: Place,
): readonly LeakFinding[] {
  const bytes = Buffer.from(text, 'utf8');
  const hits = search.search(bytes, 0, bytes.length);
  return hits.flatMap(({ needle, from, to, isWide }) => {
    const isOwn = needle.patients.includes(patient);
    const weight = weigh({
      needle,
      vr: 0,
      tag: 0,
      isWhole: isDivider(bytes[from - 1]) && isDivider(bytes[to]),
      before: bytes[from - 1] ?? -1,
      behind: bytes[to] ?? -1,
      isWide,
      isOwn,
      hasCompany: hits.some((other) => other.needle !== needle && other.needle.kind === 'name'),
    });
    if (!weight) return [];
    const index = isOwn ? patient : needle.patients[0]!;
    return [
      {
        kind: needle.kind,
        place,
        path: '',
        offset: 0,
        patient: search.patients[index]!.anonymisedId,
        ...weight,
      },
    ];
  });
}

/** The end of a text, or what divides the names of a path. */
function isDivider(byte: number | undefined): boolean {
  return byte === undefined || byte === 0x2f || byte === 0x5c;
}
