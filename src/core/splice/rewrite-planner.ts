import { isPrivateCreator } from '../dicom/dictionary';
import { DicomError } from '../dicom/errors';
import { type ElementTable, ROW } from '../dicom/element-table';
import { type FileLayout, PREAMBLE } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { isGroupLength, isPrivate, TAG } from '../dicom/tags';
import { isText, VR } from '../dicom/vr';
import { ACT, ACTIONS } from '../policy/action';
import type { Decider } from '../policy/decider';
import { keepsUids } from '../policy/fates';
import type { ScannedFile } from '../policy/scanned-file';
import type { ProjectKey } from '../pseudonym/project-key';
import { KEPT_UIDS, type UidMap } from '../pseudonym/uid-map';
import { ByteArena } from './byte-arena';
import { EditList, type FilePlan } from './edit-list';
import {
  binaryFormOf,
  type ElementForm,
  emptyFormOf,
  finishElement,
  textFormOf,
  writeHeader,
  writeTextElement,
} from './element-writer';
import { RowChanges } from './length-repair';
import { type NewElement, writeNewElement } from './new-element';
import type { Marks, PatientPseudonym } from './patient';
import { placeholderDocument } from './placeholder-document';
import { safePrivateBlocks } from './private-blocks';
import { requiredElements } from './required-elements';
import { rowOf, siblingOf, valueText } from './rows';
import { dummyLength, holdsNumbers, holdsWords, meantVr, staysInDummy, writeNumbers } from './substitute';
import { type TextCleaner, UidCleaner } from './text-cleaner';
import { type Rewriting, ValueRewriter } from './value-rewriter';

/** DicomAnon's Implementation Class UID and Version Name (PS3.7 §D.3.3.2): who wrote the file. */
export const IMPLEMENTATION_CLASS_UID = '2.25.144826422188958763715559334569013945890';
export const IMPLEMENTATION_VERSION_NAME = 'DICOMANON_1';

/** Characters of the code that replaces a Study ID (SH: at most 16). */
const STUDY_CODE_LENGTH = 8;

const ENCAPSULATED_DOCUMENT = 0x00420011;
const MIME_TYPE = 0x00420012;

const ZEROS = Buffer.alloc(PREAMBLE);
/** A group length is a number of four bytes, whatever VR a file gives it (PS3.5 §7.2). */
const GROUP_LENGTH_SIZE = 4;

/**
 * Turns decisions into edits: walks the rows of a scanned file, asks the policy what becomes of each, and plans the new
 * bytes. Holds buffers that every file of a worker uses again; a plan is valid until the next one is made.
 */
export class RewritePlanner {
  private readonly arena = new ByteArena();
  private readonly edits = new EditList(this.arena, (recipe) => this.remake(recipe));
  private readonly changes = new RowChanges();
  private readonly values: ValueRewriter;
  private layout!: FileLayout;
  private rewriting!: Rewriting;
  /** Another object for each file. */
  private file!: ScannedFile;
  /** Rows before this one stand in a sequence that becomes a dummy. */
  private dummyEnd = 0;
  private lastStudy: { readonly text: string; readonly code: string } | undefined;

  constructor(
    private readonly window: HeaderWindow,
    private readonly table: ElementTable,
    private readonly decider: Decider,
    private readonly key: ProjectKey,
    uids: UidMap,
    private readonly marks: Marks,
    private readonly cleaner: TextCleaner = new UidCleaner(keepsUids(decider.choice) ? KEPT_UIDS : uids),
  ) {
    this.values = new ValueRewriter(this.arena, uids, cleaner, key);
  }

  /** Plans the anonymised copy of the file that was scanned last. */
  plan(layout: FileLayout, patient: PatientPseudonym): FilePlan {
    const { window, table } = this;
    this.layout = layout;
    this.file = { window, table };
    this.rewriting = {
      patient,
      studyCode: (row) => this.studyCode(row),
      vrOf: (row) => meantVr(table.tag[row]!, table.vr[row]!),
    };
    this.dummyEnd = 0;
    this.arena.clear();
    this.edits.clear(window.size);
    this.changes.reset(table.count, window.size);
    this.cleaner.prepare({ window, table, layout, patient });
    if (layout.hasPreamble && this.decider.protects('file-meta')) this.zeroPreamble();
    this.planElements();
    this.changes.settle(table);
    return this.finish();
  }

