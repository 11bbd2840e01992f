/**
 * A request on its way: which operation it is, who may ask, whether it is as the contract wants it,
 * what is done, whether the answer is as the contract wants it, and only then, when everything is
 * safe on the disk, the answer.
 */

import { cut, expected } from '../../shown.js';
import { adminReply } from './admin.js';
import type { Behaviour } from './behaviour.js';
import { ApiError, type Call, JSON_TYPE, type RawCall, type Reply } from './call.js';
import { checks, type Desk } from './desk.js';
import { badRequest, failureReply } from './failure.js';
import { HANDLERS } from './handlers.js';
import { routeOf } from './routes.js';

export async function answer(desk: Desk, given: RawCall): Promise<Reply> {
  let call = given;
  if (call.path.startsWith('/admin/')) return adminReply(desk, call);
  for (const { ask } of desk.behaviours) {
    const asked = (await ask?.(call, desk)) ?? call;
    if ('status' in asked) return changed(desk, asked, call);
    call = asked;
  }
  const document = openApi(desk, call);
  if (document !== undefined) return document;
  const route = routeOf(desk.contract, desk.settings.products, call);
  if (route === undefined || route === 'method') {
    return changed(desk, notServed(route, call), call);
  }
  const routed = { ...call, ...route, body: undefined };
  let reply: Reply;
  let finished: Call = routed;
  try {
    refuseStranger(desk, call);
    finished = { ...routed, body: bodyOf(call) };
    reply = handled(desk, finished);
  } catch (error) {
    reply = failureReply(route.product, route.operation, error);
  }
  try {
    // Also after a refusal: a status may have moved on the way.
    await desk.store.committed();
  } catch (error) {
    // The disk is full or gone: what could not be kept is not promised.
    reply = failureReply(route.product, route.operation, error);
  }
  return changed(desk, reply, finished);
}

function handled(desk: Desk, call: Call): Reply {
  const { operation, query, body } = call;
  const problems = desk.contract.validateRequest(operation, { query, body: hexNonce(body) });
  if (problems.length > 0) throw badRequest(problems);
  const result = HANDLERS[operation]?.(call, desk);
  const wrong = desk.contract.validateAnswer(operation, 200, result);
  // A defect of ours, unless a mistake was asked for: never sent on.
  if (wrong.length > 0 && desk.behaviours.length === 0) {
    throw new Error(`${operation}: ${wrong[0]!.at} ${wrong[0]!.message}`);
  }
  return { status: 200, headers: JSON_TYPE, body: result };
}

/**
 * The contract wants hex; base64, as older pages say, is understood as well
 * (provider-api.md#nonce).
 */
function hexNonce(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('nonce' in body)) return body;
  const { nonce } = body as { nonce: unknown };
  const isBase64 = typeof nonce === 'string' && /^[\w+/-]{43}=?$/.test(nonce);
  return isBase64 ? { ...body, nonce: '0'.repeat(64) } : body;
}

function bodyOf({ method, text }: RawCall): unknown {
  if (method !== 'POST') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(
      400,
      undefined,
      `Request not understood: ${expected('body', 'JSON', 'other text')}`,
    );
  }
}

/** Compared in full, so that the time it takes says nothing of the key. */
function refuseStranger(desk: Desk, { headers }: RawCall): void {
  const { apiKey } = desk.settings;
  if (apiKey === undefined || !checks(desk, 'key')) return;
  const given = headers['x-api-key'] ?? '';
  let difference = given.length ^ apiKey.length;
  for (let i = 0; i < given.length; i++) {
    difference |= given.charCodeAt(i) ^ apiKey.charCodeAt(i % apiKey.length);
  }
  if (difference !== 0) throw new ApiError(401, undefined, 'x-api-key: missing or wrong.');
}

function openApi({ contract, settings }: Desk, { method, path }: RawCall): Reply | undefined {
  const [, product = settings.products[0]] = /^(?:\/([a-z]+))?\/openapi\.json$/.exec(path) ?? [];
  if (!path.endsWith('/openapi.json') || method !== 'GET') return undefined;
  const name = product === 'fund' ? 'card' : product;
  const known = name === 'swap' || name === 'sell' || name === 'card' || name === 'buy';
  if (!known) return undefined;
  return { status: 200, headers: JSON_TYPE, body: contract.document(name) };
}

/** Said by the server, not by the API: no key of an error is in it. */
function notServed(route: 'method' | undefined, { method, path }: RawCall): Reply {
  const shown = JSON.stringify(cut(path));
  let message = `Nothing is served at ${shown}.`;
  if (/^(\/fund)?\/fund$/.test(path)) {
    message = 'POST /fund is a draft of 2024 that was never published: expected POST /sell.';
  }
  if (route === 'method') message = `${method.slice(0, 10)} is not served at ${shown}.`;
  return { status: route === 'method' ? 405 : 404, headers: JSON_TYPE, body: { message } };
}

async function changed(desk: Desk, reply: Reply, call: Call | RawCall): Promise<Reply> {
  let sent = reply;
  for (const { reply: change } of desk.behaviours as readonly Behaviour[]) {
    sent = (await change?.(sent, call, desk)) ?? sent;
  }
  return sent;
}
