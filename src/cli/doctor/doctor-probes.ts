/** What `doctor` looks at on this computer; tests hand in computers of their own. */
import { execFile } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { httpClient } from '../../transport/http-request.js';
import { ledgerPackages } from '../../transport/ledgerjs.js';
import { SPECULOS_URL } from '../../transport/speculos-address.js';
import { DEVICES_PROBE, type DevicesProbe } from '../devices/devices.js';

export type PortAnswer =
  | { readonly kind: 'free' | 'speculos' | 'airplay' }
  | { readonly kind: 'other'; readonly server: string };

export interface DoctorProbes {
  /** Without a `v`. */
  readonly nodeVersion: string;
  readonly platform: NodeJS.Platform;
  /** User number; undefined where there is none. */
  readonly uid: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  packages(): ReturnType<typeof ledgerPackages>;
  readonly devices: DevicesProbe;
  /** Undefined when it cannot be read. */
  readText(path: string): string | undefined;
  /** Empty when it cannot be read. */
  listFolder(path: string): readonly string[];
  mayOpen(path: string): boolean;
  /** Names of running programs; empty when they cannot be listed. */
  programs(): Promise<readonly string[]>;
  /** Who listens where Speculos does. */
  port(): Promise<PortAnswer>;
}

/** Milliseconds. */
const PORT_TIME = 1000;

export function doctorProbes(): DoctorProbes {
  const { platform } = process;
  return {
    nodeVersion: process.versions.node,
    platform,
    uid: process.getuid?.(),
    env: process.env,
    packages: ledgerPackages,
    devices: DEVICES_PROBE,
    readText(path) {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    },
    listFolder(path) {
      try {
        return readdirSync(path);
      } catch {
        return [];
      }
    },
    mayOpen(path) {
      try {
        accessSync(path, constants.R_OK | constants.W_OK);
        return true;
      } catch {
        return false;
      }
    },
    programs: () => programs(platform),
    port: () => portAnswer(new URL(SPECULOS_URL)),
  };
}

async function programs(platform: NodeJS.Platform): Promise<readonly string[]> {
  const [command, args] =
    platform === 'win32'
      ? (['tasklist', ['/fo', 'csv', '/nh']] as const)
      : (['ps', ['-axo', 'comm=']] as const);
  try {
    const { stdout } = await promisify(execFile)(command, args, { timeout: 5000 });
    return stdout.split('\n').map((line) => line.trim());
  } catch {
    return [];
  }
}

export async function portAnswer(url: URL): Promise<PortAnswer> {
  const client = httpClient();
  try {
    const events = new URL('/events?currentscreenonly=true', url);
    const { headers, body } = await client.send(events, { timeoutMs: PORT_TIME });
    const server = String(headers.server ?? '');
    if (/^AirTunes\b/i.test(server)) return { kind: 'airplay' };
    if (/^\{"events": ?\[/.test(body.toString('latin1').trim())) return { kind: 'speculos' };
    return { kind: 'other', server };
  } catch (error) {
    const { code } = error as { code?: string };
    return code === 'ECONNREFUSED' ? { kind: 'free' } : { kind: 'other', server: '' };
  } finally {
    client.close();
  }
}
