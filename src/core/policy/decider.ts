import { isPrivateCreator, vrOf } from '../dicom/dictionary';
import { ROW } from '../dicom/element-table';
import { TAG } from '../dicom/tags';
import { isText, VR } from '../dicom/vr';
import { ACT, actionCode } from './action';
import { Concepts } from './content-item';
import { type Candidate, ConceptRules, indexConcepts } from './concept-rules';
import { hasProtection, type PolicyChoice, type Protection, type Rule, type SwitchId } from './policy';
import type { ScannedFile } from './scanned-file';
import { type Attribute, isContextual, mayName, namesPrivateElements } from './selection';
import { hasPositions, someOfBlock, Surroundings } from './surroundings';

/** Slots of the table of decisions, a power of two; it is emptied when it is three quarters full. */
const SLOTS = 8192;
const FULL = (SLOTS * 3) / 4;
/** Attributes whose rules depend on where they stand, and are remembered. */
const REMEMBERED = 4096;
/** VRs whose values may be anything, text included. */
const OPEN: ReadonlySet<number> = new Set([0, VR.OB, VR.UN, VR.SQ]);
/** Retain Safe Private Option, in CID 7050. */
const RETAIN_SAFE_PRIVATE = '113111';

/**
 * A policy made ready for the loop over elements: `decide` answers from a table that fills itself, because a file uses
 * few distinct attributes and a corpus hardly more. Only where that answers `ACT.contextual` the element's surroundings
 * matter, and `decideIn` looks at them.
 */
export class Decider {
  private readonly rules: readonly Rule[];
  /** The switch that keeps private elements which are known to be safe, undefined when none does. */
  readonly safePrivate: SwitchId | undefined;
  /** Private creators stay with what stays of their blocks. */
  private readonly keepsBlocks: boolean;
  private readonly tags = new Uint32Array(SLOTS);
  private readonly vrs = new Uint16Array(SLOTS);
  private readonly actions = new Uint8Array(SLOTS);
  private readonly used = new Uint8Array(SLOTS);
  private count = 0;
  /** For attributes of contextual decisions: the rules that may decide, the last one certainly. */
  private readonly candidates = new Map<number, readonly Candidate[]>();
  private readonly concepts = new Concepts();
  private positionsIn: { readonly file: ScannedFile; readonly found: boolean } | undefined;

  constructor(readonly choice: PolicyChoice) {
    const { policy, on } = choice;
    const known = new Set(policy.switches.map(({ id }) => id));
    const isOn = ({ switch: id }: Rule): boolean => id === undefined || (known.has(id) && on.includes(id));
    this.rules = policy.rules.filter(isOn);
    this.safePrivate = policy.switches.find(
      ({ id, code }) => code?.value === RETAIN_SAFE_PRIVATE && on.includes(id),
    )?.id;
    this.keepsBlocks = this.rules.some((rule) => rule.action !== 'X' && namesPrivateElements(rule));
  }

  /** Whether what is treated in every policy is treated under this one. */
  protects(protection: Protection): boolean {
    return hasProtection(this.choice, protection);
  }

  /** The action (a number of ACT) for an element with this tag and this VR in the file (0 when unknown). */
  decide(tag: number, vr: number): number {
    let slot = firstSlot(tag, vr);
    while (this.used[slot] === 1) {
      if (this.tags[slot] === tag && this.vrs[slot] === vr) return this.actions[slot]!;
      slot = (slot + 1) & (SLOTS - 1);
    }
    return this.remember(tag, vr, this.find(tag, vr));
  }

  /** The action for the element of a row, where it stands. An Item is removed (ACT.remove) or kept. */
  decideIn(file: ScannedFile, row: number): number {
    const { table } = file;
    const action = this.decide(table.tag[row]!, table.vr[row]!);
    if (action !== ACT.contextual) return action;
    if (this.isKeptByBlock(table.tag[row]!)) return this.decideOnCreator(file, row);
    if (table.tag[row] === TAG.ContentSequence && this.losesAllItems(file, row)) return ACT.remove;
    const rule = this.ruleIn(file, row);
    if (table.flags[row]! & ROW.item) return this.decideOnItem(file, rule);
    if (rule === undefined) return ACT.keep;
    return rule.selector.by === 'concept' && rule.action === 'X'
      ? ACT.dummy
      : actionOn(rule, attributeOf(table.tag[row]!, table.vr[row]!));
  }

  /** The rule that decides on an attribute wherever it stands, undefined when none names it. */
  ruleFor(tag: number, vr: number): Rule | undefined {
    const attribute = attributeOf(tag, vr);
    return this.rules.find((rule) => !isContextual(rule) && mayName(rule.selector, attribute));
  }

  /** The rule that decides on the element of a row, undefined when it is kept because no rule names it. */
  ruleIn(file: ScannedFile, row: number): Rule | undefined {
    const around = new Surroundings(file, row, this.concepts);
    for (const candidate of this.candidatesFor(file.table.tag[row]!, file.table.vr[row]!)) {
      const rule = decidingOf(candidate, around);
      if (rule) return rule;
    }
    return undefined;
  }

