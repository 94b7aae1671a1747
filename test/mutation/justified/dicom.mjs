const FOLDER = 'src/core/dicom/';

const PLAIN_ASCII = 'ASCII is the same in every character set: this only saves time';
const MEMORY = 'how much is read at once, or kept in memory, is a matter of time';
const SET_AT_START = 'is set before the first use';
const CAREFUL_WAY = 'the careful way reads the same, only more slowly';

/** Mutants of core/dicom that no test need notice. */
export const DICOM = [
  {
    file: `${FOLDER}charset.ts`,
    reason: PLAIN_ASCII,
    mutants: [
      ['if (isPlainAscii(bytes)) return decodeLatin1(bytes);', 'if (false) return decodeLatin1(bytes);'],
      [
        'function isPlainAscii(bytes: Uint8Array): boolean {',
        'function isPlainAscii(bytes: Uint8Array): boolean {}',
      ],
      ['for (let at = 0; at < bytes.length; at++) {', 'for (let at = 0; at <= bytes.length; at++) {'],
      [
        'if (bytes[at]! >= FIRST_NOT_ASCII || bytes[at] === ESC) return false;',
        'if (true) return false;',
        'if (bytes[at]! >= FIRST_NOT_ASCII || bytes[at] !== ESC) return false;',
      ],
      ['return true;', 'return false;'],
    ],
  },
  {
    file: `${FOLDER}charset.ts`,
    reason: 'any text that names no set means the default repertoire',
    mutants: [
      [
        "return { kind: 'iso2022', initial: initialState(registrationOf(terms[0] ?? '')) };",
        'return { kind: \'iso2022\', initial: initialState(registrationOf(terms[0] ?? "Stryker was here!")) };',
      ],
    ],
  },
  {
    file: `${FOLDER}coded-character-set.ts`,
    reason: 'what is UTF-8 as a whole is so sequence by sequence: this only saves time',
    mutants: [
      [
        "if (isUtf8(bytes)) return viewAsBuffer(bytes).toString('utf8');",
        "if (false) return viewAsBuffer(bytes).toString('utf8');",
      ],
    ],
  },
  {
    file: `${FOLDER}coded-character-set.ts`,
    reason: 'more characters than are asked for',
    mutants: [
      [
        'const codes = Uint8Array.from({ length: 0x100 - FIRST_GRAPHIC_OF_G1 }, (_, i) => FIRST_GRAPHIC_OF_G1 + i);',
        'const codes = Uint8Array.from({ length: 0x100 + FIRST_GRAPHIC_OF_G1 }, (_, i) => FIRST_GRAPHIC_OF_G1 + i);',
      ],
    ],
  },
  {
    file: `${FOLDER}dictionary.ts`,
    reason: 'what the dictionary does not hold has no VR where it is looked for again',
    mutants: [
      [
        'return canonical === signed ? 0 : vrs[slotOf(canonical)]!;',
        'return false ? 0 : vrs[slotOf(canonical)]!;',
      ],
    ],
  },
  {
    file: `${FOLDER}dictionary.ts`,
    reason:
      'where in the table an attribute stands is a matter of time; nothing is written into an empty slot',
    mutants: [
      ['const HASH_SHIFT = 32 - SLOTS_LOG2;', 'const HASH_SHIFT = 32 + SLOTS_LOG2;'],
      [
        'for (let index = 0; index < VR_COUNT; index++) {',
        'for (let index = 0; index <= VR_COUNT; index++) {',
      ],
    ],
  },
  {
    file: `${FOLDER}element-header.ts`,
    reason: SET_AT_START,
    mutants: [['doubtful = false;', 'doubtful = true;']],
  },
  {
    file: `${FOLDER}file-layout.ts`,
    reason: 'a value is behind its header, so none is held at the beginning of the memory',
    mutants: [["if (at < 0) return '';", "if (at <= 0) return '';"]],
  },
  {
    file: `${FOLDER}file-layout.ts`,
    reason: 'too few bytes for an element are refused as cut off, by whoever reads them',
    mutants: [
      [
        'if (window.size - start < 8) return start;',
        'if (false) return start;',
        'if (window.size + start < 8) return start;',
      ],
      ['if (window.size < 8) return false;', 'if (false) return false;'],
      ['if (!window.load(at, 8)) return encoding;', 'if (false) return encoding;'],
    ],
  },
  {
    file: `${FOLDER}file-layout.ts`,
    reason: 'no data set begins with (0000,0000) or (0000,0001)',
    mutants: [
      [
        'for (let row = dataSetRow, last = -1; row < table.count; row = table.next[row]!) {',
        'for (let row = dataSetRow, last = +1; row < table.count; row = table.next[row]!) {',
      ],
      [
        'for (let count = 0, last = -1; count < PLAUSIBLE_ELEMENTS && at < window.size; count++) {',
        'for (let count = 0, last = +1; count < PLAUSIBLE_ELEMENTS && at < window.size; count++) {',
      ],
    ],
  },
  {
    file: `${FOLDER}file-layout.ts`,
    reason: 'how far is looked is a matter of time',
    mutants: [['if (header.length > LONG_VALUE) break;', 'if (header.length >= LONG_VALUE) break;']],
  },
  {
    file: `${FOLDER}file-layout.ts`,
    reason: 'at the beginning of a file nothing has been passed over: both offsets are the same',
    mutants: [
      [
        'const group = groupOf(readTag(window.bytes, at - window.delta, encoding));',
        'const group = groupOf(readTag(window.bytes, at + window.delta, encoding));',
      ],
    ],
  },
  {
    file: `${FOLDER}fragments.ts`,
    reason: 'what ends behind its Item is refused when the Item ends, with the same fault',
    mutants: [
      [
        'if (at > limit) throw beyondLimit(limit, window.size, header.tag, header.value);',
        'if (false) throw beyondLimit(limit, window.size, header.tag, header.value);',
      ],
    ],
  },
  {
    file: `${FOLDER}element-table.ts`,
    reason: MEMORY,
    mutants: [
      [
        'if (this.tag.length <= KEPT_ROWS) return;',
        'if (false) return;',
        'if (this.tag.length < KEPT_ROWS) return;',
      ],
    ],
  },
  {
    file: `${FOLDER}growing-column.ts`,
    reason: MEMORY,
    mutants: [
      [
        'return rows < KEPT_ROWS ? Math.min(KEPT_ROWS, rows * 4) : rows + STEP;',
        'return rows < KEPT_ROWS ? Math.max(KEPT_ROWS, rows * 4) : rows + STEP;',
      ],
      ['if (from === this.kept) grown.set(from);', 'if (true) grown.set(from);'],
    ],
  },
  {
    file: `${FOLDER}large-memory.ts`,
    reason: 'a resize to the length that is there changes nothing',
    mutants: [
      [
        'if (length > this.buffer.byteLength) this.buffer.resize(length);',
        'if (length >= this.buffer.byteLength) this.buffer.resize(length);',
      ],
    ],
  },
  {
    file: `${FOLDER}header-window.ts`,
    reason: MEMORY,
    mutants: [
      ['if (this.bytes === this.kept) return;', 'if (false) return;'],
      [
        'else this.lengthen(Math.min(this.limit, length + STEP));',
        'else this.lengthen(Math.max(this.limit, length + STEP));',
      ],
      [
        'const room = Math.max(length, Math.min(KEPT_HEADER, this.bytes.length * GROWTH));',
        'const room = Math.max(length, Math.max(KEPT_HEADER, this.bytes.length * GROWTH));',
        'const room = Math.max(length, Math.min(KEPT_HEADER, this.bytes.length / GROWTH));',
      ],
      [
        'this.bytes = this.bytes === this.kept ? this.enlarge(bytes) : bytes;',
        'this.bytes = true ? this.enlarge(bytes) : bytes;',
      ],
      [
        'into.set(this.bytes.subarray(0, this.loadedEnd - this.delta));',
        'into.set(this.bytes.subarray(0, this.loadedEnd + this.delta));',
      ],
      ['const STEP = 1024 * 1024;', 'const STEP = 1024 / 1024;'],
    ],
  },
  {
    file: `${FOLDER}header-window.ts`,
    reason: SET_AT_START,
    mutants: [
      ['readonly regionFrom: number[] = [];', 'readonly regionFrom: number[] = ["Stryker was here"];'],
      ['readonly regionDelta: number[] = [];', 'readonly regionDelta: number[] = ["Stryker was here"];'],
      [
        'private readonly regionEnd: number[] = [];',
        'private readonly regionEnd: number[] = ["Stryker was here"];',
      ],
      [
        'source: ByteSource = { size: 0, read: () => 0 };',
        'source: ByteSource = {};',
        'source: ByteSource = { size: 0, read: () => undefined };',
      ],
    ],
  },
  {
    file: `${FOLDER}header-window.ts`,
    reason:
      'the first part begins with the file, and none is behind the last: every offset is in one, or between two',
    mutants: [
      [
        'for (let region = this.regionFrom.length - 1; region >= 0; region--) {',
        'for (let region = this.regionFrom.length + 1; region >= 0; region--) {',
      ],
      [
        'return region >= 0 && to <= this.endOf(region) ? from - this.regionDelta[region]! : -1;',
        'return true && to <= this.endOf(region) ? from - this.regionDelta[region]! : -1;',
      ],
    ],
  },
  {
    file: `${FOLDER}hidden-sequence.ts`,
    reason: 'what only looks like a sequence becomes a value again when its Items do not work out',
    mutants: [
      [
        'if (header.length < 8 || !mayHide(header)) return false;',
        'if (false || !mayHide(header)) return false;',
      ],
      ['if (!window.load(header.value, 8)) return false;', 'if (!window.load(header.value, 8)) return true;'],
      [
        'if (readTag(window.bytes, at, encoding) !== TAG.Item) return false;',
        'if (false) return false;',
        'if (readTag(window.bytes, at, encoding) !== TAG.Item) return true;',
      ],
      [
        'return length === UNDEFINED_LENGTH || length + 8 <= header.length;',
        'return true;',
        'return length === UNDEFINED_LENGTH || length - 8 <= header.length;',
      ],
    ],
  },
  {
    file: `${FOLDER}iso2022.ts`,
    reason: 'there is no byte behind the last one, and so no character',
    mutants: [
      [
        'return byte !== undefined && byte >= FIRST_OF_94_SET && byte <= LAST_OF_94_SET;',
        'return true && byte >= FIRST_OF_94_SET && byte <= LAST_OF_94_SET;',
      ],
      [
        'while (at < bytes.length && widthAt(bytes, at, state) === width) at += width;',
        'while (at <= bytes.length && widthAt(bytes, at, state) === width) at += width;',
      ],
    ],
  },
  {
    file: `${FOLDER}iso2022.ts`,
    reason: 'without a set of two bytes a segment is one run',
    mutants: [
      [
        "if (state.g0 === 'ascii') return state.g1(bytes);",
        'if (false) return state.g1(bytes);',
        'if (state.g0 === "") return state.g1(bytes);',
      ],
    ],
  },
  {
    file: `${FOLDER}names.ts`,
    reason: 'each line of the generated table has all its parts',
    mutants: [
      [
        "const [, keyword = '', name = '', vm = '', retired = ''] = line.split('|');",
        "const [, keyword = \"Stryker was here!\", name = '', vm = '', retired = ''] = line.split('|');",
        "const [, keyword = '', name = \"Stryker was here!\", vm = '', retired = ''] = line.split('|');",
        "const [, keyword = '', name = '', vm = \"Stryker was here!\", retired = ''] = line.split('|');",
        "const [, keyword = '', name = '', vm = '', retired = \"Stryker was here!\"] = line.split('|');",
      ],
    ],
  },
  {
    file: `${FOLDER}scanner.ts`,
    reason: SET_AT_START,
    mutants: [
      ['private depth = -1;', 'private depth = +1;'],
      ['private sawPixelData = false;', 'private sawPixelData = true;'],
      ['private stopped = false;', 'private stopped = true;'],
    ],
  },
  {
    file: `${FOLDER}scanner.ts`,
    reason: CAREFUL_WAY,
    mutants: [
      [
        "if (frame.kind !== 'sequence' && !this.sawPixelData) this.readSimpleElements(frame, lastGroup);",
        'if (false) this.readSimpleElements(frame, lastGroup);',
      ],
      [
        'private readSimpleElements(frame: Frame, lastGroup: number): void {',
        'private readSimpleElements(frame: Frame, lastGroup: number): void {}',
      ],
      [
        'while (at + 8 <= end) {',
        'while (false) {',
        'while (at + 8 < end) {',
        'while (at + 8 > end) {',
        'while (at - 8 <= end) {',
      ],
      [
        'if (!isSimple(vr) || group === 0 || group > lastGroup || group >= 0x7fe0) break;',
        'if (true) break;',
        'if (!isSimple(vr) || group === 0 || group >= lastGroup || group >= 0x7fe0) break;',
      ],
      ['if (next > end) break;', 'if (true) break;', 'if (next >= end) break;'],
      ['function isSimple(vr: number): boolean {', 'function isSimple(vr: number): boolean {}'],
      ['return SIMPLE[vr] === 1;', 'return false;'],
      [
        'for (let vr = 0; vr < SIMPLE.length; vr++) SIMPLE[vr] = isKnownVr(vr) && !hasLongLength(vr) ? 1 : 0;',
        'for (let vr = 0; false; vr++) SIMPLE[vr] = isKnownVr(vr) && !hasLongLength(vr) ? 1 : 0;',
        'for (let vr = 0; vr <= SIMPLE.length; vr++) SIMPLE[vr] = isKnownVr(vr) && !hasLongLength(vr) ? 1 : 0;',
        'for (let vr = 0; vr >= SIMPLE.length; vr++) SIMPLE[vr] = isKnownVr(vr) && !hasLongLength(vr) ? 1 : 0;',
        'for (let vr = 0; vr < SIMPLE.length; vr++) SIMPLE[vr] = false ? 1 : 0;',
      ],
    ],
  },
  {
    file: `${FOLDER}scanner.ts`,
    reason: 'at the end of the file no bytes are left that could be anything but zeros',
    mutants: [
      [
        'for (let at = this.at; at < this.window.size; at += CHUNK) {',
        'for (let at = this.at; at <= this.window.size; at += CHUNK) {',
      ],
    ],
  },
  {
    file: `${FOLDER}scanner.ts`,
    reason: 'a delimiter has no value, wherever that is held',
    mutants: [
      [
        'this.table.add(tag, 0, this.at, end, end, -1, frame.row, frame.encoding);',
        'this.table.add(tag, 0, this.at, end, end, +1, frame.row, frame.encoding);',
      ],
    ],
  },
  {
    file: `${FOLDER}scanner.ts`,
    reason: MEMORY,
    mutants: [
      [
        'if (length > LONG_VALUE && !this.isTextual()) return false;',
        'if (length >= LONG_VALUE && !this.isTextual()) return false;',
      ],
      [
        'if (limit - value <= LONG_VALUE) this.window.load(value, limit - value);',
        'if (true) this.window.load(value, limit - value);',
        'if (limit - value < LONG_VALUE) this.window.load(value, limit - value);',
      ],
    ],
  },
  {
    file: `${FOLDER}scanner.ts`,
    reason: 'the data set itself has no row, and no fallback',
    mutants: [
      ['if (frame.row >= 0) {', 'if (true) {'],
      [
        "if (depth < 0 || error.fault === 'too-deep' || error.fault === 'too-large-header') throw error;",
        "if (depth <= 0 || error.fault === 'too-deep' || error.fault === 'too-large-header') throw error;",
      ],
    ],
  },
  {
    file: `${FOLDER}scanner.ts`,
    reason: 'it takes a header of 512 MiB to see the difference',
    mutants: [
      [
        "if (depth < 0 || error.fault === 'too-deep' || error.fault === 'too-large-header') throw error;",
        "if (depth < 0 || error.fault === 'too-deep' || false) throw error;",
        'if (depth < 0 || error.fault === \'too-deep\' || error.fault === "") throw error;',
      ],
    ],
  },
  {
    file: `${FOLDER}scanner.ts`,
    reason: 'a header across the end of its Item is refused, with the same fault, when its length is known',
    mutants: [
      [
        'if (frame.limit - this.at < 8) throw this.beyond(frame.limit, -1);',
        'if (false) throw this.beyond(frame.limit, -1);',
        'if (frame.limit + this.at < 8) throw this.beyond(frame.limit, -1);',
      ],
    ],
  },
  {
    file: `${FOLDER}uid-attributes.ts`,
    reason: 'behind the last tag there is none to be found',
    mutants: [
      ['let high = CLASS_UID_TAGS.length - 1;', 'let high = CLASS_UID_TAGS.length + 1;'],
      ['if (candidate < tag) low = middle + 1;', 'if (candidate <= tag) low = middle + 1;'],
    ],
  },
];
