import {
  compilePolicyFile,
  type CompiledPolicy,
  type PolicyText,
} from '../../../../src/core/policy/file/compile';
import { PolicyFileError, problemText } from '../../../../src/core/policy/file/problem';

/** Compiles the file of `files` with the given name; the names are the paths, too. */
export function compile(files: Readonly<Record<string, string>>, name = 'my.dicomanon.json'): CompiledPolicy {
  const read = (path: string): PolicyText | undefined => {
    const text = files[path];
    return text === undefined ? undefined : { id: path, name: path, text };
  };
  return compilePolicyFile(read(name)!, read);
}

/** The policy of one file with these rules. */
export function compileRules(...rules: readonly object[]): CompiledPolicy {
  return compile({ 'my.dicomanon.json': policyText({ rules }) });
}

/** The text of a policy file that is fine but for `changes`. */
export function policyText(changes: object = {}): string {
  return JSON.stringify({ name: 'my', extends: 'DicomAnon', ...changes });
}

/** All that is wrong with a policy file, as people read it. */
export function problemsOf(text: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    compile({ ...others, 'my.dicomanon.json': text });
  } catch (error) {
    if (error instanceof PolicyFileError) return error.problems.map(problemText);
    throw error;
  }
  return [];
}
