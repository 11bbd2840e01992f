/** The entries of the package as package.json lists them. */
import { readFileSync } from 'node:fs';

const { name, exports } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { name: string; exports: Record<string, string | { types: string; default: string }> };

export interface PublicEntry {
  /** As people import it. */
  readonly name: string;
  /** Its source, from the root of the repository. */
  readonly source: string;
}

export const ENTRIES: readonly PublicEntry[] = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === 'string'
    ? []
    : [
        {
          name: name + path.slice(1),
          source: target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts'),
        },
      ],
);
