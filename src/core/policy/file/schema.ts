import { keywordOf } from '../../dicom/names';
import { VR } from '../../dicom/vr';
import { POLICIES } from '../policies';
import { byRisk, RISK_DECISIONS, type RiskName } from '../risk-decisions';
import { RISK_TEXTS } from '../risk-text';
import type { Policy } from '../policy';
import { MOST_RULES, SELECTING_KEYS } from './content';
import { CUSTOM_ACTION_NAMES, CUSTOM_ACTIONS } from './custom-actions';

/** A JSON Schema, draft-07, with what VS Code adds to it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Keywords of VS Code that say nothing about what is valid: texts for the editor. */
export const EDITOR_KEYWORDS = [
  'errorMessage',
  'markdownDescription',
  'enumDescriptions',
  'defaultSnippets',
  'allowComments',
  'allowTrailingCommas',
] as const;

const MOST_NAMES = 500;

/**
 * The schema of policy files. It gives completion and hover in the editor and is what the run checks files by;
 * `errorMessage` is what either says, "what is wrong; what to do".
 */
export function policySchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'DicomAnon policy',
    description:
      'What becomes of the attributes of DICOM files: a built-in policy and your own rules before it.',
    type: 'object',
    allowComments: true,
    allowTrailingCommas: true,
    required: ['name', 'extends'],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'The schema of this file; the editor knows it without.' },
      name: nameSchema(),
      title: text('What people read in place of the name.', 120),
      description: text('What the policy is for, in a sentence.', 1000),
      extends: extendsSchema(),
      options: optionsSchema(),
      rules: {
        type: 'array',
        maxItems: MOST_RULES,
        description:
          'Your own rules. They come before those of the policy that is extended; the first rule that fits an attribute decides.',
        items: ruleSchema(),
      },
      patientIds: patientIdsSchema(),
      risks: risksSchema(),
    },
    defaultSnippets: [
      {
        label: 'A policy',
        body: { name: '${1:my-policy}', extends: '${2:DicomAnon}', options: {}, rules: [] },
      },
    ],
    examples: EXAMPLES,
  };
}

const EXAMPLES: readonly JsonSchema[] = [
  { name: 'minimal', extends: 'DicomAnon' },
  {
    $schema: './policy.schema.json',
    name: 'trial-7',
    title: 'Trial 7',
    description: 'Keeps weight and the scanner settings.',
    extends: 'DicomAnon',
    options: { private: false },
    rules: [
      { keyword: 'PatientWeight', action: 'K', why: 'the dose is calculated from it' },
      { keyword: ['StudyDescription', 'SeriesDescription'], action: 'C' },
      { tag: '(0008,0080)', action: 'replace', value: 'Site 12' },
      { pattern: '50xx,xxxx', action: 'X' },
      { vr: 'TM', action: 'Z' },
      { private: { creator: 'SIEMENS MED NM', group: '0033', element: '10' }, action: 'K' },
      { private: true, action: 'X' },
      { path: 'RequestAttributesSequence > *', action: 'X' },
    ],
    patientIds: { file: 'ids.csv', from: 'MRN', to: 'Subject', prefix: 'T7-', digits: 3 },
  },
];

function nameSchema(): JsonSchema {
  return {
    type: 'string',
    pattern: '^[A-Za-z0-9][A-Za-z0-9 ._-]{0,47}$',
    description: 'By this name every file tells which policy it was anonymised by: (0012,0063).',
    errorMessage:
      'a name has up to 48 letters A to Z, digits, spaces, dots, hyphens and underscores; change it',
  };
}

function extendsSchema(): JsonSchema {
  return {
    type: 'string',
    maxLength: 1000,
    anyOf: [
      {
        enum: POLICIES.map(({ name }) => name),
        enumDescriptions: POLICIES.map(({ description }) => description),
      },
      { pattern: '\\.dicomanon\\.json$' },
    ],
    description:
      'The policy that decides where no rule of this file does: a built-in one by its name, or another policy file by its path from this one.',
    errorMessage: `this is neither a built-in policy nor a policy file; use ${orList(POLICIES.map(({ name }) => `"${name}"`))}, or a path that ends in .dicomanon.json`,
  };
}

