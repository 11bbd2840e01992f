/** Listening on a port, and saying in words why it cannot be had. */
import type { AddressInfo, Server } from 'node:net';
import { DeviceError } from '../errors.js';

export interface Listening {
  /** The port, chosen by the system when 0 was asked for. */
  readonly port: number;
  close(): Promise<void>;
}

/** @throws DeviceError (exit code 3) when the port is taken, forbidden, or not of this machine. */
export function listenOn(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  option: 'api-port' | 'apdu-port' | 'port',
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(explained(error, host, port, option));
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      // Errors of single connections are handled where they are; nothing else may end the process.
      server.on('error', () => {});
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}

function explained(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  option: string,
): DeviceError {
  const hint = `--${option} ${port + 1} takes another one, --${option} 0 any that is free.`;
  if (error.code === 'EADDRINUSE') {
    const airPlay =
      port === 5000
        ? ' On a Mac that is AirPlay Receiver (System Settings, AirDrop & Handoff).'
        : '';
    return new DeviceError(`port ${port} of ${host} is taken by another program`, {
      hint: `${hint}${airPlay}`,
      cause: error,
    });
  }
  if (error.code === 'EACCES') {
    return new DeviceError(`port ${port} may not be used without special rights`, {
      hint,
      cause: error,
    });
  }
  return new DeviceError(`cannot listen on ${host}:${port} (${error.code ?? error.message})`, {
    hint: 'Give an address of this machine with --host.',
    cause: error,
  });
}
