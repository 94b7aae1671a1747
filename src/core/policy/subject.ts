import { vrOf } from '../dicom/dictionary';
import { parseTag, tagOf } from '../dicom/names';
import { UserError } from '../errors';
import { shorten } from './shorten';
import { nearestKeyword } from './suggestion';
import type { PlacedElement } from './matching';

/**
 * The element that a person means by "PatientName", "(0010,0010)", "(0029,1010)[SIEMENS CSA HEADER]" or, by the sequences
 * around it, "RequestAttributesSequence > RequestedProcedureID".
 * @throws UserError 'unknown-attribute' when the text names none
 */
export function parseSubject(text: string): PlacedElement {
  const [, steps = text, creator] = /^([^[]*)(?:\[(.*)\])?$/.exec(text.trim()) ?? [];
  const path = steps.split('>').map((step) => tagNamed(step.trim()));
  const tag = path.at(-1)!;
  return { tag, vr: vrOf(tag), path, creator };
}

function tagNamed(name: string): number {
  const tag = tagOf(name) ?? parseTag(name);
  if (tag !== undefined) return tag;
  const near = nearestKeyword(name);
  throw new UserError(
    'unknown-attribute',
    `There is no attribute "${shorten(name)}".`,
    near === undefined
      ? 'Write a keyword such as PatientName, or a tag such as (0010,0010).'
      : `Did you mean ${near}?`,
  );
}
