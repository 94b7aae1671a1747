import { join } from 'node:path';
import type { ReasonCode } from '../record/outcome';
import { decodeOutcome } from '../record/outcome-code';
import type { Outcome } from '../record/outcome';
import type { FolderEntry, Ledger } from './ledger';

/** A file for whose outcome a reason was given. */
export interface ReasonedFile {
  /** Path below the source, with `/`. */
  readonly path: string;
  readonly absolute: string;
  readonly detail: string;
}

/** The files with this reason in the order of the ledger, leaving out the first `from`, at most `most`. */
export function filesByReason(
  ledger: Ledger,
  reason: ReasonCode,
  from: number,
  most: number,
): readonly ReasonedFile[] {
  const codes = codesOf(reason);
  const found: ReasonedFile[] = [];
  let passed = 0;
  for (const folder of ledger.folders) {
    const { outcomes } = folder;
    let names: readonly string[] | undefined;
    for (let position = 0; position < outcomes.length; position++) {
      if (codes[outcomes[position]!] !== 1 || passed++ < from) continue;
      // Made once for a folder, which may have files by the hundred thousand.
      names ??= folder.names();
      found.push(fileAt(ledger, folder, position, names[position]!));
      if (found.length === most) return found;
    }
  }
  return found;
}

function fileAt(ledger: Ledger, folder: FolderEntry, position: number, name: string): ReasonedFile {
  return {
    path: [...folder.path, name].join('/'),
    absolute: join(ledger.absolute(folder), name),
    detail: ledger.remarkOn(folder.index, position).detail ?? '',
  };
}

/** For each outcome byte, 1 when it stands for this reason. */
function codesOf(reason: ReasonCode): Uint8Array {
  const codes = new Uint8Array(256);
  codes.forEach((_, code) => {
    const outcome = decodeOutcome(code);
    if (outcome && reasonOf(outcome) === reason) codes[code] = 1;
  });
  return codes;
}

/** The reason of an outcome, undefined for the ordinary ones. */
export function reasonOf(outcome: Outcome): ReasonCode | undefined {
  if (outcome.kind === 'written') return outcome.note;
  return outcome.kind === 'unchanged' ? undefined : outcome.reason;
}
