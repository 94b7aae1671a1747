const FOLDER = 'src/core/splice/';

/** Mutants of core/splice that no test need notice. */
export const SPLICE = [
  {
    file: `${FOLDER}byte-arena.ts`,
    reason: 'how much memory is taken at once: the arena grows when it must',
    mutants: [
      ['bytes = Buffer.alloc(64 * 1024);', 'bytes = Buffer.alloc(64 / 1024);'],
      ['this.reserve(end - start);', 'this.reserve(end + start);'],
      [
        'if (this.used + length <= this.bytes.length) return;',
        'if (this.used + length < this.bytes.length) return;',
      ],
      ['const STEP = 1024 * 1024;', 'const STEP = 1024 / 1024;'],
      [
        '? Buffer.alloc(Math.min(KEPT, Math.max(this.bytes.length * 2, length)))',
        '? Buffer.alloc(Math.max(KEPT, Math.max(this.bytes.length * 2, length)))',
      ],
    ],
  },
  {
    file: `${FOLDER}byte-arena.ts`,
    reason: 'gives back what was not taken',
    mutants: [['if (this.bytes === this.kept) return;', 'if (false) return;']],
  },
  {
    file: `${FOLDER}byte-arena.ts`,
    reason: 'two ways to copy the same bytes: which one is taken is a matter of time',
    mutants: [
      [
        'if (bytes !== this.kept) bytes.set(from.subarray(start, end), to);',
        'if (true) bytes.set(from.subarray(start, end), to);',
        'if (false) bytes.set(from.subarray(start, end), to);',
        'if (bytes === this.kept) bytes.set(from.subarray(start, end), to);',
      ],
      [
        'if (this.bytes === this.kept) grown.set(this.bytes.subarray(0, this.used));',
        'if (true) grown.set(this.bytes.subarray(0, this.used));',
      ],
    ],
  },
  {
    file: `${FOLDER}byte-arena.ts`,
    reason: 'a byte behind the last one, where the next is written before anything is read',
    mutants: [
      [
        'else for (let at = start; at < end; at++) bytes[to++] = from[at]!;',
        'else for (let at = start; at <= end; at++) bytes[to++] = from[at]!;',
      ],
    ],
  },
  {
    file: `${FOLDER}edit-list.ts`,
    reason: 'no edit begins before the file does, whatever the last one is said to be',
    mutants: [
      [
        'const last = this.count === 0 ? 0 : this.to[this.count - 1]!;',
        'const last = false ? 0 : this.to[this.count - 1]!;',
      ],
    ],
  },
  {
    file: `${FOLDER}edit-list.ts`,
    reason: 'gives back what was not taken',
    mutants: [
      [
        'if (this.from.length <= KEPT_ROWS) return;',
        'if (false) return;',
        'if (this.from.length < KEPT_ROWS) return;',
      ],
    ],
  },
  {
    file: `${FOLDER}edit-list.ts`,
    reason:
      'from which edit on equal bytes are looked for is a matter of time and memory: what is found is the same',
    mutants: [
      [
        'const place = isKept && edit >= FEW ? this.repeated.find(start) : start;',
        'const place = true ? this.repeated.find(start) : start;',
        'const place = isKept || edit >= FEW ? this.repeated.find(start) : start;',
        'const place = isKept && true ? this.repeated.find(start) : start;',
        'const place = isKept && edit > FEW ? this.repeated.find(start) : start;',
      ],
    ],
  },
  {
    file: `${FOLDER}edit-list.ts`,
    reason: 'behind the last edit none is said to be made again; one in the first place has no bytes',
    mutants: [
      [
        'for (let edit = MANY; edit < this.count; edit++) if (this.place[edit]! < 0) this.emit(edit, sink);',
        'for (let edit = MANY; edit <= this.count; edit++) if (this.place[edit]! < 0) this.emit(edit, sink);',
        'for (let edit = MANY; edit < this.count; edit++) if (this.place[edit]! <= 0) this.emit(edit, sink);',
      ],
    ],
  },
  {
    file: `${FOLDER}element-writer.ts`,
    reason: 'sum and difference of two numbers are odd together',
    mutants: [
      [
        'if ((arena.used - start) % 2 === 1) arena.byte(padByte(paddedVr(form)));',
        'if ((arena.used + start) % 2 === 1) arena.byte(padByte(paddedVr(form)));',
      ],
    ],
  },
  {
    file: `${FOLDER}length-repair.ts`,
    reason: 'a reset comes before the first use',
    mutants: [
      ['private nested = false;', 'private nested = true;'],
      [
        'private readonly inserted: { readonly group: number; readonly length: number }[] = [];',
        'private readonly inserted: { readonly group: number; readonly length: number }[] = ["Stryker was here"];',
      ],
    ],
  },
  {
    file: `${FOLDER}length-repair.ts`,
    reason: 'how much memory is taken at once: it holds all rows',
    mutants: [
      [
        'if (rows > this.delta.length) this.grow(rows <= KEPT_ROWS ? Math.min(KEPT_ROWS, rows * 2) : rows, size);',
        'if (rows >= this.delta.length) this.grow(rows <= KEPT_ROWS ? Math.min(KEPT_ROWS, rows * 2) : rows, size);',
        'if (rows > this.delta.length) this.grow(false ? Math.min(KEPT_ROWS, rows * 2) : rows, size);',
        'if (rows > this.delta.length) this.grow(rows < KEPT_ROWS ? Math.min(KEPT_ROWS, rows * 2) : rows, size);',
        'if (rows > this.delta.length) this.grow(rows <= KEPT_ROWS ? Math.max(KEPT_ROWS, rows * 2) : rows, size);',
      ],
    ],
  },
  {
    file: `${FOLDER}length-repair.ts`,
    reason: 'gives back what was not taken',
    mutants: [
      [
        'if (this.delta.length <= KEPT_ROWS) return;',
        'if (false) return;',
        'if (this.delta.length < KEPT_ROWS) return;',
      ],
    ],
  },
  {
    file: `${FOLDER}length-repair.ts`,
    reason: 'saves a pass over the rows, which would add up nothing',
    mutants: [
      ['this.nested = false;', 'this.nested = true;'],
      [
        'if (delta !== 0 && table.parent[row]! >= 0) this.nested = true;',
        'if (true) this.nested = true;',
        'if (delta !== 0 || table.parent[row]! >= 0) this.nested = true;',
        'if (true && table.parent[row]! >= 0) this.nested = true;',
        'if (delta !== 0 && true) this.nested = true;',
      ],
      ['if (this.nested) this.sumUp(table);', 'if (true) this.sumUp(table);'],
    ],
  },
  {
    file: `${FOLDER}length-repair.ts`,
    reason: 'what holds nothing is no parent: the first row has none, and Items are behind their sequence',
    mutants: [
      [
        'for (let row = table.count - 1; row >= 0; row--) {',
        'for (let row = table.count - 1; row > 0; row--) {',
      ],
      [
        'if (parent >= 0) this.delta[parent]! += this.delta[row]!;',
        'if (true) this.delta[parent]! += this.delta[row]!;',
      ],
      [
        'const inserted = parent < 0 ? this.insertedInto(group) : 0;',
        'const inserted = parent <= 0 ? this.insertedInto(group) : 0;',
      ],
    ],
  },
  {
    file: `${FOLDER}length-repair.ts`,
    reason: 'writes the length that is there already',
    mutants: [
      [
        'if (this.delta[row] === 0 || table.flags[row]! & ROW.undefinedLength) return undefined;',
        'if (false || table.flags[row]! & ROW.undefinedLength) return undefined;',
      ],
    ],
  },
  {
    file: `${FOLDER}repeated-bytes.ts`,
    reason:
      'what a slot is worked out from decides only what is found again: bytes are compared before they are taken',
    mutants: [
      [
        'for (let at = 0; at < Math.min(length, 4); at++) {',
        'for (let at = 0; at <= Math.min(length, 4); at++) {',
        'for (let at = 0; at < Math.max(length, 4); at++) {',
      ],
      [
        'hash = Math.imul(hash ^ bytes[start + at]!, GOLDEN);',
        'hash = Math.imul(hash ^ bytes[start - at]!, GOLDEN);',
      ],
      [
        'hash = Math.imul(hash ^ bytes[start + length - 1 - at]!, GOLDEN);',
        'hash = Math.imul(hash ^ bytes[start + length - 1 + at]!, GOLDEN);',
        'hash = Math.imul(hash ^ bytes[start + length + 1 - at]!, GOLDEN);',
        'hash = Math.imul(hash ^ bytes[start - length - 1 - at]!, GOLDEN);',
      ],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'only saves time: looks for what the policy can not keep, or asks again what is known already',
    mutants: [
      [
        'safeBlocks: decider.safePrivate === undefined ? [] : safePrivateBlocks(file, layout, decider),',
        'safeBlocks: false ? [] : safePrivateBlocks(file, layout, decider),',
      ],
      [
        'const here = action === ACT.contextual ? decider.decideIn(this.file, row) : action;',
        'const here = true ? decider.decideIn(this.file, row) : action;',
      ],
      ['if (this.lastStudy?.text !== text)', 'if (true)'],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'finishes what is dropped then',
    mutants: [
      [
        'if (isNew || source !== row) finishElement(arena, textFormOf(table, row), start);',
        'if (true) finishElement(arena, textFormOf(table, row), start);',
      ],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'writes the zeros that are there already',
    mutants: [['if (ZEROS.equals(this.window.bytes.subarray(0, PREAMBLE))) return;', 'if (false) return;']],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'elements that every output has follow those of File Meta Information by their tags',
    mutants: [
      [
        'const top = row >= layout.dataSetRow && table.parent[row]! < 0;',
        'const top = true && table.parent[row]! < 0;',
      ],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'a required element with a higher tag than the last one is the next, and was found before',
    mutants: [
      [
        'else if (top && next > 0 && tag <= required[next - 1]!.tag && isRequired(required, tag))',
        'else if (top && next > 0 && true && isRequired(required, tag))',
      ],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'behind the last row are those of earlier files: passed over or not, none of them is looked at',
    mutants: [
      [
        'while (row < table.count && this.changes.delta[row] === table.head[row]! - table.end[row]!)',
        'while (true && this.changes.delta[row] === table.head[row]! - table.end[row]!)',
        'while (row <= table.count && this.changes.delta[row] === table.head[row]! - table.end[row]!)',
      ],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'the scanner refuses a group length of more than four bytes',
    mutants: [
      [
        'if (isGroupLength(table.tag[row]!) && table.valueLength(row) <= GROUP_LENGTH_SIZE) return row + 1;',
        'if (isGroupLength(table.tag[row]!) && true) return row + 1;',
      ],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'a value is behind its header, so none is held at the beginning of the memory',
    mutants: [
      ['if (isText(vr) && table.held[row]! >= 0)', 'if (isText(vr) && table.held[row]! > 0)'],
      [
        'if (table.held[source]! < 0) return action === ACT.clean ? row + 1 : this.empty(row);',
        'if (table.held[source]! <= 0) return action === ACT.clean ? row + 1 : this.empty(row);',
      ],
      [
        'return instance >= 0 && this.table.held[instance]! >= 0 && this.table.valueLength(instance) > 0',
        'return instance >= 0 && this.table.held[instance]! > 0 && this.table.valueLength(instance) > 0',
      ],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'what is not held is emptied by the next step, too',
    mutants: [['if (isText(vr) && table.held[row]! >= 0)', 'if (isText(vr) && true)']],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'a row that is not there has no text and no length, which is what counts',
    mutants: [
      [
        "const document = placeholderDocument(type >= 0 ? valueText(window, table, type) : '');",
        "const document = placeholderDocument(true ? valueText(window, table, type) : '');",
        'const document = placeholderDocument(type >= 0 ? valueText(window, table, type) : "Stryker was here!");',
      ],
      [
        'return instance >= 0 && this.table.held[instance]! >= 0 && this.table.valueLength(instance) > 0',
        'return true && this.table.held[instance]! >= 0 && this.table.valueLength(instance) > 0',
      ],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'the first row of a table is no Item, and holds no File Meta Information beside a data set',
    mutants: [
      [
        'return table.parent[row]! < 0 ? rowOf(table, layout, tag) : siblingOf(table, row, tag);',
        'return table.parent[row]! <= 0 ? rowOf(table, layout, tag) : siblingOf(table, row, tag);',
      ],
      [
        'return instance >= 0 && this.table.held[instance]! >= 0 && this.table.valueLength(instance) > 0',
        'return instance > 0 && this.table.held[instance]! >= 0 && this.table.valueLength(instance) > 0',
      ],
      [
        'const study = beside >= 0 ? beside : rowOf(this.table, this.layout, TAG.StudyInstanceUID);',
        'const study = beside > 0 ? beside : rowOf(this.table, this.layout, TAG.StudyInstanceUID);',
      ],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'an element is replaced by a rule that has a value: the check of a policy file sees to it',
    mutants: [
      [
        "const text = this.decider.ruleIn(this.file, row)?.value ?? '';",
        "const text = this.decider.ruleIn(this.file, row).value ?? '';",
        'const text = this.decider.ruleIn(this.file, row)?.value ?? "Stryker was here!";',
      ],
    ],
  },
  {
    file: `${FOLDER}rewrite-planner.ts`,
    reason: 'the scanner refuses File Meta Information at the top level of a data set',
    mutants: [
      [
        'if (this.table.tag[row] !== TAG.MediaStorageSOPInstanceUID || row >= layout.dataSetRow) return row;',
        'if (this.table.tag[row] !== TAG.MediaStorageSOPInstanceUID || row > layout.dataSetRow) return row;',
      ],
    ],
  },
  {
    file: `${FOLDER}rows.ts`,
    reason: 'at the top level it is what rowOf finds next; the first row is no Item',
    mutants: [['if (parent < 0) return -1;', 'if (false) return -1;', 'if (parent <= 0) return -1;']],
  },
  {
    file: `${FOLDER}rows.ts`,
    reason: 'a value is behind its header, so none is held at the beginning of the memory',
    mutants: [['if (held < 0) return Buffer.alloc(0);', 'if (held <= 0) return Buffer.alloc(0);']],
  },
  {
    file: `${FOLDER}value-rewriter.ts`,
    reason: 'what is remembered is what would be worked out again',
    mutants: [
      [
        'if (days !== this.shiftedBy || this.shifted.size > REMEMBERED) this.shifted.clear();',
        'if (true) this.shifted.clear();',
        'if (days !== this.shiftedBy || false) this.shifted.clear();',
        'if (days !== this.shiftedBy || this.shifted.size >= REMEMBERED) this.shifted.clear();',
        'if (days !== this.shiftedBy || this.shifted.size <= REMEMBERED) this.shifted.clear();',
      ],
      ['if (known !== undefined) return known;', 'if (false) return known;'],
    ],
  },
  {
    file: `${FOLDER}value-rewriter.ts`,
    reason: 'an empty value is no date, and what is no date becomes empty',
    mutants: [
      [
        "const rewritten = value === '' ? '' : rewrite(value);",
        "const rewritten = false ? '' : rewrite(value);",
        'const rewritten = value === "Stryker was here!" ? \'\' : rewrite(value);',
      ],
    ],
  },
  {
    file: `${FOLDER}value-rewriter.ts`,
    reason: 'what is in front of trailing padding is none: only a blank value is passed over to its end',
    mutants: [
      [
        'while (start < to && isPadding(bytes[start]!)) start++;',
        'while (true && isPadding(bytes[start]!)) start++;',
        'while (start <= to && isPadding(bytes[start]!)) start++;',
      ],
    ],
  },
];
