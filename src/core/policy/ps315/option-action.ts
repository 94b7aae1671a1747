import { VR } from '../../dicom/vr';
import type { Action } from '../action';
import { optionTitle } from './options';
import type { Column, OptionAction } from './rows';

/** What becomes of an attribute while an option is on. */
export interface OptionEffect {
  readonly action: Action;
  readonly description: string;
}

const OVERLAY_DATA = 0x60003000;
const CURVES = 0x50000000;

/**
 * What an option does to an attribute of this VR (a code of VR), undefined where the profile's own action must stay
 * because nothing can be kept of the value: binary timestamps can't be moved, pictures can't be cleaned unseen, and
 * the time zone beside a moved date would tell the season of the true one.
 */
export function optionEffect(
  tag: number,
  vr: number,
  { column, code }: OptionAction,
): OptionEffect | undefined {
  if (code === 'K') return kept(column);
  if (column === 'm') return movedDate(vr);
  if (tag === OVERLAY_DATA || tag === CURVES || vr === VR.OB) return undefined;
  return cleaned(vr, column);
}

/** The sentence for an attribute that an option keeps. */
export function kept(column: Column): OptionEffect {
  return { action: 'K', description: `Kept: the option ${optionTitle(column)} is on.` };
}

/** The sentence for a text or a sequence that an option cleans. */
export function cleaned(vr: number, column: Column): OptionEffect {
  const what =
    vr === VR.SQ ? 'Kept with its items treated' : 'Kept with what is known of the patient replaced';
  return { action: 'C', description: `${what}: the option ${optionTitle(column)} is on.` };
}

/** Dates under Retain Modified Dates; undefined for what is no date. Times stay: dates move by whole weeks. */
export function movedDate(vr: number): OptionEffect | undefined {
  const option = `the option ${optionTitle('m')} is on`;
  if (vr === VR.TM)
    return { action: 'K', description: `Kept, because its date moves by whole weeks: ${option}.` };
  if (vr === VR.DA || vr === VR.DT)
    return { action: 'shift', description: `Moved back by the patient's whole weeks: ${option}.` };
  return undefined;
}
