import { randomBytes } from 'node:crypto';
import { DicomError } from '../dicom/errors';
import { ElementTable, ROW } from '../dicom/element-table';
import { type FileLayout, scanFile } from '../dicom/file-layout';
import { HeaderWindow } from '../dicom/header-window';
import { Scanner } from '../dicom/scanner';
import { DicomFileReader, type OpenedFile } from '../io/dicom-file-reader';
import { MemorySource } from '../io/file-source';
import { type FixedId, FixedIds } from '../mapping/fixed-ids';
import type { Mapping } from '../mapping/model';
import { identityKey } from '../mapping/model';
import { createRegister, type PatientRegister } from '../mapping/register';
import type { Action } from '../policy/action';
import { Decider } from '../policy/decider';
import { marksOf } from '../policy/marks';
import type { PolicyChoice, Rule } from '../policy/policy';
import { dateOffset } from '../pseudonym/date-shift';
import { KEY_LENGTH, ProjectKey } from '../pseudonym/project-key';
import { UidMap } from '../pseudonym/uid-map';
import { RewritePlanner } from '../splice/rewrite-planner';
import { OUTPUT_VERSION } from './anonymise-folder';
import { collectPlan } from './collect-plan';
import { SeriesIdentifier } from './identify';
import { decoderOf, rowText } from './row-text';
import { textCleaner } from './text-cleaning';

/** A file to take examples from. */
export interface ExampleFile {
  readonly path: string;
  readonly topFolder: string;
}

export interface ExampleRequest {
  readonly files: readonly ExampleFile[];
  readonly choice: PolicyChoice;
  readonly prefix: string;
  readonly fixedIds?: readonly FixedId[];
  /** What the workbook holds; undefined before its first run: then new identities are not known yet. */
  readonly mapping?: Pick<Mapping, 'key' | 'patients' | 'studies'>;
}

/** What a rule does to one value. */
export interface ExampleValue {
  /** Position of the rule in the policy. */
  readonly rule: number;
  readonly before: string;
  readonly fate: 'text' | 'empty' | 'removed';
  readonly after: string;
  /** `after` tells nothing of the original. */
  readonly isSafe: boolean;
}

const FIRST_READ = 64 * 1024;
/** A file whose header is longer makes no examples: its copy is made in memory, which takes ten times the header. */
const LONGEST_HEADER = 4 * 1024 * 1024;
/** Pixel Data and what follows it make no examples. */
const LAST_GROUP = 0x7fdf;
/** Rows of one file that are looked at. */
const MOST_ROWS = 5000;
/** Stands for a number that will be assigned when the run starts. */
const UNASSIGNED = '...';
const ELLIPSIS = '…';

/** Actions whose result says nothing about the value that was there. */
const TELLING_NOTHING: ReadonlySet<Action> = new Set<Action>([
  'X',
  'Z',
  'D',
  'pseudonym',
  'own',
  'U',
  'recode',
  'hash',
  'replace',
]);

/** For each rule the first value in these files that it applies to, and what the run would make of it. */
export function findExamples(request: ExampleRequest): readonly ExampleValue[] {
  const finder = new ExampleFinder(request);
  for (const file of request.files) finder.look(file);
  return finder.examples();
}

/** Rewrites the headers of files in memory, exactly as a run would, and compares. */
class ExampleFinder {
  private readonly reader = new DicomFileReader(FIRST_READ, LONGEST_HEADER);
  private readonly identifier = new SeriesIdentifier();
  private readonly decider: Decider;
  private readonly key: ProjectKey;
  private readonly planner: RewritePlanner;
  private readonly register: PatientRegister;
  private readonly fixed: FixedIds;
  private readonly found = new Map<Rule, ExampleValue>();

  constructor(private readonly request: ExampleRequest) {
    const { choice, mapping, prefix } = request;
    this.decider = new Decider(choice);
    this.key = new ProjectKey(mapping?.key ?? randomBytes(KEY_LENGTH));
    this.register = createRegister(mapping ?? { patients: [], studies: [] }, { prefix });
    this.fixed = new FixedIds(request.fixedIds ?? []);
    const marks = marksOf(choice, OUTPUT_VERSION, this.key.fingerprint);
    const uids = new UidMap(this.key);
    const { window, table } = this.reader;
    const cleaner = textCleaner(choice, uids);
    this.planner = new RewritePlanner(window, table, this.decider, this.key, uids, marks, cleaner);
  }

