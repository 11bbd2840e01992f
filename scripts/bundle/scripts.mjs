/** What Node 20 needs to run the bundled modules as scripts: see `src/cli/script-modules.ts`. */
import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { parseAst } from 'rolldown/parseAst';
import { BUILD } from './places.mjs';

/** Stands in `cli.js` until all files are known. */
const BUILD_ID = /\bBUILD_ID\b/g;

/** @param tell is given the hash. */
export const identifyBuild = (tell) => ({
  name: 'identify-build',
  generateBundle(_options, files) {
    const hash = createHash('sha256');
    for (const name of Object.keys(files).sort()) hash.update(`${name}\0${files[name].code}\0`);
    const id = hash.digest('base64url');
    files['cli.js'].code = files['cli.js'].code.replace(BUILD_ID, JSON.stringify(id));
    tell(id);
  },
});

/** Names that are given another value later: a script would hand out the first. */
function variablesOf(body) {
  const variables = body.filter(
    ({ type, kind }) => type === 'VariableDeclaration' && kind !== 'const',
  );
  return variables.flatMap(({ kind, declarations }) =>
    declarations
      // Namespaces and CommonJS modules: set where they are declared.
      .filter(({ init }) => kind === 'let' || init === null)
      .map(({ id }) => id.name),
  );
}

/** How often `import()` and `import.meta` stand in a syntax tree. */
function countImports(node, count = { calls: 0, metas: 0 }) {
  if (node === null || typeof node !== 'object') return count;
  if (node.type === 'ImportExpression') count.calls++;
  if (node.type === 'MetaProperty' && node.meta.name === 'import') count.metas++;
  for (const child of Object.values(node)) countImports(child, count);
  return count;
}

/** The command's own files: what it imports, at once or later. */
function commandFiles(output) {
  const files = new Map(output.map((file) => [file.fileName, file]));
  const found = new Set();
  const visit = (name) => {
    const file = files.get(name);
    if (file === undefined || found.has(file)) return;
    found.add(file);
    for (const next of [...file.imports, ...file.dynamicImports]) visit(next);
  };
  visit('cli/process.js');
  return found;
}

/**
 * The text of a module is made a script by text alone.
 * @throws naming the file of which that is not true, and why.
 */
export async function refuseWhatIsNoScript(output) {
  const { moduleScript } = await import(new URL('cli/module-script.js', BUILD));
  for (const { fileName, code } of commandFiles(output)) {
    const refuse = (why) => {
      throw new Error(`${fileName} cannot be run as a script on Node 20: ${why}`);
    };
    const { body } = parseAst(code);
    const isImport = ({ type }) => type === 'ImportDeclaration';
    const imports = body.filter(isImport);
    if (body.findLastIndex(isImport) !== imports.length - 1) refuse('imports are not first');
    const exported = body.filter(({ type }) => type.startsWith('Export'));
    if (exported.length > 1 || exported.some((one) => body.at(-1) !== one))
      refuse('there is more than one list of exports at its end');
    const variables = new Set(variablesOf(body));
    for (const { source, declaration, specifiers = [] } of exported) {
      if (source || declaration) refuse('what is exported is not a list of names');
      for (const { local } of specifiers)
        if (variables.has(local.name)) refuse(`the exported ${local.name} may change`);
    }
    const { calls, metas } = countImports(body);
    if (calls !== code.split('import(').length - 1) refuse('import( stands in a text');
    if (metas !== code.split('import.meta').length - 1) refuse('import.meta stands in a text');
    const script = moduleScript(code);
    if (script.imports.join() !== imports.map(({ source }) => source.value).join())
      refuse('its imports are not found in its text');
    new Script(script.code, { filename: fileName });
  }
}
