#!/usr/bin/env node
import { parseArguments } from './cli/arguments';
import { EXIT } from './cli/exit';
import { helpText } from './cli/help';
import { explanationOf, policyList } from './cli/policy-questions';
import { runPreview } from './cli/preview-command';
import { runProgram } from './cli/program';
import { runAnonymise } from './cli/run-command';

runProgram(async (terminal) => {
  const command = parseArguments(process.argv.slice(2));
  const print = (text: string): number => {
    terminal.stdout.write(`${text}\n`);
    return EXIT.done;
  };
  switch (command.kind) {
    case 'help':
      return print(helpText());
    case 'version':
      return print(terminal.version);
    case 'list-policy':
      return print(policyList(command.policy));
    case 'explain':
      return print(explanationOf(command.subject, command.policy));
    case 'anonymise': {
      const { source } = command;
      if (command.preview && source !== undefined) return runPreview({ ...command, source }, terminal);
      return runAnonymise(command, terminal);
    }
  }
});
