/** Answers that go wrong below HTTP (`--misbehave`). The operator's side always answers well. */
import type { ServerResponse } from 'node:http';
import type { WireMistake } from './behaviour.js';

const DRIP_EVERY = 400;

/** Endpoints that have dripped: at every call a whole run would take hours. */
const dripped = new WeakMap<object, Set<string>>();

/** Whether this path of this server has yet to drip. */
function isFirst(server: object, path: string): boolean {
  const paths = dripped.get(server) ?? new Set<string>();
  dripped.set(server, paths);
  const first = !paths.has(path);
  paths.add(path);
  return first;
}

/** Sends the body, wrongly; the head is out, but where no HTTP is spoken. */
export function sendWrongly(
  response: ServerResponse,
  bytes: Uint8Array,
  wire: WireMistake,
  of: { readonly server: object; readonly path: string },
): void {
  switch (wire) {
    case 'not-http':
      response.socket?.end('220 provider ready\r\n');
      return;
    case 'truncate':
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () =>
        response.socket?.destroy(),
      );
      return;
    case 'drip':
      if (isFirst(of.server, of.path)) drip(response, bytes);
      else response.end(bytes);
      return;
    default:
      response.end(bytes);
  }
}

function drip(response: ServerResponse, bytes: Uint8Array): void {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, ++sent));
    if (sent >= bytes.length) response.end();
  }, DRIP_EVERY);
  response.once('close', () => clearInterval(timer));
}
