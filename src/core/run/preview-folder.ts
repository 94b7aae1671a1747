import { join } from 'node:path';
import type { TextDecode } from '../dicom/charset';
import { isPrivateCreator, vrOf } from '../dicom/dictionary';
import { ROW } from '../dicom/element-table';
import { isGroupLength, isPrivate, TAG } from '../dicom/tags';
import { type OpenedFile } from '../io/dicom-file-reader';
import { isTemporaryName } from '../io/temporary';
import { walkFolders } from '../io/walk';
import type { Rule } from '../policy/policy';
import type { PreviewFate } from '../policy/preview-kinds';
import type { ScannedFile } from '../policy/scanned-file';
import { privateCreatorAt } from '../policy/surroundings';
import type { FilePlan } from '../splice/edit-list';
import { isInside } from './check-paths';
import { breathing } from './event-loop';
import { type PreviewBasis, PreviewPlanner } from './preview-planner';
import {
  type Occurrence,
  type PreviewExample,
  type PreviewTable,
  PreviewTableBuilder,
} from './preview-table';
import { type HeldFile, RiskForecast, type SourceFile } from './risk-forecast';
import { decoderOf, type PlannedElement, readPlanned, rowText } from './row-text';
import { isDicomdir, outcomeOf } from './survey-file';

/** A folder whose copies are to be looked at before they are made. */
export interface FolderPreviewRequest extends PreviewBasis {
  /** Absolute path. */
  readonly source: string;
  /** Folders that are not looked into: the destination. */
  readonly excluded: readonly string[];
}

/** How far a preview is. */
export interface PreviewProgress {
  readonly files: number;
  readonly total: number;
}

/** Stands for what hangs on a key that the first run will make. */
const UNKNOWN = '…';
const WITH_SEQUENCE = 'Removed with the sequence that it stands in.';
const NO_RULE = 'Kept: no rule of the policy is about it.';
const MARK = 'Written by DicomAnon.';

/**
 * Plans the copies of all files below a folder in memory and says, for every attribute, what becomes of it. Patients get
 * the numbers that a run would give them now. Writes nothing. Files that would be held back or fail because of their risks
 * are counted, no more; where that hangs on the size of groups, all files are looked at twice.
 */
export async function previewFolder(
  request: FolderPreviewRequest,
  onProgress: (progress: PreviewProgress) => void = () => undefined,
): Promise<PreviewTable> {
  let total = 0;
  for await (const { files } of walkSource(request)) total += files.length;
  const forecast = new RiskForecast(request.choice.policy.risks);
  const passes = forecast.needsAllFiles ? 2 : 1;
  let looks = 0;
  const looked = (): void => onProgress({ files: Math.floor(++looks / passes), total });
  if (forecast.needsAllFiles) await forecast.learn(filesOf(request, looked));
  const preview = new FolderPreview(request);
  for await (const file of filesOf(request, looked)) {
    const held = forecast.look(file);
    if (held) preview.hold(held);
    else preview.look(file);
  }
  return preview.finish(total);
}

function walkSource({ source, excluded }: FolderPreviewRequest) {
  return walkFolders(source, (path) => excluded.some((folder) => isInside(path, folder)), breathing());
}

/** The files of a source in the order of a run; calls `looked` after each. */
async function* filesOf(request: FolderPreviewRequest, looked: () => void): AsyncGenerator<SourceFile> {
  for await (const { path, files } of walkSource(request)) {
    const topFolder = join(request.source, ...path.slice(0, 1));
    for (const name of files) {
      yield { path: join(request.source, ...path, name), name, topFolder };
      looked();
    }
  }
}

/** What becomes of one element: the planned one in its place, nothing, or 'kept'. */
type Replacement = PlannedElement | 'removed' | 'kept';

class FolderPreview {
  private readonly builder = new PreviewTableBuilder();
  private readonly planner: PreviewPlanner;
  private readonly ruleNumbers: ReadonlyMap<Rule, number>;
  private dicom = 0;
  private failed = 0;
  private readonly decided = { heldBack: 0, refused: 0 };

  constructor(private readonly request: FolderPreviewRequest) {
    this.planner = new PreviewPlanner(request);
    this.ruleNumbers = new Map(request.choice.policy.rules.map((rule, at) => [rule, at]));
  }

  finish(found: number): PreviewTable {
    return this.builder.finish({ found, dicom: this.dicom, failed: this.failed, ...this.decided });
  }

  /** A file of which a run would write no copy because of its risks. Its patient gets a number, as in a run. */
  hold({ verdict, patient }: HeldFile): void {
    this.planner.assign(patient);
    if (verdict.outcome.kind === 'skipped') this.decided.heldBack++;
    else this.decided.refused++;
  }

  /** A file that a run would skip or fail for other reasons is counted, no more. */
  look({ path, name, topFolder }: SourceFile): void {
    if (isTemporaryName(name)) return;
    try {
      const opened = this.planner.reader.open(path);
      try {
        this.lookAt(opened, topFolder);
      } finally {
        opened.source.close();
      }
    } catch (error) {
      if (outcomeOf(error, 1).kind === 'failed') this.failed++;
    }
  }

  private lookAt(opened: OpenedFile, topFolder: string): void {
    const { window, table } = this.planner.reader;
    if (isDicomdir(window, table)) return;
    const plan = this.planner.plan(opened, topFolder);
    this.dicom++;
    this.compare(opened, plan, decoderOf(window, table, opened.layout));
  }

