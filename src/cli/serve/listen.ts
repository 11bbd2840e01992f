/** What `serve` and `bridge` share: ports, who may speak, the line when ready, and the end. */

import { InputError } from '../../errors.js';
import type { GateOptions } from '../../server/gate.js';
import { isLoopback, LOOPBACK } from '../../server/loopback.js';
import type { RunningServer, ServerOptions } from '../../server/node-server.js';
import type { ServedDevices } from '../../server/served-devices.js';
import { expected, shownText } from '../../shown.js';
import type { ServeDocument } from '../documents.js';
import { readInput } from '../files/input.js';
import type { Io } from '../io.js';
import { portOf } from '../options/port.js';
import { packageVersion } from '../package-version.js';
import { jsonText } from '../text/text.js';
import type { ListenOptions } from './options.js';

const APDU_PORT = 9999;
/** Shorter ones can be tried out. */
const MIN_TOKEN = 16;

type Listen = Pick<
  ServerOptions,
  'host' | 'apiPort' | 'apduPort' | 'apduPortMayChange' | 'gate' | 'version'
>;

/**
 * @param anyOrigin whether every web page may use the server when the user names none.
 * @throws InputError naming the option, what was expected and what came.
 */
export function listenOptions(
  options: ListenOptions,
  anyOrigin: boolean,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Listen {
  const { host, apduPort } = options;
  const apdu = typeof apduPort === 'string' ? portOf(apduPort, '--apdu-port') : APDU_PORT;
  return {
    ...(host === undefined ? {} : { host }),
    apiPort: portOf(options.apiPort, '--api-port'),
    ...(apduPort === false ? {} : { apduPort: apdu, apduPortMayChange: apduPort === undefined }),
    gate: gateOf(options, anyOrigin, env),
    version: packageVersion(),
  };
}

function gateOf(
  options: ListenOptions,
  anyOrigin: boolean,
  env: Readonly<Record<string, string | undefined>>,
): GateOptions {
  const { host = LOOPBACK, allowRemote, allowOrigin } = options;
  const token = tokenOf(options, env);
  const remote = !isLoopback(host);
  if (remote && allowRemote !== true) {
    throw new InputError(expected(`--host ${host}`, '--allow-remote beside it', 'none'), {
      hint: 'Everybody who reaches that address can then use the device: --allow-remote --token-file FILE.',
    });
  }
  if (remote && token === undefined) {
    throw new InputError(expected(`--host ${host}`, 'a token beside it', 'none'), {
      hint: 'Give at least 16 characters nobody can guess: openssl rand -hex 16 > FILE, then --token-file FILE.',
    });
  }
  return {
    hosts: remote ? [host.toLowerCase()] : [],
    origins: allowOrigin?.map((origin) => originOf(origin, anyOrigin)) ?? (anyOrigin ? ['*'] : []),
    ...(token === undefined ? {} : { token }),
  };
}

/** From the option, its file or the environment; what is wrong with it is said without it. */
function tokenOf(
  { token, tokenFile }: ListenOptions,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (token !== undefined && tokenFile !== undefined) {
    throw new InputError(expected('--token-file', 'without --token', 'both'));
  }
  // What was typed is shown to every user of the machine: from here on without arguments.
  if (token !== undefined) process.title = 'exchange-sim';
  const given =
    tokenFile === undefined
      ? // Servers of builds set variables to nothing where there is no secret.
        (token ?? (env[VARIABLE] === '' ? undefined : env[VARIABLE]))
      : readInput(tokenFile, '--token-file').trim();
  if (given === undefined || /^[A-Za-z0-9._~-]{16,200}$/.test(given)) return given;
  const source =
    tokenFile !== undefined ? '--token-file' : token !== undefined ? '--token' : VARIABLE;
  throw new InputError(
    expected(
      source,
      `${MIN_TOKEN} to 200 letters, digits, '-', '.', '_' or '~'`,
      `${given.length} characters`,
    ),
  );
}

const VARIABLE = 'EXCHANGE_SIM_TOKEN';

function originOf(text: string, anyOrigin: boolean): string {
  if (text === '*' && anyOrigin) return text;
  if (URL.canParse(text) && new URL(text).origin !== 'null') return new URL(text).origin;
  const hint =
    text === '*' ? { hint: 'With a real device behind, name the pages that may use it.' } : {};
  throw new InputError(
    expected('--allow-origin', 'an origin like http://localhost:3000', shownText(text)),
    hint,
  );
}

/** The one line, or the one document, that says where. */
export function announce(
  what: string,
  server: RunningServer,
  devices: ServedDevices,
  options: ListenOptions,
  io: Io,
): void {
  const { url, apduPort } = server;
  if (options.json === true) {
    const { host, apiPort } = server;
    io.stdout.write(
      jsonText({
        url,
        host,
        apiPort,
        apduPort: apduPort ?? null,
        pid: process.pid,
        devices: devices.ids.map((id) => ({ id, path: `/devices/${id}` })),
      } satisfies ServeDocument),
    );
    return;
  }
  const count = devices.size > 1 ? `, ${devices.size} devices` : '';
  const tcp = apduPort === undefined ? '' : `, APDU port ${apduPort}`;
  io.stdout.write(`${what} at ${url}${tcp}${count}\n`);
}

/** Resolves when the user or the system asks the process to end. A second signal ends it at once. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
}

/** Milliseconds for closing in order, and until the process ends all the same. */
const GRACE = 200;
const END = 2 * GRACE;

/** As {@link untilStopped}; the process then ends soon, whoever holds what open. */
export async function untilStoppedAtOnce(): Promise<void> {
  await untilStopped();
  // Thousands of connections take their time to close one by one; the system does it at once.
  setTimeout(() => process.exit(), END).unref();
}

/** Waits for what is closed in order, and no longer than {@link GRACE}. */
export async function inTime(closing: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GRACE);
  });
  await Promise.race([closing, late]).finally(() => clearTimeout(timer));
}
