import type { VrName } from '../../dicom/vr';
import type { Action } from '../action';

/** An action that a policy file may ask for. */
export type CustomAction = Exclude<Action, 'year' | 'recode' | 'own'>;

interface CustomActionText {
  /** For the editor: what the action does, and to what it can be done. */
  readonly help: string;
  /** What becomes of the attribute, in one sentence. */
  readonly sentence: string;
}

/** The actions that a policy file may ask for: the letters of PS3.15 Table E.1-1a, and actions beyond them. */
export const CUSTOM_ACTIONS: Readonly<Record<CustomAction, CustomActionText>> = {
  K: { help: 'Keep. A sequence is kept and the attributes in it are treated one by one.', sentence: 'Kept.' },
  X: { help: 'Remove the attribute, a sequence with all that is in it.', sentence: 'Removed.' },
  Z: { help: 'Empty: the attribute stays, its value goes.', sentence: 'Emptied.' },
  D: { help: 'Dummy: a harmless value of the right kind.', sentence: 'Replaced by a dummy value.' },
  U: {
    help: 'Replace UIDs by new ones, the same everywhere, so that references still resolve.',
    sentence: 'UIDs become new ones, the same everywhere.',
  },
  C: {
    help: 'Clean: what identifies the patient is taken out of the text; UIDs become new ones; dates are moved.',
    sentence: 'Cleaned of what identifies the patient.',
  },
  pseudonym: { help: 'Replace by the anonymised ID of the patient.', sentence: 'Becomes the anonymised ID.' },
  shift: {
    help: "Move dates back by the patient's whole weeks, the same for all of the patient's dates.",
    sentence: "Moved back by the patient's whole weeks.",
  },
  hash: {
    help: 'Replace by a code of 16 characters: the same value always becomes the same code, and only the project key leads to it.',
    sentence: 'Becomes a code: the same value always the same one.',
  },
  replace: { help: 'Replace by the text in "value".', sentence: 'Replaced by a fixed text.' },
};

export const CUSTOM_ACTION_NAMES = Object.keys(CUSTOM_ACTIONS) as readonly CustomAction[];

const ANYWHERE: readonly CustomAction[] = ['K', 'X', 'Z', 'D'];
const IN_TEXT: readonly CustomAction[] = [...ANYWHERE, 'C', 'replace'];

const ACTIONS_BY_VR: Readonly<Partial<Record<VrName, readonly CustomAction[]>>> = {
  ...all(['SQ', 'UN'], [...ANYWHERE, 'U', 'C']),
  ...all(['UI'], [...ANYWHERE, 'U', 'C', 'replace']),
  ...all(['DA', 'DT', 'TM'], [...IN_TEXT, 'shift']),
  ...all(['AE', 'CS'], [...IN_TEXT, 'hash']),
  ...all(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT'], [...IN_TEXT, 'hash', 'pseudonym']),
  ...all(['AS', 'DS', 'IS', 'UR'], IN_TEXT),
};

/** The actions that make sense for values of this VR; for binary ones those that look at no value. */
export function actionsFor(vr: VrName): readonly CustomAction[] {
  return ACTIONS_BY_VR[vr] ?? ANYWHERE;
}

function all(vrs: readonly VrName[], actions: readonly CustomAction[]) {
  return Object.fromEntries(vrs.map((vr) => [vr, actions]));
}
