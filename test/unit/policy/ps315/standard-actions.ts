/**
 * The actions of PS3.15 Annex E, said again from the text of the standard and not from the product's rules:
 *
 * - E.1.1: a requirement for an option overrides any requirement for the underlying profile.
 * - E.3: where one option keeps what another one cleans, it is cleaned, which satisfies both.
 * - Table E.1-1a: a compound code is X for Type 3, Z for Type 2, D or U for Type 1.
 * - E.3.6 Note 2: dates are modified by shifting them; whole weeks leave the time of day as it is.
 *
 * What deviates from the letter of the table is listed by name, and protects more than it asks for.
 */
import type { StandardConcept, StandardRow } from './standard';

/** Names of the columns whose options are on. */
export type Columns = ReadonlySet<string>;

/** Actions of Table E.1-1a for compound codes, by the Types of PS3.3. */
const COMPOUND: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    X: '00081072 00081110 0040B020',
    Z:
      '00080022 00080032 00080080 00080082 00081010 00081070 00102203 00321060 00400555 00700084 ' +
      '22000002 22000005 30080105 300A00B2 300E0008',
    D:
      '00080012 00080013 00080021 00080023 0008002A 00080031 00080033 00180010 00181000 00181030 00181400 ' +
      '0018700A 0018700C 0018700E 00189516 00189517 00189919 0040A032 30080054 30080056 30080250 30080251 ' +
      '300A0006 300A0007 3010004C 3010004D 30100056 30100077',
    U: '00081111 00081140 00082112',
  }).flatMap(([action, ids]) => ids.split(' ').map((id) => [id, action])),
);

/** Sequences of which no dummy Item can be made: gone, or kept because all that they hold has rows of its own. */
const DUMMY_SEQUENCES: Readonly<Record<string, string>> = {
  '0040A730': 'X',
  '00700001': 'X',
  '0040A073': 'C',
  '00340001': 'C',
};

/** What the table removes and a module requires: E.1.1, step 2, Note 1 leaves a dummy or an empty value. */
const REQUIRED: Readonly<Record<string, string>> = { '00700082': 'D', '00700083': 'D', '300A0216': 'Z' };

/** What Clean Graphics cannot clean: pictures, which nobody looks at. */
const PICTURES: ReadonlySet<string> = new Set(['50xxxxxx', '60xx3000']);

/** What a shift of whole weeks cannot move: binary timestamps; and the time zone, which would betray the season. */
const IMMOVABLE: ReadonlySet<string> = new Set(['04000310', '00340007', '00080201']);

/** OB is cleaned by nobody (E.3.5 Note 3 leaves it to E.3.10, which calls it unsafe). */
const UNREADABLE: ReadonlySet<string> = new Set(['00340002', '00340005', '00420011']);

/** The action that the standard asks for. `vr` is the VR of PS3.6. */
export function standardAction(row: StandardRow, vr: string, on: Columns): string {
  const { id, basicProfile, options } = row;
  if (id === '00100010' || id === '00100020') return 'pseudonym';
  if (id.startsWith('0000') || id.startsWith('0004')) return 'X';
  const asked = Object.entries(options).filter(([column]) => on.has(column));
  const cleaning = asked.find(([, code]) => code === 'C');
  const cleaned = cleaning && cleanedAction(row, vr, cleaning[0]);
  if (cleaned) return cleaned;
  if (asked.some(([, code]) => code === 'K')) return 'K';
  return DUMMY_SEQUENCES[id] ?? REQUIRED[id] ?? (basicProfile.includes('/') ? COMPOUND[id]! : basicProfile);
}

function cleanedAction({ id }: StandardRow, vr: string, column: string): string | undefined {
  if (PICTURES.has(id) || UNREADABLE.has(id)) return undefined;
  if (column !== 'rtnLongModifDatesOpt') return vr === 'OB' ? undefined : 'C';
  if (IMMOVABLE.has(id)) return undefined;
  return vr === 'TM' ? 'K' : 'shift';
}

/** The action for the value of a Content Item under Clean Structured Content (E.3.4). */
export function conceptAction(concept: StandardConcept, on: Columns): string {
  const { value, valueType, basicProfile, options } = concept;
  if (value === '121029' || value === '121030') return 'pseudonym';
  const asked = Object.entries(options).filter(([column]) => on.has(column));
  const cleaning = asked.find(([, code]) => code === 'C');
  if (cleaning?.[0] === 'rtnLongModifDatesOpt') return valueType === 'TIME' ? 'K' : 'shift';
  if (cleaning) return 'C';
  if (asked.length > 0) return 'K';
  if (basicProfile === 'X') return 'X';
  return ['IMAGE', 'COMPOSITE', 'WAVEFORM', 'UIDREF'].includes(valueType) ? 'U' : 'D';
}

/** The action for an attribute of PS3.6 that Table E.1-1 does not list, by its VR (E.1.1 Notes 1, 4 and 9). */
export function unlistedAction(vr: string, on: Columns): string {
  switch (vr) {
    case 'DA':
    case 'DT':
    case 'TM':
      if (on.has('rtnLongFullDatesOpt')) return 'K';
      if (on.has('rtnLongModifDatesOpt')) return vr === 'TM' ? 'K' : 'shift';
      return 'D';
    case 'UI':
      return on.has('rtnUIDsOpt') ? 'K' : 'U';
    case 'PN':
      return 'Z';
    case 'LO':
    case 'LT':
    case 'SH':
    case 'ST':
    case 'UC':
    case 'UN':
    case 'UR':
    case 'UT':
      return 'C';
    default:
      return 'K';
  }
}
