import { findConflicts } from '../conflicts';
import { POLICIES } from '../policies';
import { defaultChoice, type Policy, type PolicyChoice, type Rule, turnSwitch } from '../policy';
import type { PatientIdsContent, PolicyFileContent, RuleContent } from './content';
import { PolicyFileError, type PolicyProblem } from './problem';
import { compileRules } from './rules';
import { findExcess, findSchemaProblems, rulesWithProblems } from './schema-problems';
import { shorten } from '../shorten';
import { SourceText } from './source-text';
import { nearest } from '../suggestion';

/** The text of a policy file. */
export interface PolicyText {
  /** By which two files are told apart: the absolute path. */
  readonly id: string;
  /** The file as people know it. */
  readonly name: string;
  readonly text: string;
}

/**
 * Hands in the policy file that another one extends, by its path from that one (`from` is its id); undefined when there is
 * none.
 */
export type ReadPolicyFile = (path: string, from: string) => PolicyText | undefined;

/** How patients are called. */
export interface PatientIdSettings {
  readonly prefix?: string;
  readonly digits?: number;
  readonly list?: PatientIdListSettings;
}

/** A list of fixed IDs, and the headers of its columns. */
export interface PatientIdListSettings {
  /** Path as the policy file has it. */
  readonly file: string;
  /** Id of the policy file: the path starts there. */
  readonly namedIn: string;
  readonly from: string;
  readonly to: string;
  readonly issuer?: string;
  readonly sheet?: string;
}

/** What a policy file stands for. */
export interface CompiledPolicy {
  readonly choice: PolicyChoice;
  readonly patientIds: PatientIdSettings;
}

/** Files that extend one another. */
const MOST_FILES = 16;

/**
 * The policy that a file and those that it extends make together. Plain data: nothing of it hangs on the files any more.
 * @throws PolicyFileError with all that is wrong in them
 */
export function compilePolicyFile(file: PolicyText, read: ReadPolicyFile): CompiledPolicy {
  const { compiled, problems } = load(file, read, []);
  if (problems.length > 0) throw new PolicyFileError(problems);
  return compiled!;
}

interface Loaded {
  /** Undefined only when there are problems; with some of them it is there, so that more of them can be found. */
  readonly compiled?: CompiledPolicy;
  readonly problems: readonly PolicyProblem[];
}

function load(file: PolicyText, read: ReadPolicyFile, below: readonly string[]): Loaded {
  const source = new SourceText(file.name, file.text);
  const basic = source.problems.length > 0 ? source.problems : findExcess(source);
  if (basic.length > 0) return { problems: basic };
  const ofSchema = findSchemaProblems(source);
  const content = usablePart(source.value);
  if (content === undefined) return { problems: ofSchema };
  const base = loadBase(content, source, file, read, [...below, file.id]);
  const onBase: Loaded = base.compiled
    ? applyTo(base.compiled, content, source, file)
    : { problems: compileOwnRules(content, source, POLICIES[0]!).problems };
  return { ...onBase, problems: [...sortByPlace([...ofSchema, ...onBase.problems]), ...base.problems] };
}

type UsableContent = PolicyFileContent & Required<Pick<PolicyFileContent, 'options' | 'rules'>>;

