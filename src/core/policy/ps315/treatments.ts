import type { Action } from '../action';
import type { Rule } from '../policy';
import { EDITION } from './rows';

/** What becomes of an attribute in place of the table's code, and why. */
export interface Treatment {
  readonly action: Action;
  readonly description: string;
}

const BY_ROWS = 'Kept with dummy values: whatever identifies in its items has a row of its own.';
const NO_MODULE = 'Removed: without annotations the module is absent, and an empty one is not valid.';
const PRESENTATION_DATE = 'Replaced by a dummy value: Type 1 in Presentation State Identification.';

/**
 * Attributes for which the letter of Table E.1-1 would leave an object that is not valid: dummy Items that nobody can
 * make up, and what is removed by the table but required by a module. The de-identifier has to see to that (E.1.1, step
 * 2, Note 1). What takes the place of the code protects as much.
 */
const TREATMENTS: ReadonlyMap<number, Treatment> = new Map<number, Treatment>([
  // ContentSequence: D
  [
    0x0040a730,
    { action: 'X', description: 'Removed with all content: an empty one is not valid (Type 1C).' },
  ],
  // GraphicAnnotationSequence: D
  [0x00700001, { action: 'X', description: NO_MODULE }],
  // WaveformAnnotationSequence: X/D
  [0x0040b020, { action: 'X', description: NO_MODULE }],
  // VerifyingObserverSequence: D
  [0x0040a073, { action: 'C', description: BY_ROWS }],
  // FlowIdentifierSequence: D
  [0x00340001, { action: 'C', description: BY_ROWS }],
  // ReferencedPerformedProcedureStepSequence: X/Z/D
  [0x00081111, { action: 'U', description: 'Kept with new UIDs: Type 1C in Enhanced Series.' }],
  // PresentationCreationDate, PresentationCreationTime: X
  [0x00700082, { action: 'D', description: PRESENTATION_DATE }],
  [0x00700083, { action: 'D', description: PRESENTATION_DATE }],
  // SourceManufacturer: X
  [0x300a0216, { action: 'Z', description: 'Emptied: Type 2 in RT Brachy Session Record.' }],
]);

const REFERENCED_REQUEST_SEQUENCE = 0x0040a370;

/** Attributes of the Referenced Request of structured reports: Type 2 there, Type 3 or nothing elsewhere. */
const REQUESTED: ReadonlySet<number> = new Set([
  0x00081110, // ReferencedStudySequence
  0x00401001, // RequestedProcedureID
]);

/** What takes the place of the table's code for an attribute, undefined where the code holds. */
export function treatmentOf(tag: number): Treatment | undefined {
  return TREATMENTS.get(tag);
}

/** Rules for an attribute in places where it is of another Type than elsewhere; they go before its own rule. */
export function placeRules(tag: number, heading: string): readonly Rule[] {
  if (!REQUESTED.has(tag)) return [];
  return [
    {
      selector: { by: 'path', path: [REFERENCED_REQUEST_SEQUENCE, tag] },
      action: 'Z',
      heading,
      description: 'Emptied in a Referenced Request: Type 2 in SR Document General.',
      source: `PS3.15 ${EDITION} E.1.1 step 2, Note 1`,
    },
  ];
}
