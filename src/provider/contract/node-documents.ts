/** The contracts as files: `openapi/` of the package. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { packageFile } from '../../package-file.js';
import { Contract } from './contract.js';
import { CONTRACT_NAMES, type OpenApiDocument } from './document.js';

function readDocuments(): OpenApiDocument[] {
  return CONTRACT_NAMES.map((name) => {
    const text = readFileSync(packageFile(`openapi/${name}.yaml`), 'utf8');
    return { ...(parse(text) as OpenApiDocument), name };
  });
}

let loaded: Contract | undefined;

/** Read once; schemas are compiled when they are first used. */
export function loadContract(): Contract {
  loaded ??= new Contract(readDocuments());
  return loaded;
}
