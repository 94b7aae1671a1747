import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bases } from './bases';
import type { FoundCase } from './campaign';
import { makeCase } from './cases';
import { agrees, leaksInList, listOf, type ListedFile } from './element-lists';
import { type Finding, Judge } from './judge';
import type { OtherReader } from './other-readers';
import { Product } from './product';

/** What came of showing originals and copies to other readers. */
export interface CrossCheck {
  /** Files that were taken and shown, original and copy. */
  readonly files: number;
  /** By reader: how many originals it read as the product did, so that its reading of the copy was compared. */
  readonly compared: Readonly<Record<string, number>>;
  readonly findings: readonly FoundCase[];
}

interface Shown {
  readonly number: number;
  readonly mutations: readonly string[];
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly original: string;
  readonly copy: string;
}

/** Shows the cases that the product takes, and their copies, to other readers. */
export function crossCheck(
  bases: Bases,
  seed: number,
  numbers: readonly number[],
  readers: readonly OtherReader[],
): CrossCheck {
  const folder = mkdtempSync(join(tmpdir(), 'dicomanon-fuzz-'));
  try {
    const shown = numbers.flatMap((number) => showCase(bases, seed, number, folder));
    const compared: Record<string, number> = {};
    const findings = readers.flatMap((reader) => {
      const read = reader.read(shown.flatMap(({ original, copy }) => [original, copy]));
      const found = shown.map((each) => compare(reader, each, read));
      compared[reader.name] = found.filter(({ agreed }) => agreed).length;
      return found.flatMap(({ findings: each }) => each);
    });
    return { files: shown.length, compared, findings };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function showCase(bases: Bases, seed: number, number: number, folder: string): readonly Shown[] {
  const { bytes, mutations } = makeCase(bases, seed, number);
  const { output } = new Judge().judge(bytes, number);
  if (!output) return [];
  const [original, copy] = [join(folder, `${number}-original.dcm`), join(folder, `${number}-copy.dcm`)];
  writeFileSync(original, bytes);
  writeFileSync(copy, output);
  return [{ number, mutations, before: bytes, after: output, original, copy }];
}

function compare(
  { name: who, readsBeyondEnd }: OtherReader,
  { number, mutations, before, after, original, copy }: Shown,
  read: ReadonlyMap<string, ListedFile>,
): { readonly agreed: boolean; readonly findings: readonly FoundCase[] } {
  const theirs = read.get(original);
  if (!theirs) return { agreed: false, findings: [] };
  const [old, renewed] = [new Product(4096).read(before), new Product(4096).read(after)];
  const findings: Finding[] = [...leaksInList(who, theirs, old.bytes, renewed.bytes)];
  const agreed = agrees(theirs, listOf(old));
  const again = read.get(copy);
  const sameAgain = again ? agrees(again, listOf(renewed)) : readsBeyondEnd === true;
  if (agreed && !sameAgain)
    findings.push({ kind: 'copy read differently', detail: `by ${who}${again ? '' : ': not at all'}` });
  return { agreed, findings: findings.map((each) => ({ ...each, number, mutations })) };
}
