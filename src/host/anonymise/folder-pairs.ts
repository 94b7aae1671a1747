import { basename, join, resolve } from 'node:path';
import { UserError } from '../../core/errors';
import { checkPaths, isInside } from '../../core/run/check-paths';
import type { FolderPair, Problem } from '../../panel/panel-state';
import { applyDestinationRule } from './destination-rule';

/** A failure as the panel shows it; undefined for errors that are not meant for people. */
export function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof UserError)) return undefined;
  return { code: error.code, message: error.message, remedy: error.remedy };
}

/** The folders without those that lie in another one: their files would be taken twice. */
export function outermost(folders: readonly string[]): readonly string[] {
  const all = [...new Set(folders.map((folder) => resolve(folder)))];
  return all.filter((folder) => !all.some((other) => other !== folder && isInside(folder, other)));
}

/** Sources with the destinations that the rule proposes, checked. */
export function proposePairs(sources: readonly string[], rule: string): readonly FolderPair[] {
  return checkPairs(sources.map((source) => ({ source, destination: applyDestinationRule(rule, source) })));
}

/** Sources with their places in the folder that was chosen: itself for one source, a folder in it for each of several. */
export function placePairs(sources: readonly string[], folder: string): readonly FolderPair[] {
  const [only] = sources;
  if (sources.length === 1) return checkPairs([{ source: only!, destination: folder }]);
  return checkPairs(sources.map((source) => ({ source, destination: join(folder, basename(source)) })));
}

/** Folders may have come or gone since they were checked. */
export function placeAgain(pairs: readonly FolderPair[]): readonly FolderPair[] {
  const sources = pairs.map(({ source }) => source);
  return pairs.length === 1 ? placePairs(sources, pairs[0]!.destination) : pairs;
}

/** The survey leaves destinations out: one inside a source makes a difference. */
export function changesWhatIsExcluded(before: readonly FolderPair[], after: readonly FolderPair[]): boolean {
  const sources = after.map(({ source }) => source);
  return [...before, ...after].some(({ destination }) =>
    sources.some((source) => isInside(destination, source)),
  );
}

interface Pair {
  readonly source: string;
  readonly destination: string;
}

function checkPairs(pairs: readonly Pair[]): readonly FolderPair[] {
  return pairs.map((pair) => ({ ...pair, problem: findProblem(pair, pairs) ?? null }));
}

/** A destination must be safe for every source, not only for its own. */
function findProblem(pair: Pair, pairs: readonly Pair[]): Problem | undefined {
  if (pairs.some((other) => other !== pair && other.destination === pair.destination)) {
    return {
      code: 'destination-taken',
      message: 'Two source folders would have the same destination.',
      remedy: 'Anonymise them one after the other, or choose another destination.',
    };
  }
  for (const { source } of pairs) {
    try {
      checkPaths(source, pair.destination);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      return problem;
    }
  }
  return undefined;
}
