import type { IdentifierKind } from './finding';

/** How much a needle says by itself. */
export type Strength = 'weak' | 'usual' | 'strong';

/** A form in which an identifier may be written. */
export interface Needle {
  /** As text; letters of ASCII are looked for in either case. */
  readonly text: string;
  readonly kind: IdentifierKind;
  readonly strength: Strength;
  /** Indexes of the patients whom it identifies. */
  readonly patients: readonly number[];
}
