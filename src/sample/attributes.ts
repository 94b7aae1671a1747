import { ATTRIBUTES } from './attribute-table';
import { element, inTagOrder, sequence, type Element, type Length, type Value } from './data-set';

export type Keyword = keyof typeof ATTRIBUTES;

/** Attributes by their keywords of PS3.6; a sequence holds a list of items. */
export type Attributes = {
  readonly [K in Keyword]?: (typeof ATTRIBUTES)[K][1] extends 'SQ' ? readonly Attributes[] : Value;
};

/**
 * The elements in the order of their tags; every sequence and item in them has its length in the form given.
 */
export function elementsOf(
  attributes: Attributes,
  sequences: Exclude<Length, number> = 'defined',
): readonly Element[] {
  const entries = Object.entries(attributes) as [Keyword, Value | readonly Attributes[]][];
  return inTagOrder(entries.map(([keyword, content]) => elementOf(keyword, content, sequences)));
}

function elementOf(
  keyword: Keyword,
  content: Value | readonly Attributes[],
  sequences: Exclude<Length, number>,
): Element {
  const [tag, vr] = ATTRIBUTES[keyword];
  if (vr !== 'SQ') return element(tag, vr, content as Value);
  const items = (content as readonly Attributes[]).map((each) => elementsOf(each, sequences));
  return sequence(tag, items, { length: sequences });
}
