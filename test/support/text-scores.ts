import type { Finding } from '../../src/core/identifiers/finding';
import { KnownValueFinder } from '../../src/core/identifiers/known-value-finder';
import type { KnownValues } from '../../src/core/identifiers/known-values';
import type { CorpusText, Plant } from './text-corpus';

/** How much of what was planted is found, and how much of what is found was planted. */
export interface Score {
  readonly planted: number;
  readonly found: number;
  readonly findings: number;
  readonly wrong: number;
}

export interface Scores {
  /** By 'language kind', of what was planted; by 'language *' all kinds, by '* kind' all languages, '* *' everything. */
  readonly by: ReadonlyMap<string, Score>;
  /** What was missed or wrongly found, for people. */
  readonly faults: readonly string[];
}

const NOTHING: Score = { planted: 0, found: 0, findings: 0, wrong: 0 };

/** Finds in each text of a corpus and compares with what was planted. */
export function scoreOf(corpus: readonly CorpusText[]): Scores {
  const by = new Map<string, Score>();
  const faults: string[] = [];
  const finders = new Map<KnownValues, KnownValueFinder>();
  for (const item of corpus) {
    const finder = finders.get(item.known) ?? new KnownValueFinder(item.known);
    finders.set(item.known, finder);
    const findings = finder.find(item.text);
    for (const plant of item.plants) {
      const isFound = covers(findings, plant, item.text);
      count(by, item.language, plant.kind, { ...NOTHING, planted: 1, found: isFound ? 1 : 0 });
      if (!isFound)
        faults.push(
          `missed ${item.language} ${plant.kind} (${plant.form}) "${item.text.slice(plant.start, plant.end)}" in "${item.text}"`,
        );
    }
    for (const finding of findings) {
      const isRight = item.plants.some((plant) => finding.start < plant.end && finding.end > plant.start);
      count(by, item.language, finding.kind, { ...NOTHING, findings: 1, wrong: isRight ? 0 : 1 });
      if (!isRight)
        faults.push(
          `wrong ${item.language} ${finding.kind} "${item.text.slice(finding.start, finding.end)}" in "${item.text}"`,
        );
    }
  }
  return { by, faults };
}

/** Whether every letter and digit of what was planted is in a finding; forms of address, particles and genitives may stay. */
function covers(findings: readonly Finding[], plant: Plant, text: string): boolean {
  const planted = text.slice(plant.start, plant.end).replace(/(?:様|先生|님)$/, '');
  for (const { 0: word, index } of planted.matchAll(/[\p{L}\p{M}]+|\p{N}/gu)) {
    const start = plant.start + index;
    if (isHarmless(word, planted.slice(0, index))) continue;
    if (!findings.some((finding) => finding.start <= start && finding.end >= start + word.length))
      return false;
  }
  return true;
}

function isHarmless(word: string, before: string): boolean {
  if (
    /^(?:mrs|frau|mme|sra|sig|mevr|пациент|van|von|der|den|de|la|rue|via|road|avenue|avenida|calle|corso|st)$/i.test(
      word,
    )
  )
    return true;
  return /['’]$/.test(before) && /^s$/i.test(word);
}

function count(by: Map<string, Score>, language: string, kind: string, score: Score): void {
  for (const key of [`${language} ${kind}`, `${language} *`, `* ${kind}`, '* *']) {
    const sum = by.get(key) ?? NOTHING;
    by.set(key, {
      planted: sum.planted + score.planted,
      found: sum.found + score.found,
      findings: sum.findings + score.findings,
      wrong: sum.wrong + score.wrong,
    });
  }
}

export function recallOf({ planted, found }: Score): number {
  return planted === 0 ? 1 : found / planted;
}

export function precisionOf({ findings, wrong }: Score): number {
  return findings === 0 ? 1 : 1 - wrong / findings;
}
