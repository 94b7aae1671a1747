import type { RewriteBatch, RewriteResult, SurveyBatch, SurveyResult } from '../core/run/work';
import { PENDING } from '../core/record/outcome-code';

/** The files of a survey batch from position `from` to `to`. */
export function sliceSurvey(batch: SurveyBatch, from: number, to: number): SurveyBatch {
  return { ...batch, names: batch.names.slice(from, to) };
}

/** The files of a rewrite batch from position `from` to `to`; its target folder is no longer as the run made it. */
export function sliceRewrite(batch: RewriteBatch, from: number, to: number): RewriteBatch {
  return {
    ...batch,
    names: batch.names.slice(from, to),
    targetNames: batch.targetNames.slice(from, to),
    sizes: batch.sizes.slice(from, to),
    patientOf: batch.patientOf.slice(from, to),
    fresh: false,
  };
}

/** Results of neighbouring parts of a batch as the result of the whole. */
export function joinSurvey(parts: readonly SurveyResult[]): SurveyResult {
  const starts = startsOf(parts);
  const firstSeries = parts.map((_, index) => sum(parts.slice(0, index).map((part) => part.series.length)));
  return {
    sizes: Float64Array.from(parts.flatMap((part) => [...part.sizes])),
    outcomes: Uint8Array.from(parts.flatMap((part) => [...part.outcomes])),
    risks: Uint16Array.from(parts.flatMap((part) => [...part.risks])),
    seriesOf: Int32Array.from(
      parts.flatMap((part, index) =>
        [...part.seriesOf].map((at) => (at < 0 ? at : at + firstSeries[index]!)),
      ),
    ),
    series: parts.flatMap((part) => part.series),
    details: parts.flatMap((part, index) => shift(part.details, starts[index]!)),
  };
}

/** Results of neighbouring parts of a batch as the result of the whole. */
export function joinRewrite(parts: readonly RewriteResult[]): RewriteResult {
  const starts = startsOf(parts);
  const stop = parts.find((part) => part.stop)?.stop;
  return {
    outcomes: Uint8Array.from(parts.flatMap((part) => [...part.outcomes])),
    counted: Uint8Array.from(parts.flatMap((part) => [...part.counted])),
    details: parts.flatMap((part, index) => shift(part.details, starts[index]!)),
    renamed: parts.flatMap((part, index) => shift(part.renamed, starts[index]!)),
    leaks: parts.flatMap((part, index) => shift(part.leaks, starts[index]!)),
    documents: parts.flatMap((part, index) => part.documents.map((position) => position + starts[index]!)),
    ...(stop ? { stop } : {}),
  };
}

/** The result of files whose outcomes are all that is known: a worker died after them. */
export function surveyOutcomes(outcomes: readonly number[]): SurveyResult {
  return {
    sizes: new Float64Array(outcomes.length),
    outcomes: Uint8Array.from(outcomes),
    risks: new Uint16Array(outcomes.length),
    seriesOf: new Int32Array(outcomes.length).fill(-1),
    series: [],
    details: [],
  };
}

/** The result of files whose outcomes are all that is known; those that were written count. */
export function rewriteOutcomes(
  outcomes: readonly number[],
  isWritten: (outcome: number) => boolean,
): RewriteResult {
  return {
    outcomes: Uint8Array.from(outcomes),
    counted: Uint8Array.from(outcomes.map((outcome) => (outcome !== PENDING && isWritten(outcome) ? 1 : 0))),
    details: [],
    renamed: [],
    leaks: [],
    documents: [],
  };
}

function startsOf(parts: readonly { readonly outcomes: Uint8Array }[]): number[] {
  return parts.map((_, index) => sum(parts.slice(0, index).map((part) => part.outcomes.length)));
}

function shift<T>(entries: readonly (readonly [number, T])[], by: number): (readonly [number, T])[] {
  return entries.map(([position, value]) => [position + by, value] as const);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
