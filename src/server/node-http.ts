/** The fetch handler on a port. */
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Handler } from './app.js';
import { LIMITS } from './limits.js';
import { ConnectionRoom } from './node-connection-room.js';
import { type Listening, listenOn } from './node-listen.js';

/**
 * Milliseconds a connection may idle. A client that was busy with something else for a while must not
 * find its connection closed at the very moment it sends again.
 */
const KEEP_ALIVE = 65_000;

/** Milliseconds a client may take to send a whole request, and its headers. */
const REQUEST_TIMEOUT = 30_000;

/** @throws DeviceError when the port cannot be had. */
export async function listenHttp(
  handler: Handler,
  address: { readonly host: string; readonly port: number },
  notice?: (text: string) => void,
): Promise<Listening> {
  const room = new ConnectionRoom('HTTP port', LIMITS.connections, notice);
  /** Requests of a connection that are not answered yet. */
  const awaited = new WeakMap<Socket, number>();
  const listener = getRequestListener((request, env) => handler(request, env), {
    overrideGlobalObjects: false,
    // No name to fall back to: a request without Host is refused by the gate.
    hostname: 'host.invalid',
    errorHandler: () => new Response(null, { status: 400 }),
  });
  const server: Server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT,
      headersTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: KEEP_ALIVE,
      noDelay: true,
    },
    (incoming, outgoing) => {
      const { socket } = incoming;
      awaited.set(socket, (awaited.get(socket) ?? 0) + 1);
      outgoing.once('close', () => awaited.set(socket, (awaited.get(socket) ?? 1) - 1));
      void listener(incoming, outgoing);
    },
  );
  server.on('connection', (socket) => room.enter(socket, () => awaited.get(socket) ?? 0));
  // Nothing here speaks WebSocket.
  server.on('upgrade', (_, socket) => socket.destroy());
  const listening = await listenOn(server, address, 'api-port');
  return {
    ...listening,
    close: async () => {
      server.closeIdleConnections();
      const closed = listening.close();
      // Streams have been ended by now; whatever is left waits for a user who is not asked any more.
      server.closeAllConnections();
      await closed;
    },
  };
}
