/**
 * A bundled module as a script. Node 20 keeps the compiled code of scripts (`vm.Script`), not that of
 * modules, and compiles half a megabyte anew for each command. The bundler writes imports first, one
 * list of exports last, and nothing between them that a function could not hold; where it would not,
 * the build fails (`scripts/bundle/scripts.mjs`).
 */

/** A script, and whose exports it is given. */
export interface ModuleScript {
  /**
   * An expression: a function of `__modules` (exports of the imported modules, in their order),
   * `__import` (in place of `import()`) and `__meta` (in place of `import.meta`) that returns the
   * module's exports.
   */
  readonly code: string;
  /** What is imported before it runs: `./x.js`, `node:fs`, names of packages. */
  readonly imports: readonly string[];
}

const IMPORT = /import(?:([^"'`();]+)from)?\s*"([^"]+)";?/y;
const EXPORTS = 'export{';

/** @param text of a file of `dist/`. */
export function moduleScript(text: string): ModuleScript {
  const imports: string[] = [];
  let head = '';
  let start = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0;
  IMPORT.lastIndex = start;
  for (let found = IMPORT.exec(text); found !== null; found = IMPORT.exec(text)) {
    const [, bound, from = ''] = found;
    if (bound !== undefined) head += declarations(bound, `__modules[${imports.length}]`);
    imports.push(from);
    start = IMPORT.lastIndex;
  }
  const end = text.lastIndexOf(EXPORTS);
  const body = text
    .slice(start, end === -1 ? undefined : end)
    .replaceAll('import(', '__import(')
    .replaceAll('import.meta', '__meta');
  const names = end === -1 ? '' : text.slice(end + EXPORTS.length, text.lastIndexOf('}'));
  const code = `(function(__modules,__import,__meta){"use strict";${head}${body};return{${members(names)}}})`;
  return { code, imports };
}

/** What an import binds: `a`, `* as a`, `{a as b,c}`, or the first and one of the others. */
function declarations(bound: string, module: string): string {
  const brace = bound.indexOf('{');
  const plain = (brace === -1 ? bound : bound.slice(0, brace)).split(',');
  let text = '';
  for (const name of plain.map((one) => one.trim())) {
    if (name === '') continue;
    const whole = /^\*\s*as\s+(.+)$/.exec(name)?.[1];
    text += whole === undefined ? `const{default:${name}}=${module};` : `const ${whole}=${module};`;
  }
  if (brace === -1) return text;
  return `${text}const${bound.slice(brace).trim().replaceAll(' as ', ':')}=${module};`;
}

/** `a as b,c` as members of an object. */
function members(list: string): string {
  return list.replace(/([^\s,]+) as ([^\s,]+)/g, '$2:$1');
}
