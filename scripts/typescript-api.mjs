/**
 * TypeScript with a JavaScript API, which version 7 does not have yet: the one that
 * ts-json-schema-generator brings. Whoever is loaded after this file and asks for `typescript` gets it.
 */
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';

const found = createRequire(
  createRequire(import.meta.url).resolve('ts-json-schema-generator'),
).resolve('typescript');
const url = JSON.stringify(pathToFileURL(found).href);

const hook = `export function resolve(name, context, next) {
  return next(name === 'typescript' ? ${url} : name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

export const { default: typescript } = await import(url.slice(1, -1));
