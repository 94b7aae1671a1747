import { vrOf } from '../../../../src/core/dicom/dictionary';
import { isClassUidAttribute } from '../../../../src/core/dicom/uid-attributes';
import { VR, type VrName } from '../../../../src/core/dicom/vr';
import type { Policy, Rule, Selector } from '../../../../src/core/policy/policy';

/** An element and where it stands. */
export interface Place {
  readonly tag: number;
  /** VR in the file; that of the dictionary unless given. */
  readonly vr?: VrName;
  /** The sequences around it, the outermost first. */
  readonly inside?: readonly number[];
  /** Private creator of its block. */
  readonly creator?: string;
  /** Concept of the Content Item whose value it holds. */
  readonly concept?: { readonly code: string; readonly scheme: string; readonly valueType: string };
}

/** The rule that decides: the first that fits and whose switch is on. */
export function decidingRule({ rules }: Policy, on: ReadonlySet<string>, place: Place): Rule | undefined {
  return rules.find(
    (rule) => (rule.switch === undefined || on.has(rule.switch)) && fits(rule.selector, place),
  );
}

function fits(selector: Selector, { tag, vr, inside = [], creator, concept }: Place): boolean {
  const isPrivate = ((tag >>> 16) & 1) === 1;
  const known = vrOf(tag);
  switch (selector.by) {
    case 'tag':
      return selector.tag === tag;
    case 'pattern':
      return !isPrivate && (tag & selector.mask) >>> 0 === selector.tag;
    case 'group':
      return tag >>> 16 === selector.group;
    case 'private':
      return isPrivate;
    case 'private-element':
      return (
        creator === selector.creator && tag >>> 16 === selector.group && (tag & 0xff) === selector.element
      );
    case 'vr':
      return vr === selector.vr || VR[selector.vr] === known;
    case 'class-uid':
      return isClassUidAttribute(tag);
    case 'unknown':
      return !isPrivate && known === 0;
    case 'concept':
      return (
        concept?.code === selector.code &&
        concept.scheme === selector.scheme &&
        concept.valueType === selector.valueType
      );
    case 'any':
      return true;
    case 'path':
      return [...inside, tag].slice(-selector.path.length).join() === selector.path.join();
    case 'private-creator':
      throw new Error('the Basic Profile has no rule by private creator');
  }
}