  /** Whether the element of a row stays because it is known to identify nobody (PS3.15 §E.3.10). */
  isKnownSafe(file: ScannedFile, row: number): boolean {
    const { safePrivate } = this;
    return safePrivate !== undefined && this.ruleIn(file, row)?.switch === safePrivate;
  }

  private decideOnCreator(file: ScannedFile, row: number): number {
    const isKept = (other: number): boolean => this.decideIn(file, other) !== ACT.remove;
    return someOfBlock(file, row, isKept) ? ACT.keep : ACT.remove;
  }

  /** A Content Item goes as a whole, unless others of the file are found by counting. */
  private decideOnItem(file: ScannedFile, rule: Rule | undefined): number {
    const goes = rule?.selector.by === 'concept' && rule.action === 'X' && !this.hasPositions(file);
    return goes ? ACT.remove : ACT.keep;
  }

  /** A Content Sequence without Items would be none (PS3.3 §C.17.3: Type 1C). */
  private losesAllItems(file: ScannedFile, row: number): boolean {
    const { table } = file;
    for (let item = row + 1; item < table.next[row]!; item = table.next[item]!) {
      if (this.decideIn(file, item) !== ACT.remove) return false;
    }
    return table.next[row]! > row + 1;
  }

  private hasPositions(file: ScannedFile): boolean {
    if (this.positionsIn?.file !== file) this.positionsIn = { file, found: hasPositions(file) };
    return this.positionsIn.found;
  }

  private isKeptByBlock(tag: number): boolean {
    return this.keepsBlocks && isPrivateCreator(tag);
  }

  private remember(tag: number, vr: number, action: number): number {
    if (++this.count > FULL) {
      this.used.fill(0);
      this.count = 1;
    }
    let slot = firstSlot(tag, vr);
    while (this.used[slot] === 1) slot = (slot + 1) & (SLOTS - 1);
    this.used[slot] = 1;
    this.tags[slot] = tag;
    this.vrs[slot] = vr;
    this.actions[slot] = action;
    return action;
  }

  private find(tag: number, vr: number): number {
    if (this.isKeptByBlock(tag)) return ACT.contextual;
    const [first] = this.candidatesFor(tag, vr);
    if (first === undefined) return ACT.keep;
    return first instanceof ConceptRules || isContextual(first)
      ? ACT.contextual
      : actionOn(first, attributeOf(tag, vr));
  }

  /** The rules that may decide on an attribute, in order, up to the one that does so wherever it stands. */
  private candidatesFor(tag: number, vr: number): readonly Candidate[] {
    const key = tag * 0x10000 + vr;
    const known = this.candidates.get(key);
    if (known) return known;
    const attribute = attributeOf(tag, vr);
    const fitting = this.rules.filter((rule) => mayName(rule.selector, attribute));
    const last = fitting.findIndex((rule) => !isContextual(rule));
    const found = indexConcepts(last < 0 ? fitting : fitting.slice(0, last + 1));
    if (this.candidates.size >= REMEMBERED) this.candidates.clear();
    this.candidates.set(key, found);
    return found;
  }
}

/** The rule of a candidate that decides on what stands there, undefined when it is about something else. */
function decidingOf(candidate: Candidate, around: Surroundings): Rule | undefined {
  if (candidate instanceof ConceptRules) return candidate.ruleFor(around.concept());
  return !isContextual(candidate) || around.fit(candidate.selector) ? candidate : undefined;
}

function attributeOf(tag: number, vr: number): Attribute {
  return { tag, vr, known: vrOf(tag) };
}

/**
 * What an action comes to for this attribute: UIDs are cleaned, and replaced by dummies, by mapping them; dates are
 * cleaned by moving them; times and numbers stay. A rule that names its elements by VR knows what it finds in them.
 */
function actionOn(rule: Rule, { vr, known }: Attribute): number {
  if (rule.action !== 'C' && rule.action !== 'D' && rule.action !== 'hash') return actionCode(rule.action);
  const meant = rule.selector.by === 'vr' ? VR[rule.selector.vr] : known || vr;
  if (meant === VR.UI) return ACT.mapUid;
  if (rule.action !== 'C') return actionCode(rule.action);
  return cleaned(meant, vr);
}

function cleaned(meant: number, vr: number): number {
  if (meant === VR.DA || meant === VR.DT) return ACT.shift;
  if (meant === VR.TM) return ACT.keep;
  const mayHoldText = isText(meant) || isText(vr) || OPEN.has(meant);
  return mayHoldText ? ACT.clean : ACT.keep;
}

function firstSlot(tag: number, vr: number): number {
  return ((Math.imul(tag, 0x9e3779b1) >>> 16) ^ vr) & (SLOTS - 1);
}
