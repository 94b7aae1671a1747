/** What is not tested is excused by lines of the source; they must be there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface CoverageReason {
  readonly reason: string;
  readonly at: Readonly<Record<string, readonly string[]>>;
}

interface MutationReason {
  readonly reason: string;
  readonly file: string;
  /** A line of the source, and what it may become. */
  readonly mutants: readonly (readonly [line: string, ...becomes: readonly string[]])[];
}

function load<T>(...path: readonly string[]): Promise<T> {
  return import(join(process.cwd(), 'test', ...path)) as Promise<T>;
}

function linesOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim());
}

describe('reasons why something is not tested', () => {
  it('are about lines that the source has: those that are not covered', async () => {
    const { UNCOVERED } = await load<{ UNCOVERED: readonly CoverageReason[] }>('coverage-reasons.mjs');
    for (const { reason, at } of UNCOVERED) {
      assert.ok(reason.length > 0);
      for (const [file, pieces] of Object.entries(at)) {
        const lines = linesOf(file);
        for (const piece of pieces)
          assert.ok(
            lines.some((line) => line.includes(piece)),
            `${file}: ${piece}`,
          );
      }
    }
  });

  it('are about lines that the source has: those whose mutants no test notices', async () => {
    const path = ['mutation', 'justified', 'index.mjs'] as const;
    const { JUSTIFIED } = await load<{ JUSTIFIED: readonly MutationReason[] }>(...path);
    const seen = new Set<string>();
    for (const { reason, file, mutants } of JUSTIFIED) {
      assert.ok(reason.length > 0);
      const lines = linesOf(file);
      for (const [line, ...changes] of mutants) {
        assert.ok(lines.includes(line), `${file}: ${line}`);
        for (const becomes of changes) {
          assert.ok(!seen.has(`${file}\n${line}\n${becomes}`), `twice: ${becomes}`);
          seen.add(`${file}\n${line}\n${becomes}`);
        }
      }
    }
  });
});
