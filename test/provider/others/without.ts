/** A provider with one endpoint broken: everything else goes through to it. */
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export async function without(upstream: string, path: string, status: number, body = '{}') {
  const server = createServer((request, response) => {
    if (request.url!.split('?')[0] === path) {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      return;
    }
    const { method, headers } = request;
    const onward = ask(`${upstream}${request.url}`, { method: method!, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