  /** Walks the rows and the edits, both in the order of the file. */
  private compare({ layout }: OpenedFile, { edits }: FilePlan, decode: TextDecode): void {
    const file: ScannedFile = { window: this.planner.reader.window, table: this.planner.reader.table };
    const { table } = file;
    const passTo = (offset: number, from: number): number => {
      let edit = from;
      for (; edits.toOf(edit) <= offset && edit < edits.count; edit++) {
        if (edits.fromOf(edit) === edits.toOf(edit))
          this.addNew(bytesOf(edits, edit), layout.encoding, decode);
      }
      return edit;
    };
    let edit = 0;
    for (let row = 0; row < table.count;) {
      edit = passTo(table.head[row]!, edit);
      const isEdited = edits.fromOf(edit) <= table.head[row]! && edits.toOf(edit) >= table.end[row]!;
      if (!isEdited) this.addRow(file, row++, 'kept', decode);
      else row = this.addEdited(file, row, bytesOf(edits, edit), decode);
    }
    passTo(Infinity, edit);
  }

  /** A row that an edit replaces, with all that it holds; returns the row after them. */
  private addEdited(file: ScannedFile, row: number, bytes: Buffer, decode: TextDecode): number {
    const { table } = file;
    const flags = table.flags[row]!;
    this.addRow(file, row, bytes.length === 0 ? 'removed' : readPlanned(bytes, flags, decode), decode);
    for (let inner = row + 1; inner < table.next[row]!; inner++) this.addInner(file, inner, decode);
    return table.next[row]!;
  }

  private addInner(file: ScannedFile, row: number, decode: TextDecode): void {
    if (!isShown(file, row)) return;
    const place = this.placeOf(file, row);
    const occurrence: Occurrence = { ...place, fate: 'removed', rule: -2, action: 'X', why: WITH_SEQUENCE };
    const before = (): string => rowText(file.window, file.table, row, decode);
    this.builder.add(occurrence, this.dicom, () => ({ before: before(), after: '' }));
  }

  private addRow(file: ScannedFile, row: number, replacement: Replacement, decode: TextDecode): void {
    if (!isShown(file, row)) return;
    const isBlank = file.table.valueLength(row) === 0;
    const fate = fateOf(replacement);
    if (isBlank && (fate === 'kept' || fate === 'emptied')) return;
    const rule = this.planner.decider.ruleIn(file, row);
    const { action = 'K', description = NO_RULE } = rule ?? {};
    const number = rule === undefined ? -1 : this.ruleNumbers.get(rule)!;
    const occurrence = { ...this.placeOf(file, row), fate, rule: number, action, why: description };
    this.builder.add(occurrence, this.dicom, () => this.example(file, row, replacement, occurrence, decode));
  }

  private addNew(bytes: Buffer, encoding: number, decode: TextDecode): void {
    const { tag, vr, text } = readPlanned(bytes, encoding, decode);
    const occurrence: Occurrence = {
      ...{ tag, vr, creator: '' },
      ...{ fate: 'added', rule: -3, action: 'own', why: MARK },
    };
    this.builder.add(occurrence, this.dicom, () => ({ before: '', after: text }));
  }

  private example(
    file: ScannedFile,
    row: number,
    replacement: Replacement,
    { action }: Occurrence,
    decode: TextDecode,
  ): PreviewExample {
    const before = rowText(file.window, file.table, row, decode);
    if (replacement === 'kept') return { before, after: before };
    if (replacement === 'removed') return { before, after: '' };
    return { before, after: this.request.mapping ? replacement.text : knownPart(replacement.text, action) };
  }

  private placeOf(file: ScannedFile, row: number): Pick<Occurrence, 'tag' | 'vr' | 'creator'> {
    const tag = file.table.tag[row]!;
    const vr = file.table.vr[row]! || vrOf(tag);
    if (!isPrivate(tag) || isPrivateCreator(tag)) return { tag, vr, creator: '' };
    // Blocks lie where there is room: their elements are told apart by creator and the last two digits.
    const creator = privateCreatorAt(file, row);
    return creator === '' ? { tag, vr, creator } : { tag: (tag & 0xffff10ff) >>> 0, vr, creator };
  }
}

/** Items and what only counts bytes are no attributes. */
function isShown({ table }: ScannedFile, row: number): boolean {
  const tag = table.tag[row]!;
  return tag !== TAG.Item && !(table.flags[row]! & ROW.item) && !isGroupLength(tag);
}

function fateOf(replacement: Replacement): PreviewFate {
  if (typeof replacement === 'string') return replacement;
  return replacement.length === 0 ? 'emptied' : 'changed';
}

/** What hangs on a key that the first run will make can't be known before it. */
function knownPart(text: string, action: Occurrence['action']): string {
  if (action === 'own') return text;
  if (action === 'recode' || action === 'hash') return UNKNOWN;
  const isMoved = action === 'shift' || action === 'C';
  return (isMoved ? text.replace(/\d/g, '?') : text).replace(/2\.25\.\d{10,}/g, `2.25.${UNKNOWN}`);
}

function bytesOf(edits: FilePlan['edits'], edit: number): Buffer {
  const parts: Buffer[] = [];
  edits.emit(edit, {
    put: (bytes, from, to) => void parts.push(Buffer.from(bytes.subarray(from, to))),
  });
  return parts[0] ?? Buffer.alloc(0);
}
