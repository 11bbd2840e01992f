/** Tools that the examples need and a machine may not have; processes beside the test's own server. */
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const EXAMPLES = `${ROOT}examples/`;

/** Whether this command runs on this machine. */
export function has(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs beside this process, which may have a server that is asked meanwhile. */
export async function ran(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...options.env };
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, { cwd: options.cwd, env });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}
