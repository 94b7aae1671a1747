import { vrOf } from '../dicom/dictionary';
import { type Concept, isOf } from './content-item';
import type { PathStep, Selector } from './policy';
import { mayName } from './selection';

/** An element as a person describes it: where it stands, and what is known of its surroundings. */
export interface PlacedElement {
  readonly tag: number;
  /** Code of the VR in the file, 0 when unknown. */
  readonly vr: number;
  /** Tags of the sequences around it, the outermost first, then its own. */
  readonly path: readonly number[];
  /** Who reserves its block; undefined when it is not private, or that is not known. */
  readonly creator: string | undefined;
  /** Of the Content Item whose value it is. */
  readonly concept?: Concept;
}

/** Whether a rule with this selector is about the element. */
export function matches(selector: Selector, element: PlacedElement): boolean {
  const { tag, vr } = element;
  if (!mayName(selector, { tag, vr, known: vrOf(tag) })) return false;
  if (selector.by === 'path') return endsWith(element.path, selector.path);
  if (selector.by === 'concept') return isOf(selector, element.concept);
  const asksForCreator = selector.by === 'private-element' || selector.by === 'private-creator';
  return !asksForCreator || element.creator?.trim() === selector.creator.trim();
}

function endsWith(path: readonly number[], steps: readonly PathStep[]): boolean {
  const from = path.length - steps.length;
  return from >= 0 && steps.every((step, at) => step === '*' || step === path[from + at]);
}
