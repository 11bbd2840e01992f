/** The server on its ports: the fetch handler on HTTP, the default device on the APDU port. */
import { type AppOptions, createHandler } from './app.js';
import { LOOPBACK } from './loopback.js';
import { listenHttp } from './node-http.js';
import type { Listening } from './node-listen.js';
import { pageScript } from './node-page-script.js';
import { firstFitInTime } from './node-pattern.js';
import { listenTcp } from './node-tcp.js';

/** Ports, and what {@link AppOptions} has. */
export interface ServerOptions extends Omit<AppOptions, 'firstFit'> {
  /** Address to listen on; loopback when absent. */
  readonly host?: string;
  /** 0 for any that is free. */
  readonly apiPort: number;
  /** 0 for any that is free; no APDU port when absent. Always on loopback: it knows no token. */
  readonly apduPort?: number;
  /** When the APDU port is taken, take any other one, as Speculos does. */
  readonly apduPortMayChange?: boolean;
  /** Told, in a sentence, of what clients do that costs others. */
  readonly notice?: (text: string) => void;
}

/** A server that listens: its addresses, and how to stop it. */
export interface RunningServer {
  /** `http://127.0.0.1:5000`. */
  readonly url: string;
  readonly host: string;
  readonly apiPort: number;
  readonly apduPort: number | undefined;
  /** Ends streams, devices and connections. */
  close(): Promise<void>;
}

/**
 * Starts the server on its ports, on loopback unless `host` says otherwise.
 * @throws DeviceError when a port cannot be had.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = LOOPBACK, apiPort, apduPort, devices } = options;
  const handler = createHandler({
    page: pageScript('device'),
    ...options,
    firstFit: firstFitInTime,
  });
  const open: Listening[] = [];
  const close = async () => {
    await devices.close();
    await Promise.all(open.map((listening) => listening.close()));
  };
  try {
    const http = await listenHttp(handler, { host, port: apiPort }, options.notice);
    open.push(http);
    let tcp: Listening | undefined;
    if (apduPort !== undefined) {
      const listen = (port: number) =>
        listenTcp(() => devices.get(), { host: LOOPBACK, port }, options.notice);
      tcp = await listen(apduPort).catch((error: unknown) => {
        if (options.apduPortMayChange === true) return listen(0);
        throw error;
      });
      open.push(tcp);
    }
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${http.port}`,
      host,
      apiPort: http.port,
      apduPort: tcp?.port,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