  /** Gives back what the plan of a file with very many elements took: that plan is void. */
  release(): void {
    this.arena.clear();
    this.edits.release();
    this.changes.release();
  }

  private finish(): FilePlan {
    const sourceEnd = this.decider.protects('trailing') ? this.layout.end : this.window.size;
    let length = sourceEnd;
    for (let edit = 0; edit < this.edits.count; edit++) length += this.edits.deltaOf(edit);
    const repairs = { [Symbol.iterator]: () => this.changes.repairs(this.table) };
    return { edits: this.edits, repairs, sourceEnd, length };
  }

  private zeroPreamble(): void {
    if (ZEROS.equals(this.window.bytes.subarray(0, PREAMBLE))) return;
    const start = this.arena.used;
    this.arena.zeros(PREAMBLE);
    this.edits.add(0, PREAMBLE, start);
  }

  private planElements(): void {
    const { table, layout } = this;
    const required = this.requiredElements();
    let next = 0;
    for (let row = 0; row < table.count;) {
      const top = row >= layout.dataSetRow && table.parent[row]! < 0;
      const tag = table.tag[row]!;
      while (top && next < required.length && required[next]!.tag < tag)
        this.insert(required[next++]!, table.head[row]!);
      if (top && next < required.length && required[next]!.tag === tag)
        row = this.replaceByRequired(row, required[next++]!);
      else if (top && next > 0 && tag <= required[next - 1]!.tag && isRequired(required, tag))
        row = this.remove(row);
      else row = this.planRow(row);
    }
    while (next < required.length) this.insert(required[next++]!, layout.end);
    this.requireOpening(required[0]?.tag ?? Infinity);
  }

  /**
   * The first element says how a data set is encoded. Where a file mixes encodings and what stands first is removed, the
   * rest would be read otherwise than it was.
   * @throws DicomError 'malformed'
   */
  private requireOpening(firstInserted: number): void {
    const { table, layout } = this;
    let row = layout.dataSetRow;
    while (row < table.count && this.changes.delta[row] === table.head[row]! - table.end[row]!)
      row = table.next[row]!;
    if (row >= table.count || table.tag[row]! > firstInserted) return;
    if (((table.flags[row]! ^ layout.encoding) & (ROW.implicit | ROW.big)) === 0) return;
    throw new DicomError('malformed', 'elements in two encodings', table.tag[row], table.head[row]);
  }

  /** The patient's two, when the file is of a patient, the marks, and what is known of private blocks. */
  private requiredElements(): readonly NewElement[] {
    const { decider, file, layout } = this;
    const hasPatient = [TAG.PatientName, TAG.PatientID].some((tag) => rowOf(this.table, layout, tag) >= 0);
    return requiredElements({
      anonymisedId: hasPatient ? this.rewriting.patient.anonymisedId : undefined,
      marks: decider.protects('mark') ? this.marks : undefined,
      safeBlocks: decider.safePrivate === undefined ? [] : safePrivateBlocks(file, layout, decider),
    });
  }

  private planRow(row: number): number {
    const { table } = this;
    const action = this.actionAt(row);
    if (action === ACT.keep) return row + 1;
    if (action === ACT.remove) return this.remove(row);
    if (isGroupLength(table.tag[row]!) && table.valueLength(row) <= GROUP_LENGTH_SIZE) return row + 1;
    if (action === ACT.pseudonym) return this.replaceByText(row, this.rewriting.patient.anonymisedId);
    if (action === ACT.own) return this.replaceByText(row, ownIdentification(table.tag[row]!));
    if (action === ACT.empty) return this.empty(row);
    if (table.flags[row]! & ROW.sequence) return this.planSequence(row, action);
    if (action === ACT.dummy || action === ACT.hash) return this.substitute(row, action);
    if (action === ACT.replace) return this.replaceByRule(row);
    return this.rewrite(row, action);
  }

