import { rowAt } from '../audit/element-place';
import type { LeakFinding } from '../audit/finding';
import { LeakSearch } from '../audit/leak-search';
import { WrittenForms } from '../audit/needles';
import { PlanLeaks } from '../audit/plan-leaks';
import { findTextLeaks } from '../audit/text-leaks';
import { TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import { CharacterSetScopes } from '../identifiers/character-set-scopes';
import { KnownValueCollector } from '../identifiers/collect-known-values';
import type { KnownValues } from '../identifiers/known-values';
import { ACT } from '../policy/action';
import type { Decider } from '../policy/decider';
import type { FilePlan } from '../splice/edit-list';
import { rowOf } from '../splice/rows';
import type { FileToClean } from '../splice/text-cleaner';
import { secretsOf } from './secrets';
import type { LearningCleaner } from './text-cleaning';

/** Searches that are kept: files of several patients may come by turns. */
const REMEMBERED = 4;
/** A private attribute that nobody knows. */
const ANY_PRIVATE = 0x00991099;

/** What is worth telling of a copy. */
export interface CopyFindings {
  /** What is likely a leak. */
  readonly leaks: readonly LeakFinding[];
  /** It holds a document, whose text is still to be searched. */
  readonly hasDocument: boolean;
}

/** What the files agree in that one search serves. */
interface Remembered {
  readonly told: KnownValues;
  readonly anonymisedId: string;
  readonly search: LeakSearch;
}

/**
 * Searches every copy, while it is written, for what its original tells of the patient and the policy takes away. What
 * the policy keeps on purpose is no leak. One for each worker.
 */
export class CopyAudit {
  private readonly plans = new PlanLeaks();
  private readonly forms: WrittenForms;
  private readonly scopes = new CharacterSetScopes();
  private readonly collector = new KnownValueCollector();
  private remembered: readonly Remembered[] = [];

  constructor(
    private readonly decider: Decider,
    private readonly cleaner: LearningCleaner,
  ) {
    // In private values text may be written in any way, UTF-16 among them.
    const keepsPrivate = decider.decide(ANY_PRIVATE, VR.OB) === ACT.keep;
    this.forms = new WrittenForms(keepsPrivate ? 'all' : 'usual');
  }

  /**
   * Searches the copy that the plan makes; the file is the one that the cleaner was prepared for.
   * @param path of the copy below the destination; undefined where names are kept on purpose
   */
  search(file: FileToClean, plan: FilePlan, path: string | undefined): CopyFindings | undefined {
    const search = this.searchFor(file);
    const found = this.plans
      .find(search, file, plan, 0)
      .filter(({ offset }) => !this.isKeptByRule(file, offset));
    const inPath = path === undefined ? [] : findTextLeaks(search, path, 0, 'path');
    const leaks = [...found, ...inPath].filter(({ confidence }) => confidence !== 'low');
    const document = rowOf(file.table, file.layout, TAG.EncapsulatedDocument);
    const hasDocument = document >= 0 && !plan.edits.replaces(file.table.valueAt(document));
    return leaks.length > 0 || hasDocument ? { leaks, hasDocument } : undefined;
  }

  /** Somebody wrote down that this attribute stays. */
  private isKeptByRule({ window, table }: FileToClean, offset: number): boolean {
    const row = rowAt(table, offset);
    return row >= 0 && this.decider.ruleIn({ window, table }, row)?.action === 'K';
  }

  private searchFor(file: FileToClean): LeakSearch {
    const told = this.toldBy(file);
    const { anonymisedId } = file.patient;
    const isSame = (each: Remembered): boolean => each.told === told && each.anonymisedId === anonymisedId;
    const known = this.remembered.find(isSame);
    if (known) return known.search;
    const kept = this.remembered.slice(0, REMEMBERED - 1);
    const forgotten = this.remembered[kept.length];
    const search = new LeakSearch(
      [{ anonymisedId, known: secretsOf(this.decider, file), uids: [] }],
      this.forms,
      forgotten?.search.release(),
    );
    this.remembered = [{ told, anonymisedId, search }, ...kept];
    return search;
  }

  private toldBy(file: FileToClean): KnownValues {
    if (this.cleaner.told) return this.cleaner.told();
    this.scopes.prepare(file);
    return this.collector.collect(file, this.scopes);
  }
}
