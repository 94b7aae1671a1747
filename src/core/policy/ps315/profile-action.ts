import type { Action } from '../action';
import { iodTypeOf } from './iod-types';
import { treatmentOf } from './treatments';

/** What becomes of an attribute under the Basic Profile, and the sentence that says so. */
export interface ProfileAction {
  readonly action: Action;
  readonly description: string;
}

const SENTENCES: Readonly<Record<string, string>> = {
  X: 'Removed',
  Z: 'Emptied',
  D: 'Replaced by a dummy value',
  U: 'Becomes a new UID, the same everywhere',
  'U*': 'Kept with new UIDs',
};

/**
 * The one action for a code of PS3.15 Table E.1-1a. Of a compound code the first choice holds where the attribute is
 * Type 3, Z where it is Type 2, the last where it is Type 1; the last where Z is not among them or the Type is not
 * known, because it keeps every object valid.
 */
export function profileAction(tag: number, code: string): ProfileAction {
  const treatment = treatmentOf(tag);
  if (treatment) return treatment;
  const choices = code.split('/');
  const choice = chooseByType(tag, choices);
  const reason = choices.length === 1 ? '' : `: ${reasonOf(tag)}`;
  return { action: choice.slice(0, 1) as Action, description: `${SENTENCES[choice]!}${reason}.` };
}

function chooseByType(tag: number, choices: readonly string[]): string {
  const last = choices.at(-1)!;
  switch (iodTypeOf(tag)?.type) {
    case '3':
      return choices[0]!;
    case '2':
    case '2C':
      return choices.includes('Z') ? 'Z' : last;
    case '1':
    case '1C':
    case undefined:
      return last;
  }
}

function reasonOf(tag: number): string {
  const known = iodTypeOf(tag);
  return known ? `Type ${known.type} in ${known.where}` : 'some object may require a value';
}
