import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** The folders of the source, each with those that it may not import from, and why. Type-only imports count. */
const DIRECTIONS = [
  {
    files: 'src/core/dicom/**',
    not: [
      'policy',
      'pseudonym',
      'splice',
      'io',
      'record',
      'mapping',
      'view',
      'run',
      'worker',
      'rpc',
      'panel',
      'host',
    ],
    packages: ['vscode', 'node:fs'],
    why: 'core/dicom stands on nothing but itself',
  },
  {
    files: 'src/core/identifiers/**',
    not: [
      ...['policy', 'pseudonym', 'splice', 'io', 'record', 'mapping', 'view', 'run'],
      ...['worker', 'rpc', 'panel', 'host'],
    ],
    packages: ['vscode', 'node:fs'],
    why: 'what is known of a patient stands on core/dicom only',
  },
  {
    files: 'src/core/packed/**',
    not: [
      ...['dicom', 'identifiers', 'policy', 'pseudonym', 'splice', 'io', 'record', 'mapping', 'view', 'run'],
      ...['worker', 'rpc', 'panel', 'host'],
    ],
    packages: ['vscode', 'node:fs'],
    why: 'columns know nothing of what they hold',
  },
  {
    files: 'src/core/{policy,pseudonym,splice,view,dicomdir}/**',
    not: ['io', 'record', 'mapping', 'run', 'worker', 'rpc', 'panel', 'host'],
    packages: ['vscode', 'node:fs'],
    why: 'what decides and plans does no input or output',
  },
  {
    files: 'src/core/evidence/**',
    not: ['io', 'run', 'worker', 'rpc', 'panel', 'host'],
    packages: ['vscode', 'node:fs'],
    why: 'what tells of outputs does no input or output',
  },
  {
    files: 'src/core/audit/**',
    not: ['io', 'record', 'run', 'worker', 'rpc', 'panel', 'host'],
    packages: ['vscode', 'node:fs'],
    why: 'what searches does no input or output',
  },
  {
    files: 'src/core/{io,record,mapping}/**',
    not: ['run', 'worker', 'rpc', 'panel', 'host'],
    packages: ['vscode'],
    why: 'only core/run orders the steps',
  },
  {
    files: 'src/core/run/**',
    not: ['worker', 'rpc', 'panel', 'host'],
    packages: ['vscode'],
    why: 'core/run is given its workers; it knows neither threads nor the editor',
  },
  {
    files: 'src/{worker,rpc,panel,cli,sample}/**',
    not: ['host'],
    packages: ['vscode'],
    why: 'only src/host and src/extension.ts know VS Code',
  },
  {
    files: 'media/**',
    not: ['core/io', 'core/mapping', 'core/run', 'worker', 'host', 'cli'],
    packages: ['vscode', 'node:*'],
    why: 'the webview knows the protocol, not what is behind it',
  },
];

function forbid({ files, not, packages, why }) {
  const group = [...not.map((folder) => `**/${folder}/**`), ...packages];
  return {
    files: [`${files}/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message: why }] }] },
  };
}

const NODE_GLOBALS = Object.fromEntries(
  ['process', 'console', 'URL', 'require', 'module'].map((name) => [name, 'readonly']),
);

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'coverage/', '/sample/', '**/*.generated.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], languageOptions: { globals: NODE_GLOBALS } },
  { files: ['test/bench/**', 'test/host/**'], rules: { 'no-console': 'off' } },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  ...DIRECTIONS.map(forbid),
  prettier,
);
