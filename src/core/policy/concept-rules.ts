import type { Concept } from './content-item';
import type { Rule } from './policy';

/** A rule that may decide on an attribute, or many of them that differ in the concept that they are about. */
export type Candidate = Rule | ConceptRules;

/** Rules about concepts, in order, found by code: a policy has hundreds of them, and a report thousands of Items. */
export class ConceptRules {
  private readonly byCode = new Map<string, readonly Rule[]>();

  constructor(rules: readonly Rule[]) {
    for (const rule of rules) {
      if (rule.selector.by !== 'concept') throw new TypeError('a rule about concepts is needed');
      const key = keyOf(rule.selector);
      this.byCode.set(key, [...(this.byCode.get(key) ?? []), rule]);
    }
  }

  /** The first rule about a concept, undefined when there is none. */
  ruleFor(concept: Concept | undefined): Rule | undefined {
    if (!concept) return undefined;
    return this.byCode.get(keyOf(concept))?.find(({ selector }) => fitsType(selector, concept));
  }
}

/** Rules in order, those about concepts that stand one after the other put together. */
export function indexConcepts(rules: readonly Rule[]): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (let at = 0; at < rules.length;) {
    let end = at;
    while (end < rules.length && rules[end]!.selector.by === 'concept') end++;
    candidates.push(end > at ? new ConceptRules(rules.slice(at, end)) : rules[at]!);
    at = Math.max(end, at + 1);
  }
  return candidates;
}

function keyOf({ code, scheme }: Pick<Concept, 'code' | 'scheme'>): string {
  return `${scheme}\0${code}`;
}

function fitsType(selector: Rule['selector'], { valueType }: Concept): boolean {
  return selector.by === 'concept' && (selector.valueType === '' || selector.valueType === valueType);
}
