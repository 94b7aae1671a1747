import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { POLICIES } from '../../../../src/core/policy/policies';
import { EDITOR_KEYWORDS, policySchema, type JsonSchema } from '../../../../src/core/policy/file/schema';
import { problemsOf } from './policy-files';

describe('the schema of policy files', () => {
  const schema = policySchema();

  it('is valid draft-07', () => {
    const ajv = new Ajv({ strictTypes: false });
    assert.equal(ajv.validateSchema(schema), true, JSON.stringify(ajv.errors));
    ajv.addVocabulary([...EDITOR_KEYWORDS]);
    assert.doesNotThrow(() => ajv.compile(schema));
  });

  it('is what the build writes for the editor', () => {
    assert.deepEqual(JSON.parse(readFileSync('dist/media/policy.schema.json', 'utf8')), schema);
  });

  it('has examples that the run accepts', () => {
    const examples = schema['examples'] as readonly object[];
    assert.ok(examples.length >= 2);
    for (const example of examples) assert.deepEqual(problemsOf(JSON.stringify(example)), []);
  });

  it('describes every property', () => {
    const undescribed: string[] = [];
    const look = (part: unknown, path: string): void => {
      if (typeof part !== 'object' || part === null) return;
      const { properties } = part as { readonly properties?: Readonly<Record<string, JsonSchema>> };
      if (properties && !path.endsWith('/if')) {
        for (const [name, property] of Object.entries(properties))
          if (typeof property['description'] !== 'string') undescribed.push(`${path}/${name}`);
      }
      for (const [key, value] of Object.entries(part)) if (key !== 'examples') look(value, `${path}/${key}`);
    };
    look(schema, '');
    assert.deepEqual(undescribed, []);
  });

  it('offers the built-in policies and all their options', () => {
    const text = JSON.stringify(schema);
    for (const { name, switches } of POLICIES) {
      assert.ok(text.includes(JSON.stringify(name)), name);
      for (const { id, description } of switches) {
        const options = (schema['properties'] as Readonly<Record<string, JsonSchema>>)['options']!;
        const option = (options['properties'] as Readonly<Record<string, JsonSchema>>)[id];
        assert.ok(String(option?.['description']).includes(description), id);
      }
    }
  });
});