/** As much of a file with problems as can be looked into for more of them. */
function usablePart(value: unknown): UsableContent | undefined {
  if (!isObject(value)) return undefined;
  const { name, options, rules, patientIds, ...others } = value;
  return {
    ...(others as Omit<PolicyFileContent, 'name' | 'options' | 'rules' | 'patientIds'>),
    name: typeof name === 'string' ? name : '',
    options: isObject(options) ? (options as Readonly<Record<string, boolean>>) : {},
    rules: Array.isArray(rules) ? (rules as readonly RuleContent[]) : [],
    ...(isObject(patientIds) ? { patientIds } : {}),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function loadBase(
  content: UsableContent,
  source: SourceText,
  { id }: PolicyText,
  read: ReadPolicyFile,
  above: readonly string[],
): Loaded {
  const path = content.extends as unknown;
  if (typeof path !== 'string') return { problems: [] }; // the schema has told
  const builtIn = POLICIES.find(({ name }) => name === path);
  if (builtIn) return { compiled: { choice: defaultChoice(builtIn), patientIds: {} }, problems: [] };
  if (!path.endsWith('.dicomanon.json')) return { problems: [] };
  const file = read(path, id);
  const refuse = (message: string, remedy: string): Loaded => ({
    problems: [source.problemAt(['extends'], message, remedy)],
  });
  if (file === undefined)
    return refuse(`there is no file "${shorten(path)}"`, 'correct the path, which starts at this file');
  if (above.includes(file.id))
    return refuse('the policies extend one another in a loop', 'let one of them extend a built-in policy');
  if (above.length >= MOST_FILES)
    return refuse(`more than ${MOST_FILES} files extend one another`, 'put some together');
  return load(file, read, above);
}

function applyTo(base: CompiledPolicy, content: UsableContent, source: SourceText, file: PolicyText): Loaded {
  const { rules, problems } = compileOwnRules(content, source, base.choice.policy);
  const policy = policyOf(content, rules, base.choice.policy);
  const ofOptions = optionProblems(content, base.choice.policy, source);
  const all = [...problems, ...ofOptions, ...nameProblems(content, source)];
  if (all.length > 0) return { problems: all };
  const choice = Object.entries(content.options).reduce<PolicyChoice>(
    (turned, [id, on]) => turnSwitch(turned, id, on),
    { policy, on: base.choice.on },
  );
  return {
    compiled: { choice, patientIds: patientIdsOf(base.patientIds, content.patientIds, file) },
    problems: [],
  };
}

function compileOwnRules(content: UsableContent, source: SourceText, base: Policy) {
  const bad = rulesWithProblems(source);
  const entries = [...content.rules.entries()].filter(([at]) => !bad.has(at));
  return compileRules(entries, source, titleOf(content), base);
}

/** A policy with rules of its own may keep what a profile of the standard would not: it does not claim to perform it. */
function policyOf(content: PolicyFileContent, rules: readonly Rule[], base: Policy): Policy {
  const { code, ...others } = base;
  const { name, description, risks } = content;
  const claims = rules.length === 0;
  return {
    ...others,
    name,
    title: titleOf(content),
    description: description ?? `${base.title} with changes.`,
    rules: [...rules, ...base.rules],
    ...(risks === undefined ? {} : { risks: { ...base.risks, ...risks } }),
    ...(claims && code !== undefined ? { code } : {}),
  };
}

function titleOf({ name, title }: PolicyFileContent): string {
  return title ?? name;
}

/** Outputs and the workbook tell policies apart by their names. */
function nameProblems({ name }: PolicyFileContent, source: SourceText): readonly PolicyProblem[] {
  const isTaken = POLICIES.some((policy) => policy.name.toLowerCase() === name.toLowerCase());
  return isTaken ? [source.problemAt(['name'], 'a built-in policy has this name', 'choose another one')] : [];
}

function optionProblems(
  { options }: UsableContent,
  policy: Policy,
  source: SourceText,
): readonly PolicyProblem[] {
  const ids = policy.switches.map(({ id }) => id);
  const unknown = Object.keys(options).filter((id) => !ids.includes(id));
  const problems = unknown.map((id) => {
    const near = nearest(id, ids);
    const remedy = near === undefined ? `it has ${ids.join(', ')}` : `did you mean ${near}?`;
    return source.problemAtKey(['options', id], `${policy.title} has no option "${shorten(id)}"`, remedy);
  });
  const conflicts = findConflicts(policy, options).map(([id, other]) =>
    source.problemAtKey(
      ['options', other],
      `"${other}" can't be on together with "${id}"`,
      'turn one of them off',
    ),
  );
  return [...problems, ...conflicts];
}

function patientIdsOf(
  base: PatientIdSettings,
  content: PatientIdsContent | undefined,
  { id }: PolicyText,
): PatientIdSettings {
  if (content === undefined) return base;
  const { file, from, to, issuer, sheet, ...numbering } = content;
  if (file === undefined) return { ...base, ...numbering };
  const columns = {
    from: from!, // the schema asks for both where there is a file
    to: to!,
    ...(issuer === undefined ? {} : { issuer }),
    ...(sheet === undefined ? {} : { sheet }),
  };
  return { ...base, ...numbering, list: { file, namedIn: id, ...columns } };
}

function sortByPlace(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}
