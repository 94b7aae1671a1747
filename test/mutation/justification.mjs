// Holds the mutants that no test notices against the list of those that need not be noticed.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { JUSTIFIED } from './justified/index.mjs';

/** The list, one entry a mutant. */
const ENTRIES = JUSTIFIED.flatMap(({ file, reason, mutants }) =>
  mutants.flatMap(([line, ...changes]) => changes.map((becomes) => ({ file, line, becomes, reason }))),
);

/**
 * Mutants as a reader sees them: `file`, `line` (the first that they change) and `becomes` (what then stands there, on one
 * line), both without the space around them; `reason` says why no test need notice it, undefined where nobody has said so.
 */
export function readable(mutants) {
  const sources = new Map();
  return mutants.map(({ fileName, location: { start, end }, replacement }) => {
    const file = relative(process.cwd(), fileName).replaceAll('\\', '/');
    if (!sources.has(file)) sources.set(file, readFileSync(file, 'utf8').split('\n'));
    const lines = sources.get(file);
    const [first, last] = [lines[start.line - 1], lines[end.line - 1]];
    const changed = first.slice(0, start.column - 1) + replacement + last.slice(end.column - 1);
    const seen = { file, line: first.trim(), becomes: changed.replace(/\s+/g, ' ').trim() };
    return { ...seen, reason: ENTRIES.find((entry) => isSame(entry, seen))?.reason };
  });
}

/** Entries about these files that none of the mutants is: the code has changed, or tests notice it now. */
export function outdated(files, mutants) {
  return ENTRIES.filter(
    (entry) => files.includes(entry.file) && !mutants.some((mutant) => isSame(entry, mutant)),
  );
}

function isSame(one, other) {
  return one.file === other.file && one.line === other.line && one.becomes === other.becomes;
}
