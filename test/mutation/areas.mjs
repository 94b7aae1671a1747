/**
 * Where a mistake leaks a patient or spoils a file, and the tests that are asked, those of the folder first. Tests with
 * other programs and thousands of random files are not among them: a mutant would wait too long for them. `floor` is the
 * percent of mutants noticed, or justified, below which the command fails.
 */
export const AREAS = [
  { folder: 'src/core/pseudonym', floor: 100, tests: ['unit/pseudonym', 'property/pseudonyms'] },
  {
    folder: 'src/core/splice',
    floor: 100,
    tests: ['unit/splice', 'unit/dicom/ambiguous-input', 'property/edits'],
  },
  { folder: 'src/core/dicom', floor: 100, tests: ['unit/dicom/', 'unit/identifiers'] },
  {
    folder: 'src/core/policy',
    floor: 100,
    tests: ['repo/readme', 'unit/policy/ps315', 'unit/policy', 'unit/splice', 'property/decisions'],
  },
];

/** Tests of those files that take seconds. */
export const TOO_LONG = /hostile policy file is compiled|with any options together|pydicom|dcmjs/;

/** What is not mutated: files, as Stryker's patterns, each with the reason. */
export const LEFT_OUT = [
  {
    files: 'src/core/policy/file/schema.ts',
    reason: 'runs at build time; what it makes is tested by policy files',
  },
  { files: '**/*.generated.ts', reason: 'written by a generator from the standard and the schema' },
  {
    files: 'src/core/policy/ps315/*-2026c.ts',
    reason: "tables that tests hold row by row against the standard's",
  },
];

/** Where the bundled tests lie, in the copy of the project whose sources hold the mutants. */
export const BUNDLE = 'out/mutation-tests.cjs';
