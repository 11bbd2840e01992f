/**
 * A small server that does what Speculos does, faults included, in front of the simulator: written
 * from Speculos' sources and not from our server, so that a misreading is not made twice.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromHex, toHex } from '../../src/bytes.js';
import type { Button, TextLine } from '../../src/device.js';
import type { Simulator } from '../../src/simulator/simulator.js';

export interface Faults {
  /** The stream goes out in pieces of a few bytes, cut in the middle of lines. */
  splitEvents?: boolean;
  /** Commands that overlap all get the answer that comes first. */
  crossTalk?: boolean;
  /** A 200 whose body ends in the middle instead of an answer. */
  cutOff?: boolean;
  /** Like a release that does not know `tick_timeout`. */
  noTickTimeout?: boolean;
  /** The stream is accepted, and nothing is sent, not even headers. */
  silentEvents?: boolean;
  /** The list of events stops in its middle, and the connection stays. */
  halfEvents?: boolean;
  /** Milliseconds between a press and what it draws. */
  slowScreen?: number;
}

export interface FakeSpeculos {
  readonly url: URL;
  readonly simulator: Simulator;
  readonly faults: Faults;
  /** Commands ever sent here: Speculos keeps a callback for each, refused ones too. */
  readonly callbacks: number;
  /** Requests by `METHOD /path`. */
  readonly requests: readonly string[];
  /** Ends every event stream, as a proxy that got bored does. */
  dropStreams(): void;
  close(): Promise<void>;
}

const SIZES = {
  nanosp: [128, 64],
  nanox: [128, 64],
  stax: [400, 672],
  flex: [480, 600],
  apex_p: [300, 400],
} as const;

/** Bytes; a text event has about ninety. */
const PIECE = 37;

export async function fakeSpeculos(simulator: Simulator, faults: Faults = {}) {
  const fake = new Fake(simulator, faults);
  await fake.listen();
  return fake as FakeSpeculos;
}

class Fake implements FakeSpeculos {
  readonly simulator: Simulator;
  readonly faults: Faults;
  readonly requests: string[] = [];
  callbacks = 0;
  private readonly server: Server;
  private readonly streams = new Set<ServerResponse>();
  private readonly unsent = new Map<ServerResponse, string>();
  private readonly answered = new Set<(hex: string) => void>();
  private current: readonly TextLine[];

  constructor(simulator: Simulator, faults: Faults) {
    this.simulator = simulator;
    this.faults = faults;
    this.current = simulator.screen.current().events;
    simulator.screen.onChange(() => {
      if (faults.slowScreen === undefined) this.draw();
      else setTimeout(() => this.draw(), faults.slowScreen);
    });
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
  }

  dropStreams(): void {
    for (const stream of this.streams) stream.end();
    this.streams.clear();
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private draw(): void {
    this.current = this.simulator.screen.current().events;
    for (const line of this.current) {
      const event = `data: ${JSON.stringify({ ...line, clear: false })}\n\n`;
      for (const stream of this.streams) this.write(stream, event);
    }
  }

  private write(stream: ServerResponse, event: string): void {
    if (this.faults.splitEvents !== true) {
      stream.write(event);
      return;
    }
    const before = this.unsent.get(stream) ?? '';
    this.unsent.set(stream, before + event);
    if (before === '') this.trickle(stream);
  }

  private trickle(stream: ServerResponse): void {
    const text = this.unsent.get(stream) ?? '';
    stream.write(text.slice(0, PIECE));
    this.unsent.set(stream, text.slice(PIECE));
    if (text.length > PIECE) setImmediate(() => this.trickle(stream));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    this.requests.push(`${request.method} ${pathname}`);
    // Speculos keeps no connection.
    response.setHeader('connection', 'close');
    if (pathname === '/events') return this.events(searchParams, response);
    if (pathname === '/screenshot') return this.picture(response);
    const body = JSON.parse((await textOf(request)) || '{}') as Record<string, number>;
    if (pathname === '/apdu') return this.apdu(body, response);
    const button = /^\/button\/(left|right|both)$/.exec(pathname)?.[1];
    if (button !== undefined) await this.simulator.screen.press(button as Button);
    else if (pathname === '/finger') {
      const { x = 0, y = 0, x2 = x, y2 = y, delay = 0.1 } = body;
      await this.simulator.screen.touch({ x, y, toX: x2, toY: y2, seconds: delay });
    } else {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}\n');
  }

  private events(query: URLSearchParams, response: ServerResponse): void {
    if (query.get('stream') === 'true') {
      if (this.faults.silentEvents === true) return;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      this.streams.add(response);
      response.on('close', () => this.streams.delete(response));
      return;
    }
    if (this.faults.halfEvents === true) {
      response.writeHead(200).write('{"events": [');
      return;
    }
    const events = this.current.map((line) => ({ ...line, clear: false }));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ events }));
  }

  private async apdu(body: Record<string, unknown>, response: ServerResponse): Promise<void> {
    this.callbacks++;
    const { faults } = this;
    if (faults.noTickTimeout === true && 'tick_timeout' in body) {
      const error = "Additional properties are not allowed ('tick_timeout' was unexpected)";
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error }));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    if (faults.cutOff === true) {
      response.write('{"data": "90');
      setImmediate(() => response.destroy());
      return;
    }
    const answer = this.simulator
      .exchange(fromHex(String(body.data)))
      .then(toHex)
      .catch(() => '6f00');
    const first =
      faults.crossTalk === true
        ? new Promise<string>((resolve) => this.answered.add(resolve))
        : answer;
    setTimeout(async () => {
      const hex = await answer;
      for (const resolve of this.answered) resolve(hex);
      this.answered.clear();
    }, 5);
    response.end(JSON.stringify({ data: await first }));
  }

  private picture(response: ServerResponse): void {
    const [width, height] = SIZES[this.simulator.model];
    const png = Buffer.alloc(33);
    png.write('\x89PNG\r\n\x1a\n', 'latin1');
    png.writeUInt32BE(13, 8);
    png.write('IHDR', 12);
    png.writeUInt32BE(width, 16);
    png.writeUInt32BE(height, 20);
    response.writeHead(200, { 'content-type': 'image/png' }).end(png);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
