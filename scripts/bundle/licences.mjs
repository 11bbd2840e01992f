/** Licences of the packages whose code is copied into `dist/`: they ask to be passed on with it. */
import { readdirSync, readFileSync } from 'node:fs';

const LICENCE = /^licen[cs]e/i;

/**
 * @param modules paths of all modules in the bundles.
 * @throws when a package has no licence file.
 */
export function licencesOf(modules) {
  const folders = new Set(
    modules.flatMap((path) => PACKAGE.exec(path.replaceAll('\\', '/')) ?? []),
  );
  const texts = [...folders].map((folder) => {
    const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const file = readdirSync(folder).find((one) => LICENCE.test(one));
    if (file === undefined)
      throw new Error(`${name} ${version}: expected a licence file beside it`);
    return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
  });
  const rule = `\n${'-'.repeat(72)}\n\n`;
  return `The files beside this one hold code of these packages.\n${rule}${texts.sort().join(rule)}`;
}

/** The folder of the innermost package. */
const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
