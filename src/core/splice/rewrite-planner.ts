import { type ElementTable, ROW } from '../dicom/element-table';
import { type FileLayout, PREAMBLE } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import { ACT } from '../policy/action';
import type { Decider } from '../policy/decider';
import type { ProjectKey } from '../pseudonym/project-key';
import type { UidMap } from '../pseudonym/uid-map';
import { ByteArena } from './byte-arena';
import { EditList, type FilePlan } from './edit-list';
import {
  type ElementForm,
  emptyFormOf,
  finishElement,
  textFormOf,
  writeHeader,
  writeTextElement,
} from './element-writer';
import { RowChanges } from './length-repair';
import type { Marks, PatientPseudonym } from './patient';
import { rowOf, siblingOf, valueText } from './rows';
import { type Rewriting, ValueRewriter } from './value-rewriter';

/** DicomAnon's Implementation Class UID and Version Name (PS3.7 §D.3.3.2): who wrote the file. */
export const IMPLEMENTATION_CLASS_UID = '2.25.144826422188958763715559334569013945890';
export const IMPLEMENTATION_VERSION_NAME = 'DICOMANON_1';

/** Characters of the code that replaces a Study ID (SH: at most 16). */
const STUDY_CODE_LENGTH = 8;

const ZEROS = Buffer.alloc(PREAMBLE);

/** An element that the policy wants at the top level, whether the file has it or not. */
interface Required {
  readonly tag: number;
  readonly vr: number;
  readonly text: string;
}

/**
 * Turns decisions into edits: walks the rows of a scanned file, asks the policy what becomes of each, and plans the new
 * bytes. Holds buffers that every file of a worker uses again; a plan is valid until the next one is made.
 */
export class RewritePlanner {
  private readonly arena = new ByteArena();
  private readonly edits = new EditList(this.arena);
  private readonly repairs = new EditList(this.arena);
  private readonly changes = new RowChanges();
  private readonly values: ValueRewriter;
  private layout!: FileLayout;
  private rewriting!: Rewriting;

  constructor(
    private readonly window: HeaderWindow,
    private readonly table: ElementTable,
    private readonly decider: Decider,
    private readonly key: ProjectKey,
    uids: UidMap,
    private readonly marks: Marks,
  ) {
    this.values = new ValueRewriter(this.arena, uids);
  }

  /** Plans the anonymised copy of the file that was scanned last. */
  plan(layout: FileLayout, patient: PatientPseudonym): FilePlan {
    this.layout = layout;
    this.rewriting = { patient, studyCode: (row) => this.studyCode(row) };
    this.arena.clear();
    this.edits.clear();
    this.repairs.clear();
    this.changes.reset(this.table.count);
    if (layout.hasPreamble && this.decider.protects('file-meta')) this.zeroPreamble();
    this.planElements();
    this.changes.repair(this.table, this.repairs);
    return this.finish();
  }

