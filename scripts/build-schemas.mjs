/**
 * `npm run schemas`: JSON Schema of what people write and of every `--json` document, into `schemas/`.
 * With `--check` nothing is written, and a file that is not as it would be is a failure.
 * Of zod's schemas where files are checked with them, else of the TypeScript types. Needs `build`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';
import { z } from 'zod';
import { PROFILE } from '../build/provider/test/profile-schema.js';
import { LIMITS } from '../build/scenario/limits.js';
import { SCENARIO } from '../build/scenario/schema.js';

const root = new URL('../', import.meta.url);
const folder = new URL('schemas/', root);
const at = (path) => fileURLToPath(new URL(path, root));

const generator = createGenerator({
  path: at('src/{cli/documents,check/answer/written-case}.ts'),
  tsconfig: at('tsconfig.build.json'),
  skipTypeCheck: true,
  topRef: false,
  encodeRefs: false,
  functions: 'hide',
});
const documents = [
  ...readFileSync(at('src/cli/documents.ts'), 'utf8').matchAll(
    /\/\*\* (.*) \*\/\nexport (?:type|interface) (\w+)Document\b/g,
  ),
].map(([, title, name]) => [kebab(name), { title, ...schemaOf(`${name}Document`) }]);

const schemas = {
  scenario: { title: 'A file of scenarios for `test`', ...scenarioFile() },
  'provider-profile': { title: 'A profile of a provider for `provider test`', ...ofZod(PROFILE) },
  case: { title: 'A case for `check`', ...schemaOf('WrittenCase') },
  ...Object.fromEntries(documents),
};

const texts = new Map(
  Object.entries(schemas).map(([name, { $schema: _, ...schema }]) => {
    const document = { $schema: 'http://json-schema.org/draft-07/schema#', ...schema };
    return [`${name}.schema.json`, `${JSON.stringify(document, null, 2)}\n`];
  }),
);
if (process.argv.includes('--check')) {
  const old = readdirSync(folder).filter((file) => !texts.has(file));
  const changed = [...texts].filter(([file, text]) => textAt(file) !== text).map(([file]) => file);
  if (old.length + changed.length > 0) {
    console.error(`not as npm run schemas makes it: ${[...old, ...changed].join(', ')}`);
    process.exit(1);
  }
} else {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [file, text] of texts) writeFileSync(new URL(file, folder), text);
}
console.log(`${texts.size} schemas`);

function textAt(file) {
  const path = new URL(file, folder);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function kebab(name) {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

function schemaOf(type) {
  return generator.createSchema(type);
}

/**
 * These files are read with every value as text or not, as their author likes: a number may stand
 * where a text is expected, and the other way about.
 */
function ofZod(schema) {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    reused: 'ref',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      const { type } = jsonSchema;
      // Names are texts in any case.
      delete jsonSchema.propertyNames;
      if (type === 'string' && jsonSchema.enum === undefined)
        jsonSchema.type = ['string', 'number'];
      if (type === 'boolean') {
        const values = jsonSchema.const === undefined ? [true, false] : [jsonSchema.const];
        delete jsonSchema.type;
        delete jsonSchema.const;
        jsonSchema.enum = values.flatMap((value) => [value, `${value}`]);
      }
    },
  });
}

/** One scenario, or `defaults` and `scenarios`; either may be many through its `matrix`. */
function scenarioFile() {
  const scenario = ofZod(SCENARIO);
  const { $schema: _, definitions, ...whole } = scenario;
  const matrix = {
    type: 'object',
    description: 'Paths such as device.model, each with the values to make a scenario of.',
    additionalProperties: {
      type: 'array',
      minItems: 1,
      items: { type: ['string', 'number', 'boolean'] },
    },
  };
  const properties = { ...whole.properties, matrix };
  const one = { ...whole, properties };
  // What is missing in one may come from `defaults` or from the matrix.
  const { required: __, ...flow } = properties.flow;
  const { required: ___, ...part } = { ...one, properties: { ...properties, flow } };
  return {
    definitions: { scenario: one, part, ...definitions },
    anyOf: [
      { $ref: '#/definitions/scenario' },
      { allOf: [{ $ref: '#/definitions/part' }, { type: 'object', required: ['matrix'] }] },
      {
        type: 'object',
        properties: {
          defaults: { $ref: '#/definitions/part' },
          scenarios: {
            type: 'array',
            maxItems: LIMITS.scenarios,
            items: { $ref: '#/definitions/part' },
          },
        },
        required: ['scenarios'],
        additionalProperties: false,
      },
    ],
  };
}
