/** Where compiled code is kept: in the user's cache folder, by Node itself from 22.1 on. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** Missing in the types of Node 20, as it is there. */
type WithCache = { readonly enableCompileCache?: (folder: string) => unknown };

/**
 * Where it cannot be kept (a read-only home), nothing is.
 *
 * @returns the folder, where Node does not keep it by itself.
 */
export function keepCompiledCode(): string | undefined {
  // Not imported: only what is asked for here is loaded.
  const { homedir } = process.getBuiltinModule('node:os');
  const folder = cacheFolder(process.env, process.platform, homedir());
  const ours = folder === undefined ? undefined : writable([folder, join(folder, 'exchange-sim')]);
  const { enableCompileCache } = process.getBuiltinModule('node:module') as WithCache;
  if (enableCompileCache === undefined) return ours;
  if (ours !== undefined) enableCompileCache(ours);
  return undefined;
}

/**
 * The last of these folders, made where it was not; undefined where that cannot be. One by one: Node
 * 22 tries for ever to make folders in one that can have none, as in /proc.
 */
function writable(folders: readonly string[]): string | undefined {
  try {
    for (const folder of folders) if (!existsSync(folder)) mkdirSync(folder);
    const last = folders.at(-1);
    if (last !== undefined) accessSync(last, constants.W_OK);
    return last;
  } catch {
    return undefined;
  }
}

/** The platform's folder for what may be thrown away; undefined where there is none to be in. */
export function cacheFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  home: string,
): string | undefined {
  // Somebody's own choice, or refusal.
  if (env.NODE_COMPILE_CACHE || env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  // A relative one is to be ignored (XDG Base Directory Specification): it would be another in each folder.
  if (isAbsolute(env.XDG_CACHE_HOME ?? '')) return env.XDG_CACHE_HOME;
  if (platform === 'win32') return env.LOCALAPPDATA || undefined;
  // A home that does not exist is not made.
  if (!isAbsolute(home) || !existsSync(home)) return undefined;
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}