  private actionAt(row: number): number {
    const { table, decider } = this;
    const action = decider.decide(table.tag[row]!, table.vr[row]!);
    const here = action === ACT.contextual ? decider.decideIn(this.file, row) : action;
    return row < this.dummyEnd ? this.actionInDummy(row, here) : here;
  }

  /**
   * A sequence that becomes a dummy keeps its structure in one Item, so that it stays valid where an IOD wants it; in
   * it everything that the policy would keep becomes a dummy, and private elements go.
   */
  private actionInDummy(row: number, action: number): number {
    const { table } = this;
    const tag = table.tag[row]!;
    if (table.flags[row]! & ROW.item) return row === table.parent[row]! + 1 ? ACT.keep : ACT.remove;
    if (isPrivate(tag) || isPrivateCreator(tag)) return ACT.remove;
    if (action !== ACT.keep && action !== ACT.clean && action !== ACT.shift) return action;
    return staysInDummy(meantVr(tag, table.vr[row]!)) ? ACT.keep : ACT.dummy;
  }

  private planSequence(row: number, action: number): number {
    if (action === ACT.hash || action === ACT.replace) return this.empty(row);
    if (action === ACT.dummy) this.dummyEnd = Math.max(this.dummyEnd, this.table.next[row]!);
    return row + 1;
  }

  private remove(row: number): number {
    const { table } = this;
    this.record(row, this.edits.add(table.head[row]!, table.end[row]!, this.arena.used));
    return table.next[row]!;
  }

  private empty(row: number): number {
    const { table } = this;
    if (table.end[row] === table.valueAt(row)) return row + 1;
    const start = this.arena.used;
    writeHeader(this.arena, emptyFormOf(table, row), 0);
    return this.replaceBy(row, start);
  }

  private replaceByText(row: number, text: string): number {
    const start = this.arena.used;
    writeTextElement(this.arena, textFormOf(this.table, row), text);
    return this.replaceBy(row, start);
  }

  private replaceByRequired(row: number, { tag, vr, value }: NewElement): number {
    if (typeof value === 'string') return this.replaceByText(row, value);
    const start = this.arena.used;
    writeNewElement(this.arena, this.newForm(tag, vr), value);
    return this.replaceBy(row, start);
  }

  /** A code or a dummy, in a VR that can hold it. Fragments of pixels and the like have no dummy: they go. */
  private substitute(row: number, action: number): number {
    const { table } = this;
    const vr = meantVr(table.tag[row]!, table.vr[row]!);
    if (table.flags[row]! & ROW.fragments) return this.empty(row);
    if (vr === VR.UI) return this.rewrite(row, ACT.mapUid);
    if (isText(vr) && table.held[row]! >= 0)
      return this.rewrite(row, action === ACT.hash && holdsWords(vr) ? ACT.hash : ACT.dummy);
    if (isText(vr)) return this.empty(row);
    if (table.valueLength(row) === 0) return row + 1;
    return table.tag[row] === ENCAPSULATED_DOCUMENT
      ? this.replaceDocument(row)
      : this.replaceByZeros(row, vr);
  }

  private replaceByZeros(row: number, vr: number): number {
    const start = this.arena.used;
    this.arena.zeros(dummyLength(vr, this.table.valueLength(row)));
    finishElement(this.arena, binaryFormOf(this.table, row, vr), start);
    return this.replaceBy(row, start);
  }

  private replaceDocument(row: number): number {
    const { table, window } = this;
    const type = this.rowBeside(row, MIME_TYPE);
    const document = placeholderDocument(type >= 0 ? valueText(window, table, type) : '');
    const start = this.arena.used;
    this.arena.copy(document, 0, document.length);
    finishElement(this.arena, binaryFormOf(table, row, VR.OB), start);
    return this.replaceBy(row, start);
  }

  /** The row of an attribute in the same Item or data set, -1 when there is none. */
  private rowBeside(row: number, tag: number): number {
    const { table, layout } = this;
    return table.parent[row]! < 0 ? rowOf(table, layout, tag) : siblingOf(table, row, tag);
  }

