import { rowOfRule } from '../../core/policy/describe';
import { decodeOutcome } from '../../core/record/outcome-code';
import type { ExampleFile, ExampleValue } from '../../core/run/examples';
import type { Survey } from '../../core/run/survey';
import type { Example } from '../../panel/panel-state';
import { LONGEST_EXAMPLE } from '../../panel/panel-protocol';
import { join } from 'node:path';
import type { Engine, RunChoices } from './engine';
import { keyOfRow } from './policy-table';

/** Files that examples are taken from: enough to meet several modalities. */
const MOST_FILES = 16;

/** Examples of what the policy does to this source. Found when asked for; the values of patients leave it only then. */
export class ExampleBook {
  /** Which examples there are: 0 for none, another number whenever there are others. */
  edition = 0;
  private editions = 0;
  private files: readonly ExampleFile[] = [];
  private found: Promise<readonly ExampleValue[]> | undefined;

  constructor(private readonly engine: Engine) {}

  /** There is no source, or it is not known yet. */
  clear(): void {
    this.files = [];
    this.renew();
  }

  /** Takes examples from these surveys from now on. */
  take(surveys: readonly Survey[]): void {
    this.files = surveys.flatMap((survey) => pickFiles(survey, Math.ceil(MOST_FILES / surveys.length)));
    this.renew();
  }

  /** The policy or the workbook is another one. */
  renew(): void {
    this.found = undefined;
    this.edition = this.files.length === 0 ? 0 : ++this.editions;
  }

  /** An example for each line of the policy that has one. */
  async read(choices: RunChoices, revealed: boolean): Promise<readonly Example[]> {
    if (this.files.length === 0) return [];
    this.found ??= this.engine.examples(this.files, choices);
    const keys = keysByRule(choices);
    return (await this.found).map((value) => toExample(value, keys[value.rule]!, revealed));
  }
}

function toExample({ before, fate, after, isSafe }: ExampleValue, key: string, revealed: boolean): Example {
  return { key, before: revealed ? cut(before) : null, fate, after: revealed || isSafe ? cut(after) : null };
}

function cut(text: string): string {
  return text.length <= LONGEST_EXAMPLE ? text : `${text.slice(0, LONGEST_EXAMPLE)}…`;
}

/** The key of the table's row for each rule, by position in the policy. */
function keysByRule({ policy: { policy, on } }: RunChoices): readonly string[] {
  return policy.rules.map((rule) => keyOfRow(rowOfRule(rule, on)));
}

/** Files of as many folders as possible, spread evenly. */
function pickFiles({ ledger }: Survey, most: number): readonly ExampleFile[] {
  const folders = ledger.folders.filter(({ patientOf }) => patientOf.some((patient) => patient >= 0));
  const step = Math.max(1, folders.length / most);
  return Array.from({ length: Math.min(most, folders.length) }, (_, index) => {
    const folder = folders[Math.floor(index * step)]!;
    const position = folder.patientOf.findIndex(
      (patient, at) => patient >= 0 && isToWrite(folder.outcomes[at]!),
    );
    const name = folder.names()[Math.max(0, position)]!;
    return { path: join(ledger.absolute(folder), name), topFolder: ledger.topFolder(folder) };
  });
}

function isToWrite(outcome: number): boolean {
  const kind = decodeOutcome(outcome)?.kind;
  return kind === undefined || kind === 'written' || kind === 'unchanged';
}
