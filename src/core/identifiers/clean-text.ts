import { VR } from '../dicom/vr';
import type { Finding, TextEdit } from './finding';
import type { Replacement } from './replacements';

/** A change of text that came from one finding: all of its edits are made, or none. */
export interface Change {
  readonly edits: readonly TextEdit[];
  /** UIDs are never left out or cut. */
  readonly isUid: boolean;
}

/** The change that puts a replacement in place of a finding. */
export function changeOf(finding: Finding, replacement: Replacement): Change | undefined {
  if (replacement === undefined) return undefined;
  const { start, end } = finding;
  if (typeof replacement === 'string')
    return { edits: [{ start, end, text: replacement, ascii: replacement }], isUid: false };
  return { edits: finding.date?.edits(replacement) ?? [], isUid: false };
}

/** The same replacement again, with nothing but separators between, stands once: "Smith / John" of two attributes. */
export function joinRepeated(text: string, changes: readonly Change[]): readonly Change[] {
  const joined: Change[] = [];
  for (const change of changes) {
    const last = joined.at(-1)?.edits;
    const [next] = change.edits;
    const isSame = last?.length === 1 && change.edits.length === 1 && last[0]!.text === next!.text;
    if (isSame && !change.isUid && /^[\s,^=/\-_.]{0,3}$/.test(text.slice(last[0]!.end, next!.start)))
      joined[joined.length - 1] = { ...change, edits: [{ ...next!, start: last[0]!.start }] };
    else joined.push(change);
  }
  return joined;
}

/** The most characters of a value (PS3.5 §6.2); of PN in each component group. */
const LONGEST: ReadonlyMap<number, number> = new Map([
  [VR.SH, 16],
  [VR.LO, 64],
  [VR.PN, 64],
  [VR.CS, 16],
  [VR.AE, 16],
  [VR.ST, 1024],
  [VR.LT, 10240],
]);

/**
 * The edits in order; where a value would become longer than its VR allows, its replacements are left out from the last
 * one on: half of an anonymised ID is another patient's. UIDs stay whole, whatever the length.
 */
export function editsThatFit(text: string, vr: number, changes: readonly Change[]): readonly TextEdit[] {
  const longest = LONGEST.get(vr);
  if (longest === undefined) return changes.flatMap(({ edits }) => edits);
  const single = vr === VR.ST || vr === VR.LT;
  const edits: TextEdit[] = [];
  let start = 0;
  let next = 0;
  for (const value of single ? [text] : text.split(vr === VR.PN ? /[\\=]/ : '\\')) {
    const end = start + value.length;
    const first = next;
    while (next < changes.length && changes[next]!.edits[0]!.start < end) next++;
    const inside = changes.slice(first, next);
    edits.push(...fitValue(value.trimEnd().length, Math.max(longest, value.length), inside));
    start = end + 1;
  }
  return edits;
}

function fitValue(length: number, longest: number, changes: readonly Change[]): readonly TextEdit[] {
  const fitted = changes.map(({ edits }) => edits);
  let cleaned = length + growthOf(fitted.flat());
  for (let at = changes.length - 1; at >= 0 && cleaned > longest; at--) {
    if (changes[at]!.isUid) continue;
    const emptied = fitted[at]!.map((edit) => ({ ...edit, text: '', ascii: '' }));
    cleaned += growthOf(emptied) - growthOf(fitted[at]!);
    fitted[at] = emptied;
  }
  return fitted.flat();
}

function growthOf(edits: readonly TextEdit[]): number {
  return edits.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
}