  private replaceByRule(row: number): number {
    const { table } = this;
    const text = this.decider.ruleIn(this.file, row)?.value ?? '';
    const inFile = table.vr[row]!;
    const vr = holdsNumbers(inFile) ? inFile : meantVr(table.tag[row]!, inFile);
    if (table.flags[row]! & ROW.fragments || text === '') return this.empty(row);
    if (!holdsNumbers(vr)) return this.replaceByText(row, text);
    const start = this.arena.used;
    writeNumbers(this.arena, vr, text, (table.flags[row]! & ROW.big) !== 0);
    finishElement(this.arena, binaryFormOf(table, row, vr), start);
    return this.replaceBy(row, start);
  }

  private rewrite(row: number, action: number): number {
    const { table } = this;
    const source = this.sourceRow(row);
    if (table.held[source]! < 0) return action === ACT.clean ? row + 1 : this.empty(row);
    const start = this.arena.used;
    if (!this.writeNew(row, action, source)) {
      this.arena.used = start;
      return row + 1;
    }
    return this.replaceBy(row, start, action === ACT.clean ? undefined : recipeOf(row, action));
  }

  /** Writes once more what `rewrite` has written; a cleaned text is not asked for again. */
  private remake(recipe: number): void {
    const row = Math.floor(recipe / ACTIONS.length);
    this.writeNew(row, recipe % ACTIONS.length, this.sourceRow(row));
  }

  /** Writes an element with the value that an action gives it; false when it keeps the one that it has. */
  private writeNew(row: number, action: number, source: number): boolean {
    const { table, window, arena } = this;
    const start = arena.used;
    const held = table.held[source]!;
    const end = held + table.valueLength(source);
    const isNew = this.values.write(action, window.bytes, held, end, row, this.rewriting);
    if (isNew || source !== row) finishElement(arena, textFormOf(table, row), start);
    return isNew || source !== row;
  }

  /** Media Storage SOP Instance UID follows the data set's SOP Instance UID (PS3.10 §7.1), even where the file's own differ. */
  private sourceRow(row: number): number {
    const { layout } = this;
    if (this.table.tag[row] !== TAG.MediaStorageSOPInstanceUID || row >= layout.dataSetRow) return row;
    const instance = rowOf(this.table, layout, TAG.SOPInstanceUID);
    return instance >= 0 && this.table.held[instance]! >= 0 && this.table.valueLength(instance) > 0
      ? instance
      : row;
  }

  /** The files of a study follow each other. */
  private studyCode(row: number): string {
    const beside = siblingOf(this.table, row, TAG.StudyInstanceUID);
    const study = beside >= 0 ? beside : rowOf(this.table, this.layout, TAG.StudyInstanceUID);
    const text = valueText(this.window, this.table, study >= 0 ? study : row);
    if (this.lastStudy?.text !== text)
      this.lastStudy = { text, code: this.key.code('study', text, STUDY_CODE_LENGTH) };
    return this.lastStudy.code;
  }

  private insert({ tag, vr, value }: NewElement, at: number): void {
    const start = this.arena.used;
    writeNewElement(this.arena, this.newForm(tag, vr), value);
    this.changes.insert(tag, this.edits.add(at, at, start));
  }

  private newForm(tag: number, vr: number): ElementForm {
    const { encoding } = this.layout;
    return { tag, vr, implicit: (encoding & ROW.implicit) !== 0, big: (encoding & ROW.big) !== 0 };
  }

  /** The row, and all that it holds, becomes what the arena got since `start`, by a recipe; returns the row after it. */
  private replaceBy(row: number, start: number, recipe?: number): number {
    const { table } = this;
    this.record(row, this.edits.add(table.head[row]!, table.end[row]!, start, recipe));
    return table.next[row]!;
  }

  private record(row: number, delta: number): void {
    this.changes.replace(this.table, row, delta);
  }
}

/** A row and an action in 31 bits: a header of 512 MiB has less than 2^26 elements of eight bytes and more. */
function recipeOf(row: number, action: number): number {
  return row * ACTIONS.length + action;
}

function isRequired(required: readonly NewElement[], tag: number): boolean {
  return required.some((element) => element.tag === tag);
}

function ownIdentification(tag: number): string {
  return tag === TAG.ImplementationClassUID ? IMPLEMENTATION_CLASS_UID : IMPLEMENTATION_VERSION_NAME;
}
