/**
 * One status push over HTTP. No redirect is followed: the key must not leave for another host. Not
 * by `fetch`, which reaches no port of the browsers' list of bad ones (6000, 6665 to 6669, …).
 */
import type { Dispatcher } from 'undici';
import type { OutgoingPush } from './behaviour.js';

const TIMEOUT = 10_000;

/** Resolves to the HTTP status; rejects when no answer came in ten seconds. */
export async function sendPush(push: OutgoingPush, ended: AbortSignal): Promise<number> {
  const signal = AbortSignal.any([ended, AbortSignal.timeout(TIMEOUT)]);
  if (push.follow === true) return followed(push, signal);
  const { request } = await import('undici');
  const { method, url, headers, body } = push;
  const response = await request(url, {
    method: method as Dispatcher.HttpMethod,
    headers,
    body,
    signal,
  });
  // Nobody reads what Ledger says beside the status; the connection is given back.
  await response.body.dump();
  return response.statusCode;
}

/** The mistake: with its key wherever it is sent. */
async function followed(push: OutgoingPush, signal: AbortSignal): Promise<number> {
  const { method, url, headers, body } = push;
  const response = await fetch(url, { method, headers, body, redirect: 'follow', signal });
  await response.body?.cancel();
  return response.status;
}
