#!/usr/bin/env -S node --optimize-for-size
import { setFlagsFromString } from 'node:v8';
import { parseArguments } from './cli/arguments';
import { EXIT } from './cli/exit';
import { helpText } from './cli/help';
import { explanationOf, policyList } from './cli/policy-questions';
import { runPreview } from './cli/preview-command';
import { runProgram } from './cli/program';
import { runAnonymise } from './cli/run-command';

// A run makes garbage of a few kilobytes a file: to collect it in a small space costs little time, and saves a third of
// the memory. This is for the threads alone: the flag above and in package.json is for the main one, which has started.
setFlagsFromString('--optimize-for-size');

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
