import { closest, distance } from 'fastest-levenshtein';
import { keywordOf, knownTags } from '../dicom/names';

let keywords: readonly string[] | undefined;

/** The keyword of PS3.6 that somebody who wrote `text` most likely meant; undefined when none is near. */
export function nearestKeyword(text: string): string | undefined {
  keywords ??= knownTags().flatMap((tag) => keywordOf(tag) ?? []);
  return nearest(text, keywords);
}

/** The one of `names` that `text` most likely means; undefined when none is near. Case counts little. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  if (text.length > MOST_CHARACTERS || names.length === 0) return undefined;
  const folded = names.map((name) => name.toLowerCase());
  const best = closest(text.toLowerCase(), folded);
  const isNear = distance(text.toLowerCase(), best) <= Math.max(2, Math.floor(text.length / 4));
  return isNear ? names[folded.indexOf(best)] : undefined;
}

/** Nobody mistypes a name that is twice as long as the longest keyword. */
const MOST_CHARACTERS = 160;
