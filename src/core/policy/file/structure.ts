import { vrOf } from '../../dicom/dictionary';
import { TAG } from '../../dicom/tags';
import type { Action } from '../action';
import type { Policy, Rule, Selector } from '../policy';
import { matches } from '../matching';

const KEPT: readonly Action[] = ['K'];
const NEW_OR_KEPT: readonly Action[] = ['U', 'K'];

/**
 * Attributes without which nobody can read a file, tell it apart or trust its text (PS3.10 §7.1, PS3.3 C.12.1), and
 * what may become of each.
 */
const STRUCTURE: ReadonlyMap<number, readonly Action[]> = new Map([
  [TAG.FileMetaInformationGroupLength, KEPT],
  [0x00020001, KEPT],
  [TAG.MediaStorageSOPClassUID, KEPT],
  [TAG.MediaStorageSOPInstanceUID, NEW_OR_KEPT],
  [TAG.TransferSyntaxUID, KEPT],
  [TAG.SpecificCharacterSet, KEPT],
  [TAG.SOPClassUID, KEPT],
  [TAG.SOPInstanceUID, NEW_OR_KEPT],
  [TAG.StudyInstanceUID, NEW_OR_KEPT],
  [TAG.SeriesInstanceUID, NEW_OR_KEPT],
  [TAG.FloatPixelData, KEPT],
  [TAG.DoubleFloatPixelData, KEPT],
  [TAG.PixelData, KEPT],
]);

/** (0002,0003) equals (0008,0018) (PS3.10 §7.1): what becomes of one becomes of the other. */
const TWINS: ReadonlyMap<number, number> = new Map([
  [TAG.SOPInstanceUID, TAG.MediaStorageSOPInstanceUID],
  [TAG.MediaStorageSOPInstanceUID, TAG.SOPInstanceUID],
]);

/** What may become of an attribute; undefined: anything. */
export function actionsLeft(selector: Selector): readonly Action[] | undefined {
  return selector.by === 'tag' ? STRUCTURE.get(selector.tag) : undefined;
}

/** The selector, and that of the attribute that must always have the same value. */
export function withTwin(selector: Selector): readonly Selector[] {
  const twin = selector.by === 'tag' ? TWINS.get(selector.tag) : undefined;
  return twin === undefined ? [selector] : [selector, { by: 'tag', tag: twin }];
}

/**
 * Rules that leave the attributes of STRUCTURE to `base`: they stand before a rule about many attributes at once, which
 * nobody means to apply to the Transfer Syntax.
 */
export function structureRules(base: Policy): readonly Rule[] {
  return [...STRUCTURE.keys()].flatMap((tag) => {
    const element = { tag, vr: vrOf(tag), path: [tag], creator: undefined };
    const rules: Rule[] = [];
    for (const rule of base.rules.filter(({ selector }) => matches(selector, element))) {
      rules.push({ ...rule, selector: { by: 'tag', tag } });
      if (rule.switch === undefined) return rules;
    }
    const selector = { by: 'tag', tag } as const;
    return [...rules, { selector, action: 'K', heading: base.title, description: 'Kept.' } satisfies Rule];
  });
}

/** Whether a rule is about attributes that it does not name one by one, at the top level, too. */
export function isSweeping({ selector }: Rule): boolean {
  return selector.by === 'pattern' || selector.by === 'vr';
}
