/**
 * Makes what is known of the form of policy files at run time from their schema: `validate.generated.ts` (a function
 * without eval) for the run, and the JSON itself for the editor.
 */
import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import Ajv from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import * as esbuild from 'esbuild';

const SCHEMA_MODULE = fileURLToPath(new URL('./schema.ts', import.meta.url));
const VALIDATOR = fileURLToPath(new URL('./validate.generated.ts', import.meta.url));

/**
 * Writes the validator beside the schema, and the schema to `schemaFile`. Needs the generated dictionary.
 *
 * @param {string} schemaFile
 */
export async function generatePolicySchema(schemaFile) {
  const { policySchema, EDITOR_KEYWORDS } = await load(SCHEMA_MODULE);
  const schema = policySchema();
  writeIfChanged(VALIDATOR, validatorModule(schema, EDITOR_KEYWORDS));
  writeIfChanged(schemaFile, `${JSON.stringify(schema, undefined, 2)}\n`);
}

async function load(module) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [module],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

function validatorModule(schema, editorKeywords) {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strictTypes: false,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addVocabulary([...editorKeywords]);
  const code = standalone(ajv, ajv.compile(schema));
  return `// @ts-nocheck\n${code}\n`;
}

/** Leaves an equal file alone, so that incremental builds see no change. */
function writeIfChanged(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}
