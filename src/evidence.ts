#!/usr/bin/env node
import { parseEvidenceArguments } from './cli/evidence-arguments';
import { runEvidence } from './cli/evidence-command';
import { evidenceHelpText } from './cli/evidence-help';
import { runProgram } from './cli/program';

runProgram(async (terminal) => {
  const command = parseEvidenceArguments(process.argv.slice(2));
  if (command.kind === 'evidence') return runEvidence(command, terminal);
  terminal.stdout.write(`${command.kind === 'help' ? evidenceHelpText() : terminal.version}\n`);
  return 0;
});
