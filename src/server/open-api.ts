/** What this server answers, as an OpenAPI document and as a page a person can read. */
import { LIMITS } from './limits.js';

type Schema = Readonly<Record<string, unknown>>;

interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  /** Example of the JSON body. */
  readonly body?: unknown;
  /** Of the body. */
  readonly schema?: Schema;
  /** Query parameters, by name. */
  readonly query?: Readonly<Record<string, Schema>>;
  /** What comes back where it is no JSON. */
  readonly type?: string;
}

const NUMBER: Schema = { type: 'number' };
const PIXEL: Schema = { type: 'integer', minimum: 0 };
const BOOLEAN: Schema = { type: 'boolean', default: false };
const PRESS: Schema = { type: 'string', enum: ['press', 'release', 'press-and-release'] };
const DELAY: Schema = { type: 'number', minimum: 0, maximum: LIMITS.delay, default: 0.1 };
const AFTER: Schema = { type: 'integer', minimum: 0 };

/** An object with these members; the first `required` of them must be there, and no others may. */
function closed(properties: Readonly<Record<string, Schema>>, required: number): Schema {
  const names = Object.keys(properties).slice(0, required);
  return { type: 'object', properties, required: names, additionalProperties: false };
}

/** Of each device: at the root for the default one, under /devices/{id} for all. */
const DEVICE: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/apdu',
    summary: 'Send one command; the body of the answer comes when the device has answered',
    body: { data: 'e002000300', tick_timeout: 3000 },
    schema: closed(
      { data: { type: 'string', pattern: '^([0-9a-fA-F]{2})+$' }, tick_timeout: NUMBER },
      1,
    ),
  },
  {
    method: 'get',
    path: '/events',
    summary: 'Texts that were on the screen: ?stream=true new ones live, ?currentscreenonly=true',
    query: { stream: BOOLEAN, currentscreenonly: BOOLEAN },
  },
  { method: 'delete', path: '/events', summary: 'Forget the texts so far' },
  ...(['left', 'right', 'both'] as const).map((button) => ({
    method: 'post' as const,
    path: `/button/${button}`,
    summary: `Press, release, or both: ${button}`,
    body: { action: 'press-and-release', delay: 0.1 },
    schema: closed({ action: PRESS, delay: DELAY }, 1),
  })),
  {
    method: 'post',
    path: '/finger',
    summary: 'Touch the screen; x2, y2 where the finger is lifted; delay is how long it stays',
    body: { action: 'press-and-release', x: 200, y: 515, delay: 3 },
    schema: closed({ action: PRESS, x: PIXEL, y: PIXEL, x2: PIXEL, y2: PIXEL, delay: DELAY }, 3),
  },
  { method: 'get', path: '/screenshot', summary: 'The screen as PNG', type: 'image/png' },
  {
    method: 'post',
    path: '/automation',
    summary: 'Rules for what to press when a text appears; replaces the rules before',
    body: { version: 1, rules: [{ regexp: 'Sign', actions: [['button', 1, true]] }] },
  },
  {
    method: 'post',
    path: '/ticker/',
    summary: 'Stop and move the time of the device: pause, resume, single-step',
    body: { action: 'pause' },
    schema: closed({ action: { type: 'string', enum: ['pause', 'resume', 'single-step'] } }, 1),
  },
  { method: 'get', path: '/sim/state', summary: 'Screen, step of the flow, settings' },
  {
    method: 'get',
    path: '/sim/journal',
    summary: 'What happened, in words; ?after=N',
    query: { after: AFTER },
  },
  {
    method: 'get',
    path: '/sim/stream',
    summary: 'The journal live, as server-sent events; ?after=N',
    query: { after: AFTER },
    type: 'text/event-stream',
  },
  { method: 'get', path: '/sim/settings', summary: 'Model, firmware, build, apps' },
  {
    method: 'put',
    path: '/sim/settings',
    summary: 'Set the device up anew; what is not said stays',
    body: { model: 'stax', build: 'test' },
  },
  {
    method: 'post',
    path: '/sim/user',
    summary: 'Go through the review and decide: approve, reject, next',
    body: { does: 'approve' },
    schema: closed({ does: { type: 'string', enum: ['approve', 'reject', 'next'] } }, 1),
  },
  {
    method: 'post',
    path: '/sim/flow',
    summary: 'Start a flow with the built-in partner',
    body: { kind: 'swap', from: 'ETH', to: 'BTC', user: 'approve' },
  },
  { method: 'get', path: '/sim/flow', summary: 'Steps of the last flow' },
  { method: 'get', path: '/sim/faults', summary: 'Faults in front of the simulator' },
  {
    method: 'put',
    path: '/sim/faults',
    summary: 'Put faults in front of the simulator; an empty list takes them away',
    body: { faults: [] },
  },
  {
    method: 'get',
    path: '/sim/recording',
    summary: 'What happened, as a recording',
    type: 'text/plain',
  },
  { method: 'post', path: '/sim/recording', summary: 'Replay a recording and compare' },
];

