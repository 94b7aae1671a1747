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
