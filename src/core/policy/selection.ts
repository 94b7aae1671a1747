import { isPrivateCreator } from '../dicom/dictionary';
import { groupOf, isPrivate, TAG } from '../dicom/tags';
import { isClassUidAttribute } from '../dicom/uid-attributes';
import { isKnownVr, VR } from '../dicom/vr';
import { isContentValue } from './content-item';
import type { Rule, Selector } from './policy';

/** The bit of a tag that makes its group odd (PS3.5 §7.8). */
const ODD_GROUP = 0x00010000;

/** An attribute as the file and the dictionary name it. */
export interface Attribute {
  readonly tag: number;
  /** VR in the file, 0 when unknown. */
  readonly vr: number;
  /** VR of the dictionary, 0 when it does not know the attribute. */
  readonly known: number;
}

/** Selectors that ask where an element stands. */
export type ContextualSelector = Extract<
  Selector,
  { by: 'path' | 'private-element' | 'private-creator' | 'concept' }
>;

/** A rule with such a selector. */
export type ContextualRule = Rule & { readonly selector: ContextualSelector };

export function isContextual(rule: Rule): rule is ContextualRule {
  switch (rule.selector.by) {
    case 'path':
    case 'private-element':
    case 'private-creator':
    case 'concept':
      return true;
    case 'tag':
    case 'pattern':
    case 'group':
    case 'private':
    case 'vr':
    case 'class-uid':
    case 'unknown':
    case 'any':
      return false;
  }
}

/** Whether a selector names an attribute; for one that asks where the element stands: whether it can name it anywhere. */
export function mayName(selector: Selector, { tag, vr, known }: Attribute): boolean {
  if (tag === TAG.Item) return selector.by === 'concept';
  switch (selector.by) {
    case 'tag':
      return selector.tag === tag;
    case 'pattern':
      return namesByPattern(selector.tag, selector.mask, tag);
    case 'group':
      return selector.group === groupOf(tag);
    case 'private':
      return isPrivate(tag);
    case 'vr':
      return (
        VR[selector.vr] === vr || VR[selector.vr] === known || (selector.vr === 'UN' && isOfNoVr(vr, known))
      );
    case 'class-uid':
      return isClassUidAttribute(tag);
    case 'unknown':
      return known === 0 && !isPrivate(tag);
    case 'any':
      return true;
    case 'path':
      return [tag, '*'].includes(selector.path.at(-1)!);
    case 'private-element':
      return isInBlock(tag) && groupOf(tag) === selector.group && (tag & 0xff) === selector.element;
    case 'private-creator':
      return isInBlock(tag);
    case 'concept':
      return isContentValue(tag) || tag === TAG.ContentSequence;
  }
}

/** Whether an element lies in a block that a private creator reserves: (odd,1000) to (odd,FFFF) (PS3.5 §7.8.1). */
export function isInBlock(tag: number): boolean {
  return isPrivate(tag) && (tag & 0xffff) >= 0x1000;
}

/** Whether a rule is about elements that a private creator must stand beside. */
export function namesPrivateElements({ selector }: Rule): boolean {
  switch (selector.by) {
    case 'private-element':
    case 'private-creator':
      return true;
    case 'tag':
      return isPrivate(selector.tag) && !isPrivateCreator(selector.tag);
    case 'pattern':
      return isPrivate(selector.tag & selector.mask);
    case 'group':
      return isPrivate(selector.group << 16);
    case 'path':
      return selector.path.some((step) => step !== '*' && isPrivate(step));
    case 'private':
    case 'vr':
    case 'class-uid':
    case 'unknown':
    case 'concept':
    case 'any':
      return false;
  }
}

function namesByPattern(pattern: number, mask: number, tag: number): boolean {
  if (((tag ^ pattern) & mask) !== 0) return false;
  return !isPrivate(tag) || (pattern & mask & ODD_GROUP) !== 0;
}

/** An attribute that the dictionary lacks, in Implicit VR or with a VR of no standard, is of unknown VR like UN (PS3.5 §6.2.2). */
function isOfNoVr(vr: number, known: number): boolean {
  return known === 0 && !isKnownVr(vr);
}
