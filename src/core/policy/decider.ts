import { vrOf } from '../dicom/dictionary';
import { groupOf, isPrivate } from '../dicom/tags';
import { isClassUidAttribute } from '../dicom/uid-attributes';
import { isKnownVr, VR } from '../dicom/vr';
import { ACT, actionCode } from './action';
import type { PolicyChoice, Rule, SwitchId } from './policy';

/** Slots of the table of decisions, a power of two; it is emptied when it is three quarters full. */
const SLOTS = 8192;
const FULL = (SLOTS * 3) / 4;

/**
 * A policy made ready for the loop over elements: `decide` answers from a table that fills itself, because a file uses
 * few distinct attributes and a corpus hardly more.
 */
export class Decider {
  private readonly rules: readonly Rule[];
  private readonly tags = new Uint32Array(SLOTS);
  private readonly vrs = new Uint16Array(SLOTS);
  private readonly actions = new Uint8Array(SLOTS);
  private readonly used = new Uint8Array(SLOTS);
  private count = 0;

  constructor(readonly choice: PolicyChoice) {
    this.rules = choice.policy.rules.filter((rule) => rule.switch === undefined || this.isOn(rule.switch));
  }

  /** Whether a part of the policy is on. */
  isOn(id: SwitchId): boolean {
    return this.choice.policy.switches.some((entry) => entry.id === id) && !this.choice.off.includes(id);
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

  /** The rule that decides on an element, undefined when it is kept because no rule names it. */
  ruleFor(tag: number, vr: number): Rule | undefined {
    const known = vrOf(tag);
    return this.rules.find((rule) => selects(rule, tag, vr, known));
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
    const rule = this.ruleFor(tag, vr);
    return rule ? actionCode(rule.action) : ACT.keep;
  }
}

function firstSlot(tag: number, vr: number): number {
  return ((Math.imul(tag, 0x9e3779b1) >>> 16) ^ vr) & (SLOTS - 1);
}

function selects({ selector }: Rule, tag: number, vr: number, known: number): boolean {
  switch (selector.by) {
    case 'tag':
      return selector.tag === tag;
    case 'group':
      return selector.group === groupOf(tag);
    case 'private':
      return isPrivate(tag);
    case 'vr':
      return (
        VR[selector.vr] === vr || VR[selector.vr] === known || (selector.vr === 'UN' && isUnknown(vr, known))
      );
    case 'class-uid':
      return isClassUidAttribute(tag);
  }
}

/** An attribute that the dictionary lacks, in Implicit VR or with a VR of no standard, is of unknown VR like UN (PS3.5 §6.2.2). */
function isUnknown(vr: number, known: number): boolean {
  return known === 0 && !isKnownVr(vr);
}