/** Each policy has its own options; the run knows which, the editor offers all. */
function optionsSchema(): JsonSchema {
  return {
    type: 'object',
    description: 'Parts of the extended policy to turn on or off; the others stay as they are by default.',
    errorMessage: 'the options are an object; write them as in { "private": false }',
    properties: Object.fromEntries(
      allSwitches().map(([id, description]) => [
        id,
        { type: 'boolean', description, errorMessage: 'an option is on or off; write true or false' },
      ]),
    ),
    additionalProperties: { type: 'boolean', errorMessage: 'an option is on or off; write true or false' },
  };
}

function allSwitches(): readonly (readonly [string, string])[] {
  const texts = new Map<string, string>();
  for (const policy of POLICIES) {
    for (const entry of policy.switches) texts.set(entry.id, switchText(entry, policy, texts.get(entry.id)));
  }
  return [...texts];
}

function switchText(
  entry: Policy['switches'][number],
  { title }: Policy,
  before: string | undefined,
): string {
  const { description, onByDefault } = entry;
  const line = `${title}: ${description} ${onByDefault ? 'On' : 'Off'} by default.`;
  return before === undefined ? line : `${before}\n\n${line}`;
}

function ruleSchema(): JsonSchema {
  return {
    type: 'object',
    required: ['action'],
    additionalProperties: false,
    oneOf: SELECTING_KEYS.map((key) => ({ required: [key] })),
    errorMessage: `a rule has exactly one of ${SELECTING_KEYS.join(', ')}; say which attributes it is about`,
    properties: {
      keyword: oneOrMore(
        'Keyword of the attribute in PS3.6, or a list of them. At every depth.',
        { pattern: '^[A-Za-z][A-Za-z0-9]{0,159}$', examples: [keywordOf(0x00101030)!] },
        'a keyword has only letters and digits; use one of PS3.6, such as PatientWeight',
      ),
      tag: oneOrMore(
        'Tag of the attribute, such as (0010,0010), or a list of them. At every depth.',
        { pattern: '^\\(?[0-9A-Fa-f]{4},?[0-9A-Fa-f]{4}\\)?$' },
        'this is no tag; write it as in (0010,0010)',
      ),
      pattern: oneOrMore(
        'Tags with x for any digit: 50xx,xxxx means all curves. Private attributes only when it names an odd group.',
        { pattern: '^\\(?[0-9A-Fa-fxX]{4},?[0-9A-Fa-fxX]{4}\\)?$' },
        'this is no pattern of tags; write it as in 50xx,xxxx',
      ),
      vr: oneOrMore(
        'All attributes of a Value Representation, such as PN.',
        { enum: Object.keys(VR) },
        'there is no such VR; use one of PS3.5, such as PN',
      ),
      private: privateSchema(),
      path: oneOrMore(
        'An attribute by the sequences around it, such as RequestAttributesSequence > *. The path may begin at any depth.',
        { pattern: '>', maxLength: 2000 },
        'a path has at least two steps; write it as in RequestAttributesSequence > *',
      ),
      action: {
        enum: CUSTOM_ACTION_NAMES,
        enumDescriptions: CUSTOM_ACTION_NAMES.map((name) => CUSTOM_ACTIONS[name].help),
        description:
          'What becomes of the attribute: a letter of PS3.15 Table E.1-1a, or an action beyond them.',
        errorMessage: `there is no such action; use one of ${CUSTOM_ACTION_NAMES.join(', ')}`,
      },
      value: text('The text that takes the place of the value. Only with the action "replace".', 10_240),
      why: text('The reason, for those who read the policy.', 1000),
    },
    if: { properties: { action: { const: 'replace' } }, required: ['action'] },
    then: { required: ['value'], errorMessage: '"replace" needs a text; add "value"' },
    else: {
      not: { required: ['value'] },
      errorMessage: '"value" goes with the action "replace" only; remove it or change the action',
    },
    defaultSnippets: [
      { label: 'Rule by keyword', body: { keyword: '${1:PatientWeight}', action: '${2:K}' } },
      { label: 'Rule by path', body: { path: '${1:RequestAttributesSequence} > ${2:*}', action: '${3:X}' } },
      {
        label: 'Rule for a private attribute',
        body: { private: { creator: '${1}', group: '${2:0029}', element: '${3:10}' }, action: '${4:K}' },
      },
    ],
  };
}