  private finish(): FilePlan {
    const sourceEnd = this.decider.protects('trailing') ? this.layout.end : this.window.size;
    let length = sourceEnd;
    for (let edit = 0; edit < this.edits.count; edit++) length += this.edits.deltaOf(edit);
    return { edits: this.edits, repairs: this.repairs, sourceEnd, length };
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
        row = this.replaceByText(row, required[next++]!.text);
      else if (top && next > 0 && tag <= required[next - 1]!.tag && isRequired(required, tag))
        row = this.remove(row);
      else row = this.planRow(row);
    }
    while (next < required.length) this.insert(required[next++]!, layout.end);
  }

  /** Elements that every output has: the patient's two, when the file is of a patient, and the marks. Ascending by tag. */
  private requiredElements(): readonly Required[] {
    const { anonymisedId } = this.rewriting.patient;
    const elements: Required[] = [];
    const hasPatient = [TAG.PatientName, TAG.PatientID].some(
      (tag) => rowOf(this.table, this.layout, tag) >= 0,
    );
    if (hasPatient) {
      elements.push({ tag: TAG.PatientName, vr: VR.PN, text: anonymisedId });
      elements.push({ tag: TAG.PatientID, vr: VR.LO, text: anonymisedId });
    }
    if (this.decider.protects('mark')) {
      elements.push({ tag: TAG.PatientIdentityRemoved, vr: VR.CS, text: 'YES' });
      elements.push({ tag: TAG.DeidentificationMethod, vr: VR.LO, text: this.marks.method.join('\\') });
      elements.push({ tag: TAG.LongitudinalTemporalInformationModified, vr: VR.CS, text: this.marks.dates });
    }
    return elements;
  }

  private planRow(row: number): number {
    const { table } = this;
    const action = this.decider.decide(table.tag[row]!, table.vr[row]!);
    if (action === ACT.keep || table.flags[row]! & ROW.item) return row + 1;
    if (action === ACT.remove) return this.remove(row);
    if (action === ACT.pseudonym) return this.replaceByText(row, this.rewriting.patient.anonymisedId);
    if (action === ACT.own) return this.replaceByText(row, ownIdentification(table.tag[row]!));
    if (action === ACT.empty) return this.empty(row);
    if (table.flags[row]! & ROW.sequence) return action === ACT.dummy ? this.empty(row) : row + 1;
    return this.rewrite(row, action);
  }

  private remove(row: number): number {
    const { table } = this;
    this.record(row, this.edits.add(table.head[row]!, table.end[row]!, this.arena.used));
    return table.next[row]!;
  }

  private empty(row: number): number {
    const { table } = this;
    if (table.end[row] === table.value[row]) return row + 1;
    const start = this.arena.used;
    writeHeader(this.arena, emptyFormOf(table, row), 0);
    this.record(row, this.edits.add(table.head[row]!, table.end[row]!, start));
    return table.next[row]!;
  }

  private replaceByText(row: number, text: string): number {
    const start = this.arena.used;
    writeTextElement(this.arena, textFormOf(this.table, row), text);
    this.record(row, this.edits.add(this.table.head[row]!, this.table.end[row]!, start));
    return this.table.next[row]!;
  }

  private rewrite(row: number, action: number): number {
    const { table } = this;
    const source = this.sourceRow(row);
    const held = table.held[source]!;
    if (held < 0) return action === ACT.clean ? row + 1 : this.empty(row);
    const start = this.arena.used;
    const end = held + table.valueLength(source);
    if (!this.values.write(action, this.window.bytes, held, end, row, this.rewriting) && source === row) {
      this.arena.used = start;
      return row + 1;
    }
    finishElement(this.arena, textFormOf(table, row), start);
    this.record(row, this.edits.add(table.head[row]!, table.end[row]!, start));
    return table.next[row]!;
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

  private studyCode(row: number): string {
    const beside = siblingOf(this.table, row, TAG.StudyInstanceUID);
    const study = beside >= 0 ? beside : rowOf(this.table, this.layout, TAG.StudyInstanceUID);
    return this.key.code(
      'study',
      valueText(this.window, this.table, study >= 0 ? study : row),
      STUDY_CODE_LENGTH,
    );
  }

  private insert({ tag, vr, text }: Required, at: number): void {
    const form: ElementForm = {
      tag,
      vr,
      implicit: (this.layout.encoding & ROW.implicit) !== 0,
      big: (this.layout.encoding & ROW.big) !== 0,
    };
    const start = this.arena.used;
    writeTextElement(this.arena, form, text);
    this.changes.insert(tag, this.edits.add(at, at, start));
  }

  private record(row: number, delta: number): void {
    this.changes.replace(this.table, row, delta);
  }
}

function isRequired(required: readonly Required[], tag: number): boolean {
  return required.some((element) => element.tag === tag);
}

function ownIdentification(tag: number): string {
  return tag === TAG.ImplementationClassUID ? IMPLEMENTATION_CLASS_UID : IMPLEMENTATION_VERSION_NAME;
}
