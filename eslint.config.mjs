import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const SRC = 'src/**/*.ts';

/** A rule that keeps imports of `files` to one direction; type-only imports count as well. */
function forbid(files, patterns, message) {
  return {
    files: [files],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] },
  };
}

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'coverage/', 'sample/', '**/*.generated.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      'no-console': 'error',
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', require: 'readonly', module: 'writable' } } },
  { files: ['src/cli/**/*.ts', 'test/bench/**', 'test/host/**'], rules: { 'no-console': 'off' } },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
  forbid('src/core/dicom/**', ['**/policy/**', '**/pseudonym/**', '**/splice/**', '**/io/**', '**/record/**', '**/mapping/**', '**/run/**', '**/worker/**', '**/rpc/**', '**/panel/**', '**/host/**', 'vscode', 'node:fs'], 'core/dicom stands on nothing but itself'),
  forbid('src/core/{policy,pseudonym,splice}/**', ['**/io/**', '**/record/**', '**/mapping/**', '**/run/**', '**/worker/**', '**/rpc/**', '**/panel/**', '**/host/**', 'vscode', 'node:fs'], 'policy, pseudonym and splice see core/dicom and each other only'),
  forbid('src/core/{io,record,mapping}/**', ['**/run/**', '**/worker/**', '**/rpc/**', '**/panel/**', '**/host/**', 'vscode'], 'only core/run orders the steps'),
  forbid('src/core/run/**', ['**/worker/**', '**/rpc/**', '**/panel/**', '**/host/**', 'vscode'], 'core/run is given its workers; it does not know threads or the editor'),
  forbid('src/{worker,rpc,panel,cli,sample}/**', ['**/host/**', 'vscode'], 'only src/host and src/extension.ts know VS Code'),
  prettier,
);
