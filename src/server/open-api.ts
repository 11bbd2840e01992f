/** What this server answers, as an OpenAPI document and as a page a person can read. */

interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  /** Example of the JSON body. */
  readonly body?: unknown;
}

/** Of each device: at the root for the default one, under /devices/{id} for all. */
const DEVICE: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/apdu',
    summary: 'Send one command; the body of the answer comes when the device has answered',
    body: { data: 'e002000300', tick_timeout: 3000 },
  },
  {
    method: 'get',
    path: '/events',
    summary: 'Texts that were on the screen: ?stream=true new ones live, ?currentscreenonly=true',
  },
  { method: 'delete', path: '/events', summary: 'Forget the texts so far' },
  ...(['left', 'right', 'both'] as const).map((button) => ({
    method: 'post' as const,
    path: `/button/${button}`,
    summary: `Press, release, or both: ${button}`,
    body: { action: 'press-and-release', delay: 0.1 },
  })),
  {
    method: 'post',
    path: '/finger',
    summary: 'Touch the screen; x2, y2 where the finger is lifted; delay is how long it stays',
    body: { action: 'press-and-release', x: 200, y: 515, delay: 3 },
  },
  { method: 'get', path: '/screenshot', summary: 'The screen as PNG' },
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
  },
  { method: 'get', path: '/sim/state', summary: 'Screen, step of the flow, settings' },
  { method: 'get', path: '/sim/journal', summary: 'What happened, in words; ?after=N' },
  { method: 'get', path: '/sim/stream', summary: 'The journal live, as server-sent events' },
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
  { method: 'get', path: '/sim/recording', summary: 'What happened, as a recording' },
  { method: 'post', path: '/sim/recording', summary: 'Replay a recording and compare' },
];

const SERVER: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/',
    summary: 'Protocol of @ledgerhq/hw-transport-http; also on /devices/{id}',
    body: { apduHex: 'e002000300' },
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
  for (const { method, path, summary, body } of endpoints()) {
    const parameters = path.includes('{id}')
      ? { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] }
      : {};
    const requestBody =
      body === undefined
        ? {}
        : { requestBody: { content: { 'application/json': { example: body } } } };
    paths[path] ??= {};
    paths[path][method] = {
      summary,
      ...parameters,
      ...requestBody,
      responses: { 200: { description: 'done' }, 400: { description: 'what was wrong' } },
    };
  }
  return { openapi: '3.0.3', info: { title: 'exchange-sim', version }, paths };
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
