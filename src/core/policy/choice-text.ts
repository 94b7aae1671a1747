import { type Policy, type PolicyChoice, turnedSwitches } from './policy';

/** A policy by its title, with the edition of the standard that it follows: "PS3.15 Basic Profile, edition 2026c". */
export function policyText({ title, edition }: Pick<Policy, 'title' | 'edition'>): string {
  return edition === undefined ? title : `${title}, edition ${edition}`;
}

/** A policy and what of it was turned, in a line: "DicomAnon; off: private, dates". */
export function choiceText(choice: PolicyChoice): string {
  const turned = Object.entries(turnedSwitches(choice));
  const named = (wanted: boolean): readonly string[] => {
    const ids = turned.filter(([, on]) => on === wanted).map(([id]) => id);
    return ids.length === 0 ? [] : [`${wanted ? 'on' : 'off'}: ${ids.join(', ')}`];
  };
  return [policyText(choice.policy), ...named(true), ...named(false)].join('; ');
}
