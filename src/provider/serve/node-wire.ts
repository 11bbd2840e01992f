/** Answers that go wrong below HTTP (`--misbehave`). The operator's side always answers well. */
import type { ServerResponse } from 'node:http';
import type { WireMistake } from './behaviour.js';

const DRIP_EVERY = 400;

/** Sends the head and the body, wrongly. */
export function sendWrongly(response: ServerResponse, bytes: Uint8Array, wire: WireMistake): void {
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
      drip(response, bytes);
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