const SERVER: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/',
    summary: 'Protocol of @ledgerhq/hw-transport-http; also on /devices/{id}',
    body: { apduHex: 'e002000300' },
    schema: closed({ apduHex: { type: 'string' } }, 1),
  },
  { method: 'get', path: '/health', summary: 'Is the server up?' },
  { method: 'get', path: '/version', summary: 'Which one is it?' },
  { method: 'get', path: '/devices', summary: 'All devices' },
  {
    method: 'post',
    path: '/devices',
    summary: 'A new device; what is not said is as on the default one',
    body: { model: 'nanox', build: 'test' },
  },
  { method: 'get', path: '/devices/{id}', summary: 'One device' },
  { method: 'delete', path: '/devices/{id}', summary: 'Remove it' },
];

function endpoints(): Endpoint[] {
  const each = DEVICE.map((endpoint) => ({ ...endpoint, path: `/devices/{id}${endpoint.path}` }));
  return [...SERVER, ...DEVICE, ...each];
}

export function openApi(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints()) {
    paths[endpoint.path] ??= {};
    paths[endpoint.path]![endpoint.method] = operation(endpoint);
  }
  return { openapi: '3.0.3', info: { title: 'exchange-sim', version }, paths };
}

function operation({ path, summary, body, schema = {}, query = {}, type }: Endpoint) {
  const inPath = path.includes('{id}') ? { id: { type: 'string' } } : {};
  const parameters = [
    ...Object.entries(inPath).map(([name, of]) => ({
      name,
      in: 'path',
      required: true,
      schema: of,
    })),
    ...Object.entries(query).map(([name, of]) => ({ name, in: 'query', schema: of })),
  ];
  const content = { [type ?? 'application/json']: {} };
  return {
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { content: { 'application/json': { schema, example: body } } } }),
    responses: { 200: { description: 'done', content }, 400: { description: 'what was wrong' } },
  };
}

/** Plain HTML, nothing to load. */
export function openApiPage(version: string): string {
  const rows = [...SERVER, ...DEVICE].map(({ method, path, summary, body }) => {
    const example = body === undefined ? '' : ` <code>${escaped(JSON.stringify(body))}</code>`;
    return `<tr><td>${method.toUpperCase()}<td><code>${escaped(path)}</code><td>${escaped(summary)}${example}`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>exchange-sim</title>
<meta name="viewport" content="width=device-width"><style>:root{color-scheme:light dark}body{font:15px system-ui;margin:2rem;max-width:60rem}td{padding:.2rem .6rem;vertical-align:top}</style>
<h1>exchange-sim ${escaped(version)}</h1><p>Speculos' API and more. The paths of a device are also under <code>/devices/{id}</code>. <a href="/swagger/swagger.json">OpenAPI</a> · <a href="/screenshot">screen</a> · <a href="/devices">devices</a></p>
<table>${rows.join('\n')}</table>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