  examples(): readonly ExampleValue[] {
    return [...this.found.values()];
  }

  /** A file that can't be read gives no examples. */
  look(file: ExampleFile): void {
    try {
      const opened = this.reader.open(file.path, { lastGroup: LAST_GROUP });
      try {
        if (!opened.behindStream) this.compare(opened, file.topFolder);
      } finally {
        opened.source.close();
      }
    } catch (error) {
      if (!(error instanceof DicomError) && typeof (error as NodeJS.ErrnoException).code !== 'string')
        throw error;
    }
  }

  private compare({ layout }: OpenedFile, topFolder: string): void {
    const { window, table } = this.reader;
    const { patient } = this.identifier.identify(window, table, layout, topFolder);
    const anonymisedId =
      this.register.lookup(patient) ?? this.fixed.of(patient) ?? `${this.request.prefix}${UNASSIGNED}`;
    const pseudonym = { anonymisedId, dateOffset: dateOffset(this.key, identityKey(patient)) };
    const plan = this.planner.plan(layout, pseudonym);
    const { head, dataSet } = collectPlan(plan, window, layout.dataSet);
    const after = readCopy(Buffer.concat([head, dataSet]));
    for (const [path, value] of listValues(window, table, layout).values)
      this.compareValue(value, path, after);
  }

  private compareValue(value: ListedValue, path: string, after: ListedFile): void {
    const { window, table } = this.reader;
    const rule = this.decider.ruleIn({ window, table }, value.row);
    if (!rule || value.text === '' || this.found.has(rule)) return;
    const isGoneWithItem = value.item !== '' && !after.items.has(value.item);
    if (isGoneWithItem) return;
    const copy = after.values.get(path);
    this.found.set(rule, {
      rule: this.decider.choice.policy.rules.indexOf(rule),
      before: value.text,
      fate: copy === undefined ? 'removed' : copy.text === '' ? 'empty' : 'text',
      after: copy === undefined ? '' : this.knownPart(copy.text, rule.action),
      isSafe: TELLING_NOTHING.has(rule.action),
    });
  }

  /** What hangs on a key or a number that the first run will make can't be known before it. */
  private knownPart(text: string, action: Action): string {
    const assigned = text.replaceAll(UNASSIGNED, ELLIPSIS);
    if (this.request.mapping) return assigned;
    if (action === 'recode' || action === 'hash') return ELLIPSIS;
    if (action === 'shift') return text.replace(/\d/g, '?');
    return assigned.replace(/2\.25\.\d{10,}/g, `2.25.${ELLIPSIS}`);
  }
}

interface ListedValue {
  readonly row: number;
  readonly text: string;
  /** Path of the item around it, '' at the top level. */
  readonly item: string;
}

/** By their paths: tags, and positions of items, from the top down. */
interface ListedFile {
  readonly values: ReadonlyMap<string, ListedValue>;
  readonly items: ReadonlySet<string>;
}

/** The values of a scanned file. */
function listValues(window: HeaderWindow, table: ElementTable, layout: FileLayout): ListedFile {
  const decode = decoderOf(window, table, layout);
  const values = new Map<string, ListedValue>();
  const items = new Set<string>();
  const paths: string[] = [];
  const children: number[] = [];
  for (let row = 0; row < Math.min(table.count, MOST_ROWS); row++) {
    const parentRow = table.parent[row]!;
    const isItem = (table.flags[row]! & ROW.item) !== 0;
    const parent = parentRow < 0 ? '' : paths[parentRow]!;
    children[row] = 0;
    const step = isItem ? `[${children[parentRow]!++}]` : `/${table.tag[row]!.toString(16)}`;
    const path = (paths[row] = parent + step);
    if (isItem) items.add(path);
    else values.set(path, { row, text: rowText(window, table, row, decode), item: parent });
  }
  return { values, items };
}

/** The values of a copy that was made in memory. */
function readCopy(bytes: Uint8Array): ListedFile {
  const window = new HeaderWindow((length) => new Uint8Array(length), Math.max(1, bytes.length));
  const table = new ElementTable();
  window.open(new MemorySource(bytes));
  const layout = scanFile(window, table, new Scanner(window, table), { lastGroup: LAST_GROUP });
  return listValues(window, table, layout);
}
