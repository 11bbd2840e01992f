/** GET /metrics on a port of this machine. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isOwnHost } from '../../server/gate.js';
import { LOOPBACK } from '../../server/loopback.js';
import { listenOn } from '../../server/node-listen.js';
import { OPEN_METRICS_TYPE } from './open-metrics.js';

export interface RunningMetrics {
  readonly url: string;
  close(): Promise<void>;
}

const TIMEOUT = 10_000;
const MAX_CONNECTIONS = 64;
const PLAIN = 'text/plain; charset=utf-8';

/** @throws DeviceError when the port cannot be had. */
export async function serveMetrics(port: number, text: () => string): Promise<RunningMetrics> {
  const settings = { requestTimeout: TIMEOUT, headersTimeout: TIMEOUT };
  const server = createServer(settings, (request, response) => {
    // A body that nobody wants.
    request.resume();
    answer(request, response, text);
  });
  server.maxConnections = MAX_CONNECTIONS;
  const listening = await listenOn(server, { host: LOOPBACK, port }, 'port');
  return {
    url: `http://${LOOPBACK}:${listening.port}/metrics`,
    close: async () => {
      const closed = listening.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(
  { headers, method, url }: IncomingMessage,
  response: ServerResponse,
  text: () => string,
) {
  const say = (status: number, body: string, type = PLAIN) => {
    const bytes = Buffer.from(body);
    response.writeHead(status, { 'content-type': type, 'content-length': bytes.length });
    response.end(method === 'HEAD' ? undefined : bytes);
  };
  if (!isOwnHost(headers.host ?? '', [])) say(403, 'Host: expected the name of this machine\n');
  else if (url?.replace(/\?.*/s, '') !== '/metrics') say(404, 'expected /metrics\n');
  else if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    say(405, 'expected GET\n');
  } else say(200, text(), OPEN_METRICS_TYPE);
}
