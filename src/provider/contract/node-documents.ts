/** The contracts as files: `openapi/` of the package, from `src`, from `dist` and from a tarball. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Contract } from './contract.js';
import { CONTRACT_NAMES, type OpenApiDocument } from './document.js';

const FOLDER = new URL('../../../openapi/', import.meta.url);

function readDocuments(): OpenApiDocument[] {
  return CONTRACT_NAMES.map((name) => {
    const text = readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8');
    return { ...(parse(text) as OpenApiDocument), name };
  });
}

let loaded: Contract | undefined;

/** Read once; schemas are compiled when they are first used. */
export function loadContract(): Contract {
  loaded ??= new Contract(readDocuments());
  return loaded;
}