function privateSchema(): JsonSchema {
  return {
    description:
      'Private attributes: true for all, those of a creator, or one element of the block that the creator reserves. Never by number alone, which differs from file to file.',
    errorMessage:
      'private attributes are chosen by true or by { "creator", "group", "element" }; "group" and "element" go together',
    anyOf: [
      { const: true },
      {
        type: 'object',
        required: ['creator'],
        additionalProperties: false,
        dependencies: { group: ['element'], element: ['group'] },
        properties: {
          creator: {
            type: 'string',
            pattern: '^[^\\\\]{1,64}$',
            description: 'The private creator, exactly as in the file, such as SIEMENS CSA HEADER.',
          },
          group: {
            type: 'string',
            pattern: '^[0-9A-Fa-f]{4}$',
            description: 'The group: 4 hex digits, odd.',
          },
          element: {
            type: 'string',
            pattern: '^([xX]{2})?[0-9A-Fa-f]{2}$',
            description: 'The last two hex digits of the element; the first two are those of the block.',
          },
        },
      },
    ],
  };
}

function patientIdsSchema(): JsonSchema {
  const header = (description: string): JsonSchema => text(description, 200, 1);
  return {
    type: 'object',
    description: 'How patients are called, and who has a fixed ID.',
    additionalProperties: false,
    dependencies: { file: ['from', 'to'], from: ['file'], to: ['file'], issuer: ['file'], sheet: ['file'] },
    errorMessage: 'a list of IDs needs all of "file", "from" and "to"; add what is missing',
    properties: {
      file: {
        type: 'string',
        pattern: '\\.([cC][sS][vV]|[tT][sS][vV]|[tT][xX][tT]|[xX][lL][sS][xX])$',
        maxLength: 4000,
        description:
          'A list of patients with their IDs, CSV or Excel (.xlsx), by its path from this file. It leads back to the patients: keep it as safe as the originals.',
        errorMessage: 'this is no list; name a .csv or .xlsx file',
      },
      sheet: header('The sheet of the Excel file; the first one if it is not named.'),
      from: header('Header of the column with the true Patient IDs.'),
      to: header('Header of the column with the IDs to give.'),
      issuer: header(
        'Header of the column with the Issuer of Patient ID, where the same ID comes from several.',
      ),
      prefix: {
        type: 'string',
        pattern: '^[A-Za-z0-9_-]{0,32}$',
        description: 'What the IDs of all other patients start with, such as ANON-.',
        errorMessage: 'a prefix has up to 32 letters A to Z, digits, hyphens and underscores; change it',
      },
      digits: {
        type: 'integer',
        minimum: 1,
        maximum: 15,
        description: 'Digits that the IDs of all other patients have at least; default 4.',
        errorMessage: 'the number of digits is a whole number; use 1 to 15',
      },
    },
  };
}

function risksSchema(): JsonSchema {
  const decision = (risk: RiskName): JsonSchema => ({
    enum: RISK_DECISIONS,
    enumDescriptions: [
      'Anonymised like all others.',
      'No copy is written; the file is listed as held back.',
      'No copy is written; the file counts as failed.',
    ],
    description: `Files with this risk: ${RISK_TEXTS[risk].what}.`,
    errorMessage: `there is no such decision; use one of ${RISK_DECISIONS.join(', ')}`,
  });
  return {
    type: 'object',
    description:
      'What becomes of files with a risk that anonymising can not take away; by default they pass.',
    additionalProperties: false,
    errorMessage: 'the risks are an object; write them as in { "burnedIn": "hold-back" }',
    properties: byRisk(decision),
  };
}

function oneOrMore(description: string, one: JsonSchema, errorMessage: string): JsonSchema {
  const item = { type: 'string', ...one };
  return {
    description,
    errorMessage,
    anyOf: [item, { type: 'array', minItems: 1, maxItems: MOST_NAMES, items: item }],
  };
}

function text(description: string, maxLength: number, minLength = 0): JsonSchema {
  return {
    type: 'string',
    minLength,
    maxLength,
    description,
    errorMessage: `this is a text of ${minLength === 0 ? 'up' : '1'} to ${maxLength} characters; change it`,
  };
}

function orList(texts: readonly string[]): string {
  return texts.join(' or ');
}
