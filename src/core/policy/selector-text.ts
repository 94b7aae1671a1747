import { formatTag, keywordOf } from '../dicom/names';
import type { PathStep, Selector } from './policy';

/** What a selector is about, for a sentence: "PatientName (0010,0010)", "all attributes of VR PN". */
export function selectorText(selector: Selector): string {
  switch (selector.by) {
    case 'any':
      return 'all attributes';
    case 'tag':
      return attributeText(selector.tag);
    case 'pattern':
      return patternText(selector.tag, selector.mask);
    case 'group':
      return `all attributes of group ${hex(selector.group, 4)}`;
    case 'private':
      return 'all private attributes';
    case 'private-element':
      return `element ${hex(selector.element, 2)} of the block of "${selector.creator}" in group ${hex(selector.group, 4)}`;
    case 'private-creator':
      return `the private attributes of "${selector.creator}"`;
    case 'vr':
      return `all attributes of VR ${selector.vr}`;
    case 'class-uid':
      return 'UIDs of classes and registers';
    case 'unknown':
      return 'attributes that the standard does not know';
    case 'path':
      return selector.path.map(stepText).join(' > ');
    case 'concept':
      return `the value of content items named (${selector.code}, ${selector.scheme})`;
  }
}

/** An attribute as people write it: "PatientName (0010,0010)", or the tag alone. */
export function attributeText(tag: number): string {
  const keyword = keywordOf(tag);
  return keyword === undefined ? formatTag(tag) : `${keyword} ${formatTag(tag)}`;
}

function stepText(step: PathStep): string {
  return step === '*' ? '*' : (keywordOf(step) ?? formatTag(step));
}

function patternText(tag: number, mask: number): string {
  const digits = [...hex(tag, 8)].map((digit, at) => (((mask >>> (28 - 4 * at)) & 0xf) === 0 ? 'x' : digit));
  return `(${digits.slice(0, 4).join('')},${digits.slice(4).join('')})`;
}

function hex(number: number, digits: number): string {
  return (number >>> 0).toString(16).toUpperCase().padStart(digits, '0');
}
