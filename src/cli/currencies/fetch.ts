/**
 * Pages of Ledger's registry: each answer is a JSON list, the header X-Ledger-Next holds the cursor
 * of the next and is absent on the last. Kept on disk for a day, and for longer when the service
 * cannot be reached.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DeviceError, InputError } from '../../errors.js';
import { isLoopback } from '../../server/loopback.js';
import { expected, shownText } from '../../shown.js';

/** Of a file, and of all pages together. */
export const MAX_BYTES = 64 * 1024 * 1024;
const MAX_PAGES = 1000;
const PAGE_MS = 30_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * One list for each page.
 * @throws InputError for an address that is neither https nor loopback, and for answers that are no
 * lists; DeviceError when nothing answers and nothing is kept.
 */
export async function fetchRegistry(
  address: string,
  talk: (text: string) => void,
): Promise<readonly unknown[][]> {
  const url = allowed(address);
  const kept = readKept(url);
  if (kept !== undefined && Date.now() - kept.at < DAY_MS) return kept.pages;
  try {
    const pages = await allPages(url);
    keep(url, pages);
    return pages;
  } catch (error) {
    if (kept === undefined || error instanceof InputError) throw error;
    talk(
      `--currencies: ${shownText(url.host)} does not answer; taken as of ${new Date(kept.at).toISOString()}\n`,
    );
    return kept.pages;
  }
}

function allowed(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isHere = url?.protocol === 'http:' && isLoopback(url.hostname);
  if (url !== undefined && (url.protocol === 'https:' || isHere) && url.username === '') {
    return url;
  }
  throw new InputError(
    expected(
      '--currencies',
      'an address with https (http on this machine only), without a user',
      shownText(address),
    ),
  );
}

async function allPages(url: URL): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  let next = new URL(url);
  let left = MAX_BYTES;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { list, size, cursor } = await onePage(next, left);
    pages.push(list);
    left -= size;
    if (cursor === undefined) return pages;
    next = new URL(url);
    next.searchParams.set('cursor', cursor);
  }
  throw new InputError(
    expected('--currencies', `at most ${MAX_PAGES} pages`, `more at ${url.host}`),
  );
}

interface Page {
  readonly list: unknown[];
  readonly size: number;
  readonly cursor: string | undefined;
}

async function onePage(url: URL, left: number): Promise<Page> {
  let response: Response;
  let bytes: Uint8Array;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(PAGE_MS),
    });
    bytes = await bodyOf(response, left);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new DeviceError(`--currencies: no answer from ${shownText(url.host)}`, { cause: error });
  }
  if (!response.ok) {
    throw new DeviceError(`--currencies: ${shownText(url.host)} answers ${response.status}`);
  }
  const list = parsed(bytes);
  if (!Array.isArray(list)) {
    throw new InputError(
      expected('--currencies', `a JSON list from ${shownText(url.host)}`, 'something else'),
    );
  }
  const cursor = response.headers.get('x-ledger-next') ?? '';
  return { list, size: bytes.length, cursor: cursor === '' ? undefined : cursor };
}

async function bodyOf(response: Response, left: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > left)
      throw new InputError(expected('--currencies', `at most ${MAX_BYTES} bytes`, 'more'));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

interface Kept {
  readonly at: number;
  readonly pages: unknown[][];
}

function placeOf(url: URL): { folder: string; file: string } {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'exchange-sim', 'currencies');
  const name = createHash('sha256').update(url.href).digest('hex');
  return { folder, file: join(folder, `${name}.json`) };
}

function readKept(url: URL): Kept | undefined {
  try {
    const { at, pages } = JSON.parse(readFileSync(placeOf(url).file, 'utf8')) as Kept;
    return typeof at === 'number' && Array.isArray(pages) ? { at, pages } : undefined;
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written is none: the run goes on. */
function keep(url: URL, pages: unknown[][]): void {
  const { folder, file } = placeOf(url);
  const beside = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(beside, JSON.stringify({ at: Date.now(), pages } satisfies Kept));
    renameSync(beside, file);
  } catch {}
}
