import type { Action } from '../action';

/** How a sequence is treated for which a dummy value would not do, and why. */
export interface SequenceTreatment {
  readonly action: Action;
  readonly description: string;
}

/**
 * Sequences for which Table E.1-1 asks for a dummy (D): no Item can be made up for some of them. What takes its place
 * protects at least as much and keeps the object valid.
 */
const TREATMENTS: ReadonlyMap<number, SequenceTreatment> = new Map<number, SequenceTreatment>([
  [
    0x0040a730, // ContentSequence
    { action: 'X', description: 'Removed with all content: an empty one is not valid (Type 1C).' },
  ],
  [
    0x00700001, // GraphicAnnotationSequence
    {
      action: 'X',
      description: 'Removed: without annotations the module is absent (an empty one is not valid).',
    },
  ],
  [
    0x0040b020, // WaveformAnnotationSequence
    {
      action: 'X',
      description: 'Removed: without annotations the module is absent (an empty one is not valid).',
    },
  ],
  [
    0x0040a073, // VerifyingObserverSequence
    {
      action: 'C',
      description: 'Kept with dummy values: whatever identifies in its items has a row of its own.',
    },
  ],
  [
    0x00340001, // FlowIdentifierSequence
    {
      action: 'C',
      description: 'Kept with dummy values: whatever identifies in its items has a row of its own.',
    },
  ],
  [
    0x00081111, // ReferencedPerformedProcedureStepSequence
    { action: 'U', description: 'Kept with new UIDs: Type 1C in Enhanced Series.' },
  ],
]);

/** The treatment of a sequence of which no dummy can be made; undefined for every other attribute. */
export function treatmentOf(tag: number): SequenceTreatment | undefined {
  return TREATMENTS.get(tag);
}
