/** Node's cache of compiled code, in the user's cache folder: from Node 22.1 on. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Missing in the types of Node 20, as it is there. */
type WithCache = { readonly enableCompileCache?: (folder: string) => unknown };

/** Where it cannot be kept (a read-only home), nothing is; Node says so in a result, and throws not. */
export function keepCompiledCode(): void {
  // Not imported: only what is asked for here is loaded.
  const { enableCompileCache } = process.getBuiltinModule('node:module') as WithCache;
  if (enableCompileCache === undefined) return;
  const { homedir } = process.getBuiltinModule('node:os');
  const folder = cacheFolder(process.env, process.platform, homedir());
  if (folder !== undefined) enableCompileCache(join(folder, 'exchange-sim'));
}

/** The platform's folder for what may be thrown away; undefined where there is none to be in. */
export function cacheFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  home: string,
): string | undefined {
  // Somebody's own choice, or refusal.
  if (env.NODE_COMPILE_CACHE || env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (platform === 'win32') return env.LOCALAPPDATA || undefined;
  // A home that does not exist is not made.
  if (!existsSync(home)) return undefined;
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}
