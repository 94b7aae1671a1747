/**
 * What becomes of an element. The letters are the action codes of PS3.15 Table E.1-1a; the words are actions that the
 * standard leaves to the implementation.
 */
export type Action =
  | 'K' // keep; a sequence is kept and its items are treated
  | 'X' // remove
  | 'Z' // zero length
  | 'D' // a dummy value; a sequence keeps one item, its values dummies too
  | 'U' // new UIDs, internally consistent; a sequence is kept and its items are treated
  | 'C' // clean: UIDs written in text are replaced, dates move; a sequence is kept and its items are treated
  | 'pseudonym' // the anonymised ID
  | 'shift' // dates move by the patient's offset
  | 'year' // 1 January of the same year
  | 'recode' // a short keyed code of the StudyInstanceUID
  | 'own' // DicomAnon's own identification
  | 'hash' // a keyed code of the value
  | 'replace'; // the text that the rule gives

/** Actions as small numbers, for the loop over elements. */
export const ACTIONS: readonly Action[] = [
  'K',
  'X',
  'Z',
  'D',
  'U',
  'C',
  'pseudonym',
  'shift',
  'year',
  'recode',
  'own',
  'hash',
  'replace',
];

/** The number of an action in ACTIONS. */
export function actionCode(action: Action): number {
  return ACTIONS.indexOf(action);
}

/** The numbers of ACTIONS by name, and one that is none: what becomes of the element depends on where it stands. */
export const ACT = {
  keep: 0,
  remove: 1,
  empty: 2,
  dummy: 3,
  mapUid: 4,
  clean: 5,
  pseudonym: 6,
  shift: 7,
  year: 8,
  recode: 9,
  own: 10,
  hash: 11,
  replace: 12,
  contextual: 255,
} as const;
