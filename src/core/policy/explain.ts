import { isPrivateCreator } from '../dicom/dictionary';
import { formatTag, keywordOf } from '../dicom/names';
import { VR, vrName } from '../dicom/vr';
import type { Action } from './action';
import { subjectOf, tagOf } from './describe';
import { matches, type PlacedElement } from './matching';
import type { PolicyChoice, Rule, Selector, Switch } from './policy';
import { isInBlock, namesPrivateElements } from './selection';

/** A rule that is about an element. */
export interface ExplainedRule {
  /** Its place in the policy, from 1. */
  readonly number: number;
  readonly rule: Rule;
  /** The switch that it hangs on, and how that stands. */
  readonly switch?: Switch & { readonly isOn: boolean };
}

/** Which rule decides on an element, and why no other one. */
export interface Explanation {
  readonly element: PlacedElement;
  readonly action: Action;
  /** Undefined: no rule is about the element, so it is kept. */
  readonly decidedBy: ExplainedRule | undefined;
  /** Rules before it that would decide, but whose switches are off. */
  readonly switchedOff: readonly ExplainedRule[];
  /** Rules after it that are about the element, too, and are on. */
  readonly behind: readonly ExplainedRule[];
  /** The sequence around it with which it goes: its own decision is then never asked for. */
  readonly goesWith: Explanation | undefined;
  /** It is private, its creator is not known, and rules ask for the creator. */
  readonly needsCreator: boolean;
  /** It is a private creator, which stays as long as something of its block does. */
  readonly staysWithBlock: boolean;
}

/** Sequences that these become of leave no item behind. */
const EMPTYING: readonly Action[] = ['X', 'Z', 'D'];

const CREATOR_HINT =
  'Some rules depend on the private creator. Write it behind the tag, as in (0029,1010)[SIEMENS CSA HEADER].';

/** Explains what becomes of an element under a policy and its switches. */
export function explain(choice: PolicyChoice, element: PlacedElement): Explanation {
  const about = rulesAbout(choice, element);
  const isOff = (entry: ExplainedRule): boolean => entry.switch?.isOn === false;
  const at = about.findIndex((entry) => !isOff(entry));
  const decidedBy = about[at];
  return {
    element,
    action: decidedBy?.rule.action ?? 'K',
    decidedBy,
    switchedOff: decidedBy === undefined ? about : about.slice(0, at),
    behind: about.slice(at + 1).filter((entry) => !isOff(entry)),
    goesWith: findEmptiedSequence(choice, element),
    needsCreator:
      isInBlock(element.tag) && element.creator === undefined && choice.policy.rules.some(asksForCreator),
    staysWithBlock: isPrivateCreator(element.tag) && choice.policy.rules.some(mayKeepBlock(choice)),
  };
}

/** An explanation in lines. */
export function explanationText(explanation: Explanation, choice: PolicyChoice): string {
  const { element, decidedBy, switchedOff, behind, goesWith, needsCreator, staysWithBlock } = explanation;
  return [
    headline(element),
    '',
    ...(goesWith ? [`It goes with ${attributeText(goesWith.element.tag)}: ${fate(goesWith)}`, ''] : []),
    fate(explanation),
    ...(decidedBy
      ? ruleLines('Decided by', decidedBy, choice)
      : [`No rule of the policy "${choice.policy.title}" that is on is about it.`]),
    ...section('Passed over, because an option is off:', switchedOff),
    ...section('Would decide if the rules before were not there:', behind),
    ...(staysWithBlock ? ['', 'A private creator stays as long as an element of its block stays.'] : []),
    ...(needsCreator ? ['', CREATOR_HINT] : []),
  ].join('\n');
}

/** An explanation in a sentence or two: what the policy does with the element, and by which row of the standard. */
export function explanationSentence(explanation: Explanation, { policy }: PolicyChoice): string {
  const { element, goesWith } = explanation;
  const told = goesWith ?? explanation;
  const { source } = told.decidedBy?.rule ?? {};
  const what = goesWith
    ? `${attributeText(element.tag)} goes with ${attributeText(goesWith.element.tag)}. ${fate(goesWith)}`
    : fate(explanation);
  return `${policy.title}: ${what}${source === undefined ? '' : ` (${source})`}`;
}

function rulesAbout({ policy, on }: PolicyChoice, element: PlacedElement): readonly ExplainedRule[] {
  return policy.rules.flatMap((rule, at) => {
    if (!matches(rule.selector, element)) return [];
    const entry = policy.switches.find(({ id }) => id === rule.switch);
    return [
      { number: at + 1, rule, ...(entry ? { switch: { ...entry, isOn: on.includes(entry.id) } } : {}) },
    ];
  });
}

/** The outermost sequence around the element of which no item is left. */
function findEmptiedSequence(choice: PolicyChoice, { path }: PlacedElement): Explanation | undefined {
  for (let depth = 1; depth < path.length; depth++) {
    const around = path.slice(0, depth);
    const explanation = explain(choice, { tag: around.at(-1)!, vr: VR.SQ, path: around, creator: undefined });
    if (EMPTYING.includes(explanation.action)) return explanation;
  }
  return undefined;
}

function asksForCreator({ selector }: Rule): boolean {
  return selector.by === 'private-element' || selector.by === 'private-creator';
}

function mayKeepBlock({ on }: PolicyChoice): (rule: Rule) => boolean {
  return (rule) =>
    rule.action !== 'X' &&
    namesPrivateElements(rule) &&
    (rule.switch === undefined || on.includes(rule.switch));
}

/** "PatientName (0010,0010)", or the tag alone. */
function attributeText(tag: number): string {
  return [keywordOf(tag), formatTag(tag)].filter((text) => text !== undefined).join(' ');
}

function selectorText(selector: Selector): string {
  const [subject, tag] = [subjectOf(selector), tagOf(selector)];
  return subject.includes(tag) ? subject : `${subject} ${tag}`;
}

function headline({ tag, vr, path, creator }: PlacedElement): string {
  const around = path.slice(0, -1).map((each) => `${attributeText(each)} > `);
  const by = creator === undefined ? '' : `, of "${creator}"`;
  return `${around.join('')}${attributeText(tag)}${by}${vr === 0 ? '' : `, VR ${vrName(vr)}`}`;
}

function fate({ decidedBy }: Explanation): string {
  if (decidedBy === undefined) return 'Kept.';
  const { description, value } = decidedBy.rule;
  return value === undefined ? description : `${description} The new text: "${value}".`;
}

function ruleLines(
  lead: string,
  { number, rule, switch: entry }: ExplainedRule,
  { policy }: PolicyChoice,
): string[] {
  return [
    `${lead} rule ${number} of ${policy.rules.length} of the policy "${policy.title}", about ${selectorText(rule.selector)} (${rule.heading}).`,
    ...(rule.source === undefined ? [] : [`From: ${rule.source}.`]),
    ...(rule.note === undefined ? [] : [`Note: ${rule.note}.`]),
    ...(entry ? [`It holds while the option "${entry.id}" (${entry.title}) is on.`] : []),
  ];
}

function section(title: string, entries: readonly ExplainedRule[]): string[] {
  return entries.length === 0 ? [] : ['', title, ...entries.map(briefLine)];
}

function briefLine({ number, rule, switch: entry }: ExplainedRule): string {
  const hangsOn = entry ? ` [option "${entry.id}"]` : '';
  return `  rule ${number}, about ${selectorText(rule.selector)}: ${rule.description}${hangsOn}`;
}
