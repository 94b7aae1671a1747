import { type PolicyProblem, problemText } from './problem';
import { shorten } from '../shorten';
import type { JsonPath, SourceText } from './source-text';
import { nearest } from '../suggestion';
import { MOST_RULES } from './content';
import { validate } from './validate.generated';

/** An error of the generated validator, with the part of the schema that it comes from. */
interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: {
    readonly errorMessage?: string;
    readonly properties?: Readonly<Record<string, unknown>>;
  };
}

type Validator = ((value: unknown) => boolean) & { readonly errors?: readonly SchemaError[] | null };

/** What a branch of a choice says against a value that suits none of them; the choice as a whole has a text. */
const IN_A_BRANCH = /\/(anyOf|oneOf)\//;

/** A problem when there are so many rules that looking at each would take long. */
export function findExcess(source: SourceText): readonly PolicyProblem[] {
  const rules = (source.value as { readonly rules?: unknown } | null)?.rules;
  if (!Array.isArray(rules) || rules.length <= MOST_RULES) return [];
  return [source.problemAt(['rules'], `there are more than ${MOST_RULES} rules`, 'select more by one rule')];
}

/** Where the value of `source` is not as the schema of policy files wants it; [] when it is. */
export function findSchemaProblems(source: SourceText): readonly PolicyProblem[] {
  const errors = schemaErrors(source);
  const tooLong = new Set(errors.filter(isLength).map(({ instancePath }) => instancePath));
  const problems = errors
    .filter((error) => isLength(error) || (isWhole(error) && !tooLong.has(error.instancePath)))
    .map((error) => toProblem(error, source));
  const byText = new Map(problems.map((problem) => [problemText(problem), problem]));
  return [...byText.values()];
}

/** Whether it is about a list with too many values: the text of the choice around it tells what one may look like. */
function isLength({ keyword }: SchemaError): boolean {
  return keyword === 'maxItems';
}

function isWhole({ keyword, schemaPath }: SchemaError): boolean {
  return keyword !== 'if' && !IN_A_BRANCH.test(schemaPath);
}

/** Positions of the rules that a problem of the schema is about. */
export function rulesWithProblems(source: SourceText): ReadonlySet<number> {
  const places = schemaErrors(source).map(({ instancePath }) => parsePointer(instancePath));
  return new Set(places.filter(([top]) => top === 'rules').map(([, at]) => Number(at)));
}

function schemaErrors({ value }: SourceText): readonly SchemaError[] {
  const check = validate as unknown as Validator;
  return check(value) ? [] : check.errors!;
}

function toProblem(error: SchemaError, source: SourceText): PolicyProblem {
  const path = parsePointer(error.instancePath);
  if (error.keyword === 'additionalProperties') return unknownProperty(error, source, path);
  if (error.keyword === 'required' && !error.schemaPath.includes('/then/')) {
    return source.problemAt(path, `"${String(error.params['missingProperty'])}" is missing`, 'add it');
  }
  if (isLength(error)) {
    return source.problemAt(
      path,
      `there are more than ${String(error.params['limit'])} here`,
      'take some out',
    );
  }
  const text = error.parentSchema.errorMessage ?? 'this is of the wrong kind; change it';
  const [message, remedy] = text.split('; ') as [string, string];
  return source.problemAt(path, message, remedy);
}

function unknownProperty(
  { params, parentSchema }: SchemaError,
  source: SourceText,
  path: JsonPath,
): PolicyProblem {
  const name = String(params['additionalProperty']);
  const names = Object.keys(parentSchema.properties!);
  const near = nearest(name, names);
  return source.problemAtKey(
    [...path, name],
    `there is no property "${shorten(name)}"`,
    near === undefined ? `use one of ${names.join(', ')}` : `did you mean ${near}?`,
  );
}

/** The path that a JSON Pointer (RFC 6901) writes; positions in lists become numbers. */
function parsePointer(pointer: string): JsonPath {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
