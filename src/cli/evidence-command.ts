import { UserError } from '../core/errors';
import { CancelledError } from '../core/io/cancellation';
import { directWorkbookIo } from '../core/mapping/direct-workbook-io';
import { peekMapping } from '../core/mapping/peek';
import { formatCount } from '../core/record/format';
import { type EvidenceStep, type ExportedEvidence, exportEvidence } from '../core/run/export-evidence';
import { findDciodvfy } from './dciodvfy';
import type { EvidenceArguments } from './evidence-arguments';
import { EXIT } from './exit';
import { choosePolicy } from './policy-questions';
import type { Terminal } from './terminal';
import { terminalLine } from './terminal-text';

const INTERVAL_MS = 250;

const STEPS: Readonly<Record<EvidenceStep, string>> = {
  audit: 'Searching',
  outputs: 'Describing',
  originals: 'Reading originals',
};

/**
 * Exports evidence as the arguments ask; returns the exit status.
 * @throws UserError when something of what they name is not there, or may not be written
 */
export async function runEvidence(args: EvidenceArguments, terminal: Terminal): Promise<number> {
  const { stdout, stderr, signal, version } = terminal;
  const { choice } = choosePolicy(args.policy);
  const mapping = await peekMapping(args.workbook, directWorkbookIo);
  if (!mapping)
    throw new UserError('no-workbook', 'There is no such mapping workbook.', 'Name it with --workbook.');
  const validator = args.validator ? findDciodvfy() : undefined;
  const talk = args.json ? stderr : stdout;
  const progress = progressOn(talk);
  try {
    const exported = await exportEvidence({
      ...{ outputs: args.outputs, evidence: args.to, source: args.source, crosswalks: args.crosswalks },
      ...{ mapping, policy: choice, version, signal, noPaths: args.noPaths, onProgress: progress.show },
      ...(validator ? { validator } : {}),
    });
    progress.end();
    talk.write(terminalLine(summaryOf(exported, args)));
    if (args.json) stdout.write(`${JSON.stringify(resultOf(exported))}\n`);
    return EXIT.done;
  } catch (error) {
    progress.end();
    if (!(error instanceof CancelledError)) throw error;
    talk.write('Cancelled: nothing was written.\n');
    return EXIT.cancelled;
  }
}

function summaryOf({ evidence, crosswalks }: ExportedEvidence, args: EvidenceArguments): string {
  const { audit, outputs, conformance, checksums } = evidence;
  const validator = conformance.validator.kind === 'run' ? 'dciodvfy was run' : 'dciodvfy was not run';
  return [
    `Evidence of ${formatCount(outputs.instances, 'instance')} of ${formatCount(outputs.patients, 'patient')}: ${args.to}`,
    `  Audit: ${formatCount(audit.findings, 'finding')}, ${audit.clean ? 'none of them serious' : 'see the evidence'}`,
    `  Checksums: ${formatCount(checksums.files, 'file')} in ${checksums.list}; ${validator}`,
    ...(crosswalks
      ? [
          `CONFIDENTIAL crosswalks of ${formatCount(crosswalks.patients, 'patient')} and ${formatCount(crosswalks.uids, 'UID')}: ${args.crosswalks}`,
        ]
      : []),
  ].join('\n');
}

/** Numbers only: neither paths nor what was found. */
function resultOf({ evidence, crosswalks }: ExportedEvidence) {
  const { outputs, audit, checksums } = evidence;
  const { instances, patients, studies, series, bytes, files } = outputs;
  return {
    ...{ instances, patients, studies, series, bytes, files },
    ...{ findings: audit.findings, clean: audit.clean, checksums: checksums.files },
    crosswalks: crosswalks ?? null,
  };
}

function progressOn(stream: NodeJS.WriteStream) {
  let last = 0;
  return {
    show: (step: EvidenceStep, files: number): void => {
      if (!stream.isTTY || Date.now() - last < INTERVAL_MS) return;
      last = Date.now();
      stream.write(`\r\x1b[K${STEPS[step]}: ${formatCount(files, 'file')}`);
    },
    end: (): void => {
      if (stream.isTTY) stream.write('\r\x1b[K');
    },
  };
}
