import type { SwitchId } from '../../src/core/policy/policy';
import { element, type Element } from '../support/data-sets';

/** A text that occurs nowhere else, and where it was put. */
export interface Canary {
  readonly text: string;
  readonly place: string;
  /** The part of the policy that takes it away; without one it always goes. */
  readonly switch?: SwitchId;
}

/** Eight characters, so that the token fits every text VR and stays whole. */
const TOKEN_LENGTH = 8;

/** Makes canaries and remembers them. */
export class Planting {
  readonly canaries: Canary[] = [];

  /** A new token for a place. */
  token(place: string, on?: SwitchId): string {
    const number = this.canaries.length.toString(36).padStart(TOKEN_LENGTH - 3, '0');
    return this.remember(`Zq${number}K`, place, on);
  }

  /** A new UID for a place; UIDs always change. */
  uid(place: string): string {
    return this.remember(`1.2.826.0.1.3680043.10.1234.4711.${100_000 + this.canaries.length}`, place);
  }

  /** A given text as canary. */
  remember(text: string, place: string, on?: SwitchId): string {
    this.canaries.push({ text, place, ...(on ? { switch: on } : {}) });
    return text;
  }

  /** An element of text with a token of its own. */
  planted(tag: number, vr: string, place: string, on?: SwitchId): Element {
    return element(tag, vr, this.token(`${place} ${hexTag(tag)}`, on));
  }
}

function hexTag(tag: number): string {
  const digits = (tag >>> 0).toString(16).toUpperCase().padStart(8, '0');
  return `(${digits.slice(0, 4)},${digits.slice(4)})`;
}
