/**
 * `npm run docs`: the API reference of every entry of the package, as pages under api/. Fails
 * with a warning: a name without words, a dead link, a type that an entry mentions and does not
 * export, bytes of which nobody says what they are. With `--check` nothing is written.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Before typedoc, which needs its API.
import './typescript-api.mjs';

const { Application, ReflectionKind, TSConfigReader, TypeDocReader } = await import('typedoc');

const root = new URL('../', import.meta.url);
process.chdir(fileURLToPath(root));
const { name, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
/** From source file to the name people import. */
const entries = new Map(
  Object.entries(exports)
    .filter(([, target]) => target.types !== undefined)
    .map(([entry, { types }]) => [
      types.replace('./dist/', 'src/').replace('.d.ts', '.ts'),
      name + entry.slice(1),
    ]),
);

const app = await Application.bootstrapWithPlugins({ entryPoints: [...entries.keys()] }, [
  new TypeDocReader(),
  new TSConfigReader(),
]);
const project = await app.convert();
if (project === undefined) process.exit(1);
for (const entry of project.children) entry.name = entryName(entry);
app.validate(project);
const api = app.serializer.projectToObject(project, root.pathname);
for (const line of [...notExported(api), ...unexplained(api)]) app.logger.warn(line);
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1);
if (!process.argv.includes('--check')) await app.generateOutputs(project);

function entryName(module) {
  const file = [...entries.keys()].find(
    (path) => path === `src/${module.name}.ts` || path === `src/${module.name}/index.ts`,
  );
  return entries.get(file);
}

/** typedoc is content with a type that any entry exports; here each entry has all that it mentions. */
function notExported(api) {
  const byId = new Map();
  each(api, (node) => {
    if (typeof node.id === 'number') byId.set(node.id, node);
  });
  const isOurs = ({ target }) =>
    typeof target === 'number' ? byId.has(target) : target?.packageName === name;
  return api.children.flatMap((entry) => {
    const exported = new Set(entry.children.map((child) => child.name));
    const missing = new Map();
    for (const child of entry.children) {
      let meant = child;
      while (meant.variant === 'reference') meant = byId.get(meant.target);
      each(meant, (node) => {
        if (node.type !== 'reference' || node.refersToTypeParameter || !isOurs(node)) return;
        const [mentioned] = node.name.split('.');
        if (!exported.has(mentioned)) missing.set(mentioned, child.name);
      });
    }
    return [...missing].map(
      ([type, by]) => `${entry.name} mentions ${type} in ${by} and does not export it`,
    );
  });
}

/** typedoc is content with a function of `@throws` alone, and with bytes without a word. */
function unexplained(api) {
  const silent = new Map();
  const visit = (node, path) => {
    if (node.inheritedFrom !== undefined) return;
    const isSilent = ({ comment }) => !comment?.summary.some(({ text }) => text.trim() !== '');
    const isFunction = node.kind === ReflectionKind.Function && node.signatures?.some(isSilent);
    const isBytes = node.kind === ReflectionKind.Property && isOfBytes(node.type) && isSilent(node);
    if (isFunction || isBytes) silent.set(node.id, path);
    const parts = [...(node.children ?? []), ...(node.type?.declaration?.children ?? [])];
    for (const part of parts) visit(part, `${path}.${part.name}`);
  };
  for (const entry of api.children) {
    for (const child of entry.children) visit(child, `${entry.name}: ${child.name}`);
  }
  return [...silent.values()].map((path) => `${path} has no words that say what it is`);
}

function isOfBytes(type) {
  if (type?.type === 'union') return type.types.some(isOfBytes);
  return type?.type === 'reference' && type.name === 'Uint8Array';
}

/** `typeof X` is spelt out where it matters; where something comes from is for readers of the source. */
function each(node, visit) {
  if (typeof node !== 'object' || node === null || node.type === 'query') return;
  visit(node);
  for (const [key, value] of Object.entries(node)) {
    if (!/^(comment|inheritedFrom|overwrites|(extend|implement)\w+)$/.test(key)) each(value, visit);
  }
}
