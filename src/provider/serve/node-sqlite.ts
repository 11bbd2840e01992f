/** SQLite: Node's own where there is one (22.13 and newer), else a package with the same API. */
import { DeviceError } from '../../errors.js';
import { expected } from '../../shown.js';

export interface Statement {
  run(...values: readonly (string | number | null)[]): unknown;
  get(
    ...values: readonly (string | number | null)[]
  ): Readonly<Record<string, unknown>> | undefined;
  all(...values: readonly (string | number | null)[]): readonly Readonly<Record<string, unknown>>[];
}

export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface Sqlite {
  readonly DatabaseSync: new (file: string) => Database;
}

/** In this order; the names are not literals, since neither need be there. */
const MODULES: readonly string[] = ['node:sqlite', '@photostructure/sqlite'];

/** @throws DeviceError when neither is there. */
export async function loadSqlite(): Promise<Sqlite> {
  for (const name of MODULES) {
    try {
      return await quietly(() => import(/* @vite-ignore */ name) as Promise<Sqlite>);
    } catch {
      // The next one.
    }
  }
  throw new DeviceError(expected('--data', 'SQLite', 'a Node.js without it'), {
    hint: 'Use Node.js 22.13 or newer, or: npm install @photostructure/sqlite@1',
  });
}

/** Node 22 warns that its SQLite is experimental: true, and nothing a user could do about. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('SQLite'))
      Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    return await load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
