import { vrOf } from '../dicom/dictionary';
import { groupOf, isPrivate } from '../dicom/tags';
import { isClassUidAttribute } from '../dicom/uid-attributes';
import { isKnownVr, VR } from '../dicom/vr';
import type { PathStep, Selector } from './policy';

/** The lowest bit of the group: set in private ones. */
const PRIVATE_BIT = 0x00010000;

/** An element as rules look at it. */
export interface PlacedElement {
  readonly tag: number;
  /** Code of the VR in the file, 0 when unknown. */
  readonly vr: number;
  /** Tags of the sequences around it, the outermost first, then its own. */
  readonly path: readonly number[];
  /** Who reserves its block; undefined when it is not private, or nobody does. */
  readonly creator: string | undefined;
  /** The Concept Name of the Content Item whose value it is. */
  readonly concept?: { readonly code: string; readonly scheme: string; readonly valueType: string };
}

/** Whether a rule with this selector is about the element. */
export function matches(selector: Selector, element: PlacedElement): boolean {
  const { tag } = element;
  switch (selector.by) {
    case 'any':
      return true;
    case 'tag':
      return selector.tag === tag;
    case 'pattern':
      return matchesPattern(tag, selector.tag, selector.mask);
    case 'group':
      return selector.group === groupOf(tag);
    case 'private':
      return isPrivate(tag);
    case 'private-element':
      return (
        isInBlock(element, selector.creator) &&
        groupOf(tag) === selector.group &&
        (tag & 0xff) === selector.element
      );
    case 'private-creator':
      return isInBlock(element, selector.creator);
    case 'vr':
      return hasVr(element, selector.vr);
    case 'class-uid':
      return isClassUidAttribute(tag);
    case 'unknown':
      return !isPrivate(tag) && vrOf(tag) === 0;
    case 'path':
      return endsWith(element.path, selector.path);
    case 'concept':
      return isValueOf(element, selector);
  }
}

function matchesPattern(tag: number, pattern: number, mask: number): boolean {
  const namesOddGroup = (pattern & mask & PRIVATE_BIT) !== 0;
  return ((tag ^ pattern) & mask) === 0 && (namesOddGroup || !isPrivate(tag));
}

function isInBlock({ tag, creator }: PlacedElement, wanted: string): boolean {
  return isPrivate(tag) && creator === wanted;
}

/** An attribute that no dictionary knows, in Implicit VR or with a VR of no standard, is like UN (PS3.5 §6.2.2). */
function hasVr({ tag, vr }: PlacedElement, wanted: keyof typeof VR): boolean {
  const known = vrOf(tag);
  return VR[wanted] === vr || VR[wanted] === known || (wanted === 'UN' && known === 0 && !isKnownVr(vr));
}

function endsWith(path: readonly number[], steps: readonly PathStep[]): boolean {
  const from = path.length - steps.length;
  return from >= 0 && steps.every((step, at) => step === '*' || step === path[from + at]);
}

function isValueOf(
  { concept }: PlacedElement,
  wanted: { readonly code: string; readonly scheme: string; readonly valueType: string },
): boolean {
  return (
    concept !== undefined &&
    concept.code === wanted.code &&
    concept.scheme === wanted.scheme &&
    (wanted.valueType === '' || concept.valueType === wanted.valueType)
  );
}
