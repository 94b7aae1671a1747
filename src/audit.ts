#!/usr/bin/env node
import { parseAuditArguments } from './cli/audit-arguments';
import { runAudit } from './cli/audit-command';
import { auditHelpText } from './cli/audit-help';
import { runProgram } from './cli/program';

runProgram(async (terminal) => {
  const command = parseAuditArguments(process.argv.slice(2));
  if (command.kind === 'audit') return runAudit(command, terminal);
  terminal.stdout.write(`${command.kind === 'help' ? auditHelpText() : terminal.version}\n`);
  return 0;
});
