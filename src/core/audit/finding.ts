/** What kind of identifier was found. */
export const IDENTIFIER_KINDS = [
  'name',
  'person',
  'id',
  'accession',
  'birth-date',
  'date',
  'phone',
  'address',
  'institution',
  'uid',
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** Where in a file, or of a file, something was found. */
export const PLACES = [
  'preamble',
  'file-meta',
  'attribute',
  'sequence',
  'private',
  'unknown',
  'overlay',
  'document',
  'pixel-header',
  'pixel-data',
  'trailing',
  'path',
] as const;
export type Place = (typeof PLACES)[number];

/** How likely it is that a finding gives the patient away. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Something in an output that is known of a patient. It does not say what: that would be patient data. */
export interface LeakFinding {
  readonly kind: IdentifierKind;
  readonly place: Place;
  /** Tags from the top level down, "(0040,A730) > (0040,A160)"; '' outside elements. */
  readonly path: string;
  /** Offset in the file; 0 for paths. */
  readonly offset: number;
  /** Anonymised ID of the patient whom it identifies. */
  readonly patient: string;
  readonly confidence: Confidence;
  /** Why it is taken for an identifier, in words without patient data. */
  readonly why: string;
}

export function compareConfidence(a: Confidence, b: Confidence): number {
  return CONFIDENCES.indexOf(a) - CONFIDENCES.indexOf(b);
}
