import { keywordOf, formatTag } from '../../dicom/names';
import type { Policy, Rule, Selector } from '../policy';
import { MOST_RULES, type RuleContent, SELECTING_KEYS, type SelectingKey } from './content';
import { actionsFor, CUSTOM_ACTIONS } from './custom-actions';
import { expectedText } from './new-text';
import type { PolicyProblem } from './problem';
import {
  type Selection,
  selectByKeyword,
  selectByPath,
  selectByPattern,
  selectByPrivate,
  selectByTag,
  selectByVr,
  vrOfSelector,
} from './selectors';
import type { JsonPath, SourceText } from './source-text';
import { actionsLeft, isSweeping, structureRules, withTwin } from './structure';

/** Rules, and what keeps them from being used. */
export interface CompiledRules {
  readonly rules: readonly Rule[];
  readonly problems: readonly PolicyProblem[];
}

const SELECT: Readonly<Record<Exclude<SelectingKey, 'private'>, (text: string) => Selection>> = {
  keyword: selectByKeyword,
  tag: selectByTag,
  pattern: selectByPattern,
  vr: selectByVr,
  path: selectByPath,
};

/** More mistakes than anybody reads: looking for what was meant by each would take long. */
const MOST_PROBLEMS = 200;

/**
 * The rules of one file, in its order. `entries` are those whose form is right, with their positions in the file.
 * A rule about many attributes at once leaves those to `base` without which a file can't be read.
 */
export function compileRules(
  entries: readonly (readonly [number, RuleContent])[],
  source: SourceText,
  heading: string,
  base: Policy,
): CompiledRules {
  const compiler = new RuleCompiler(source, heading);
  for (const [at, entry] of entries) compiler.add(at, entry);
  const { rules, problems } = compiler;
  const first = rules.findIndex(isSweeping);
  const guarded =
    first < 0 ? rules : [...rules.slice(0, first), ...structureRules(base), ...rules.slice(first)];
  return { rules: guarded, problems };
}

class RuleCompiler {
  readonly rules: Rule[] = [];
  readonly problems: PolicyProblem[] = [];
  /** Lines of the rules so far, by what they select. */
  private readonly lines = new Map<string, number>();

  constructor(
    private readonly source: SourceText,
    private readonly heading: string,
  ) {}

  add(at: number, entry: RuleContent): void {
    if (this.problems.length > MOST_PROBLEMS) return;
    for (const { path, selection } of selectionsOf(entry, ['rules', at])) {
      if ('selector' in selection) this.addRule(at, entry, path, selection.selector);
      else this.complain(path, selection.misfit.message, selection.misfit.remedy);
    }
  }

  private addRule(at: number, entry: RuleContent, path: JsonPath, selector: Selector): void {
    this.checkFirst(path, selector);
    this.checkPossible(at, entry, selector);
    const before = this.rules.length;
    for (const each of withTwin(selector)) this.rules.push(this.ruleOf(at, entry, each));
    if (before <= MOST_RULES && this.rules.length > MOST_RULES)
      this.complain(
        path,
        `this is one rule more than the ${MOST_RULES} there may be`,
        'select more by one rule',
      );
  }

  private ruleOf(at: number, { action, value, why }: RuleContent, selector: Selector): Rule {
    return {
      selector,
      action,
      heading: this.heading,
      description: CUSTOM_ACTIONS[action].sentence,
      source: `${this.source.name}, line ${this.source.lineOf(['rules', at])}`,
      ...(value === undefined ? {} : { value }),
      ...(why === undefined ? {} : { note: why }),
    };
  }

  private checkFirst(path: JsonPath, selector: Selector): void {
    const key = JSON.stringify(selector);
    const earlier = this.lines.get(key);
    if (earlier === undefined) this.lines.set(key, this.source.lineOf(path));
    else this.complain(path, `line ${earlier} decides on this already`, 'remove one of the two');
  }

  private checkPossible(at: number, { action, value }: RuleContent, selector: Selector): void {
    const vr = vrOfSelector(selector);
    const left = actionsLeft(selector);
    const name = nameOf(selector);
    if (left && !left.includes(action)) {
      this.complain(['rules', at, 'action'], `${name} is needed in every file`, `use ${left.join(' or ')}`);
    } else if (vr !== undefined && !actionsFor(vr).includes(action)) {
      const remedy = `use one of ${actionsFor(vr).join(', ')}`;
      this.complain(['rules', at, 'action'], `"${action}" can't be done to ${name} (VR ${vr})`, remedy);
    } else if (value !== undefined) {
      const expected = expectedText(value, vr);
      if (expected) this.complain(['rules', at, 'value'], `this can't stand in ${name}`, `write ${expected}`);
    }
  }

  private complain(path: JsonPath, message: string, remedy: string): void {
    this.problems.push(this.source.problemAt(path, message, remedy));
  }
}

interface PlacedSelection {
  readonly path: JsonPath;
  readonly selection: Selection;
}

function selectionsOf(entry: RuleContent, path: JsonPath): readonly PlacedSelection[] {
  const key = SELECTING_KEYS.find((each) => entry[each] !== undefined)!;
  if (key === 'private') {
    return [{ path: [...path, key], selection: selectByPrivate(entry[key]!) }];
  }
  const texts = entry[key]!;
  if (typeof texts === 'string') return [{ path: [...path, key], selection: SELECT[key](texts) }];
  return texts.map((text, at) => ({ path: [...path, key, at], selection: SELECT[key](text) }));
}

function nameOf(selector: Selector): string {
  if (selector.by === 'tag') return keywordOf(selector.tag) ?? formatTag(selector.tag);
  return selector.by === 'vr' ? 'such attributes' : 'the attribute';
}
