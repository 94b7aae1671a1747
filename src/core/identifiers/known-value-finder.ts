import { ByteWords } from './byte-words';
import { findDates, type KnownDates } from './date-search';
import { type Finding, withoutOverlaps } from './finding';
import { plainText } from './folding';
import type { KnownValues } from './known-values';
import { MONTHS } from './month-names';
import { nameLexicon, type NameLexicon } from './name-lexicon';
import { findNames } from './name-search';
import { findNumbers, idNeedles, type NumberNeedle, phoneNeedles } from './number-search';
import { findPlaces, placeLexicon, type PlaceLexicon } from './place-search';
import { findSpaceless, hasSpaceless } from './spaceless-search';
import { tokenise } from './tokens';

const MONTH_WORDS: readonly string[] = MONTHS.flatMap(({ plain }) => plain);

/**
 * Finds in text what is known of a patient, in any form in which a person would write it, and every date. Made once for
 * the files that agree in what they tell of their patient.
 */
export class KnownValueFinder {
  private readonly names: NameLexicon;
  private readonly places: PlaceLexicon;
  /** Made when a text is searched for the first time: most files have none that may hold anything. */
  private numbers: readonly NumberNeedle[] | undefined;
  private readonly dates: KnownDates;
  private readonly words: ByteWords;

  constructor(private readonly known: KnownValues) {
    this.names = nameLexicon(known.names, known.people);
    this.places = placeLexicon(known.addresses, known.institutions);
    this.dates = { births: new Set(known.birthDates), others: new Set(known.dates) };
    this.words = new ByteWords(this.wordsToLookFor(known));
  }

  /** What a text holds, in order, without overlaps. Places are in UTF-16 units. */
  find(text: string): readonly Finding[] {
    const plain = plainText(text);
    this.numbers ??= numberNeedles(this.known);
    const tokens = tokenise(text, (key) => this.names.parts.has(key));
    const found = [
      ...findDates(plain, this.dates),
      ...findNumbers(plain, this.numbers),
      ...findNames(text, tokens, this.names),
      ...findPlaces(text, tokens, this.places),
      ...(hasSpaceless(text) ? findSpaceless(text, this.names.spaceless) : []),
    ];
    return found.length === 0 ? found : withoutOverlaps(found);
  }

  /**
   * Whether a text with these bytes may hold anything to find; false is certain, whatever the character set. Costs a
   * fraction of a microsecond and allocates nothing.
   */
  mayFindIn(bytes: Uint8Array, from: number, to: number): boolean {
    return this.words.mayStandIn(bytes, from, to);
  }

  /** Folded words and numbers of which each finding without four digits has one. */
  private wordsToLookFor(known: KnownValues): readonly string[] {
    const ids = [...known.ids, ...known.accessions].flatMap((id) => tokenise(plainText(id)));
    return [
      ...this.names.parts.keys(),
      ...this.places.words.keys(),
      ...ids.map(({ key }) => key),
      ...MONTH_WORDS,
    ];
  }
}

function numberNeedles({ ids, accessions, phones }: KnownValues): readonly NumberNeedle[] {
  return [
    ...ids.flatMap((id) => idNeedles(id, 'id')),
    ...accessions.flatMap((accession) => idNeedles(accession, 'accession')),
    ...phones.flatMap(phoneNeedles),
  ];
}
