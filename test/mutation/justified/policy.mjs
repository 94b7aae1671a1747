const FOLDER = 'src/core/policy/';

const REMEMBERED = 'what is remembered, and where, is what would be worked out again';

/** Mutants of core/policy that no test need notice. */
export const POLICY = [
  {
    file: `${FOLDER}concept-rules.ts`,
    reason: 'none but rules about concepts are taken in',
    mutants: [
      [
        "return selector.by === 'concept' && (selector.valueType === '' || selector.valueType === valueType);",
        "return true && (selector.valueType === '' || selector.valueType === valueType);",
      ],
    ],
  },
  {
    file: `${FOLDER}content-item.ts`,
    reason: REMEMBERED,
    mutants: [
      [
        'if (known !== undefined || this.known.has(item)) return known;',
        'if (known !== undefined && this.known.has(item)) return known;',
        'if (false || this.known.has(item)) return known;',
      ],
    ],
  },
  {
    file: `${FOLDER}content-item.ts`,
    reason: 'what stands in an Item is behind the Item, which is behind its sequence: never the first row',
    mutants: [
      [
        'const code = CODES.map((tag) => childOf(file, first, tag)).find((child) => child >= 0);',
        'const code = CODES.map((tag) => childOf(file, first, tag)).find((child) => child > 0);',
      ],
    ],
  },
  {
    file: `${FOLDER}decider.ts`,
    reason: REMEMBERED,
    mutants: [
      ['while (this.used[slot] === 1) {', 'while (false) {'],
      ['slot = (slot + 1) & (SLOTS - 1);', 'slot = (slot - 1) & (SLOTS - 1);'],
      [
        'if (this.positionsIn?.file !== file) this.positionsIn = { file, found: hasPositions(file) };',
        'if (true) this.positionsIn = { file, found: hasPositions(file) };',
      ],
      [
        'if (++this.count > FULL) {',
        'if (true) {',
        'if (++this.count >= FULL) {',
        'if (++this.count <= FULL) {',
      ],
      [
        'while (this.used[slot] === 1) slot = (slot + 1) & (SLOTS - 1);',
        'while (false) slot = (slot + 1) & (SLOTS - 1);',
        'while (this.used[slot] === 1) slot = (slot - 1) & (SLOTS - 1);',
      ],
      [
        'function firstSlot(tag: number, vr: number): number {',
        'function firstSlot(tag: number, vr: number): number {}',
      ],
      [
        'return ((Math.imul(tag, 0x9e3779b1) >>> 16) ^ vr) & (SLOTS - 1);',
        'return ((Math.imul(tag, 0x9e3779b1) >>> 16) ^ vr) & (SLOTS + 1);',
      ],
      ['const FULL = (SLOTS * 3) / 4;', 'const FULL = (SLOTS / 3) / 4;'],
      ['if (known) return known;', 'if (false) return known;'],
      [
        'if (this.candidates.size >= REMEMBERED) this.candidates.clear();',
        'if (true) this.candidates.clear();',
        'if (false) this.candidates.clear();',
        'if (this.candidates.size > REMEMBERED) this.candidates.clear();',
        'if (this.candidates.size < REMEMBERED) this.candidates.clear();',
      ],
    ],
  },
  {
    file: `${FOLDER}decider.ts`,
    reason: 'asks again what is known already, with the same answer',
    mutants: [['if (action !== ACT.contextual) return action;', 'if (false) return action;']],
  },
  {
    file: `${FOLDER}decider.ts`,
    reason: 'two attributes never have the same key, added or subtracted: a VR has 16 bits',
    mutants: [['const key = tag * 0x10000 + vr;', 'const key = tag * 0x10000 - vr;']],
  },
  {
    file: `${FOLDER}decider.ts`,
    reason: 'rules behind the one that decides everywhere are never asked',
    mutants: [
      [
        'const last = fitting.findIndex((rule) => !isContextual(rule));',
        'const last = fitting.findIndex(() => undefined);',
      ],
      [
        'const found = indexConcepts(last < 0 ? fitting : fitting.slice(0, last + 1));',
        'const found = indexConcepts(true ? fitting : fitting.slice(0, last + 1));',
        'const found = indexConcepts(last <= 0 ? fitting : fitting.slice(0, last + 1));',
        'const found = indexConcepts(last < 0 ? fitting : fitting);',
      ],
    ],
  },
  {
    file: `${FOLDER}describe.ts`,
    reason: 'a table in Markdown does not tell what is on',
    mutants: [
      [
        'const rows = describePolicy({ policy, on: policy.switches.map(({ id }) => id) });',
        'const rows = describePolicy({ policy, on: policy.switches.map(() => undefined) });',
      ],
    ],
  },
  {
    file: `${FOLDER}subject.ts`,
    reason: 'a text without a creator is taken whole, whether the expression fits it or not',
    mutants: [
      [
        'const [, steps = text, creator] = /^([^[]*)(?:\\[(.*)\\])?$/.exec(text.trim()) ?? [];',
        'const [, steps = text, creator] = /^([^[]*)(?:\\[(.*)\\])$/.exec(text.trim()) ?? [];',
        'const [, steps = text, creator] = /^([^[]*)(?:\\[(.*)\\])?$/.exec(text.trim()) ?? ["Stryker was here"];',
      ],
    ],
  },
  {
    file: `${FOLDER}file/compile.ts`,
    reason:
      'a name that is no text is refused: what stands in its place only lets more problems be found, and is no name of a built-in policy',
    mutants: [
      [
        "name: typeof name === 'string' ? name : '',",
        'name: typeof name === \'string\' ? name : "Stryker was here!",',
      ],
    ],
  },
  {
    file: `${FOLDER}file/selectors.ts`,
    reason: 'what is no tag has no VR in the dictionary',
    mutants: [
      [
        "const last = selector.by === 'path' ? selector.path.at(-1)! : '*';",
        'const last = selector.by === \'path\' ? selector.path.at(-1)! : "";',
      ],
    ],
  },
  {
    file: `${FOLDER}file/source-text.ts`,
    reason:
      'asked for are keys that the file has: the value of each stands in a property that begins with the key',
    mutants: [
      [
        'const key = value.parent?.children?.[0] ?? value;',
        'const key = value.parent?.children[0] ?? value;',
        'const key = value.parent.children?.[0] ?? value;',
      ],
    ],
  },
  {
    file: `${FOLDER}file/source-text.ts`,
    reason:
      'of a path only the second of two steps is ever missing: an option whose name is a number looks like a position',
    mutants: [
      [
        'return findNodeAtLocation(this.root!, [...path]) ?? this.nodeAt(path.slice(0, -1));',
        'return findNodeAtLocation(this.root!, [...path]) ?? this.nodeAt(path.slice(0, +1));',
      ],
    ],
  },
  {
    file: `${FOLDER}file/source-text.ts`,
    reason: 'a parser that collects its errors throws nothing but when its stack is full',
    mutants: [
      [
        "if (!(error instanceof RangeError)) throw error; // the parser's stack: nested thousands of levels deep",
        "if (false) throw error; // the parser's stack: nested thousands of levels deep",
      ],
    ],
  },
  {
    file: `${FOLDER}file/structure.ts`,
    reason: 'a path has two steps or more, and so is about nothing at the top level',
    mutants: [
      [
        'const element = { tag, vr: vrOf(tag), path: [tag], creator: undefined };',
        'const element = { tag, vr: vrOf(tag), path: [], creator: undefined };',
      ],
    ],
  },
  {
    file: `${FOLDER}policy.ts`,
    reason: 'a switch that is there twice is on once',
    mutants: [
      [
        'const byWeight = [...asked.filter(isTurnedOn), ...asked.filter((entry) => !isTurnedOn(entry))];',
        'const byWeight = [...asked.filter(isTurnedOn), ...asked];',
      ],
    ],
  },
  {
    file: `${FOLDER}ps315/basic-profile.ts`,
    reason: 'the only selectors with a tag beside those by tag are patterns, of groups 50xx and 60xx',
    mutants: [["selector.by === 'tag' &&", 'true &&']],
  },
  {
    file: `${FOLDER}ps315/concept-rules.ts`,
    reason: 'no other scheme of the table has one of these codes',
    mutants: [
      [
        "const value = row.scheme === 'SCT' ? RETIRED_CODES[row.value] : undefined;",
        'const value = true ? RETIRED_CODES[row.value] : undefined;',
      ],
    ],
  },
  {
    file: `${FOLDER}ps315/options.ts`,
    reason: 'the code of the profile is the first of the table',
    mutants: [["return methodOf((value) => value === '113100');", 'return methodOf((value) => true);']],
  },
  {
    file: `${FOLDER}ps315/private-rules.ts`,
    reason: 'edition 2026c lists no safe attribute of VR UC or UT; a later one may',
    mutants: [
      [
        "const CLEANED: ReadonlySet<string> = new Set<VrName>(['LO', 'LT', 'SH', 'ST', 'UC', 'UI', 'UT']);",
        "const CLEANED: ReadonlySet<string> = new Set<VrName>(['LO', 'LT', 'SH', 'ST', \"\", 'UI', 'UT']);",
        "const CLEANED: ReadonlySet<string> = new Set<VrName>(['LO', 'LT', 'SH', 'ST', 'UC', 'UI', \"\"]);",
      ],
    ],
  },
  {
    file: `${FOLDER}scanned-file.ts`,
    reason: 'a row that is not there has no text',
    mutants: [
      [
        "return row < 0 ? '' : valueText(window, table, row);",
        "return false ? '' : valueText(window, table, row);",
      ],
    ],
  },
  {
    file: `${FOLDER}selection.ts`,
    reason: 'a step of any name is no tag, and so of no odd group',
    mutants: [
      [
        "return selector.path.some((step) => step !== '*' && isPrivate(step));",
        'return selector.path.some((step) => true && isPrivate(step));',
        'return selector.path.some((step) => step !== "" && isPrivate(step));',
      ],
    ],
  },
  {
    file: `${FOLDER}suggestion.ts`,
    reason: 'every attribute of the table has a keyword',
    mutants: [
      [
        'keywords ??= knownTags().flatMap((tag) => keywordOf(tag) ?? []);',
        'keywords ??= knownTags().flatMap((tag) => keywordOf(tag) ?? ["Stryker was here"]);',
      ],
    ],
  },
  {
    file: `${FOLDER}surroundings.ts`,
    reason: 'rules about concepts are looked up by their codes before anybody gets here',
    mutants: [["case 'concept':", "case 'concept':", 'case "":']],
  },
  {
    file: `${FOLDER}surroundings.ts`,
    reason: 'above the top level there is nothing, and the first row is no Item',
    mutants: [
      [
        'while (at >= 0 && table.flags[at]! & ROW.item) at = table.parent[at]!;',
        'while (true && table.flags[at]! & ROW.item) at = table.parent[at]!;',
        'while (at > 0 && table.flags[at]! & ROW.item) at = table.parent[at]!;',
      ],
    ],
  },
];
