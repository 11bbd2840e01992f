/**
 * A text that somebody saved, pasted or piped, as the values it holds: a provider's HTTP answer
 * with or without what a tool printed around it, a case, a list of cases. Nothing in it is judged
 * here.
 */

import { isNestedTooDeep, MAX_NESTING } from '../../codec/nesting.js';
import { decodePercent } from '../../codec/percent.js';
import { InputError } from '../../errors.js';
import { expected, shownName } from '../../shown.js';
import { quoted } from '../findings/evidence.js';
import type { Finding } from '../findings/finding.js';
import { findingOf } from '../findings/findings.js';
import { embeddedObjects, repeatedMember } from './embedded-json.js';
import { casesOfHar } from './har.js';
import { httpBodies } from './http-text.js';
import { jsonError } from './json-text.js';
import { COMPACT_JWS } from './provider-sig.js';
import { bearsSignature, membersOf } from './unwrap.js';

/** One value to read a case from, and what was already wrong with the text around it. */
export interface Document {
  readonly value: unknown;
  readonly noticed: readonly Finding[];
  /** Of a list of cases: counted from 1. */
  readonly item?: number;
}

/** How {@link documentsOf} reads a text. */
export interface DocumentOptions {
  /** How messages call the text: file, or file and line. */
  readonly name: string;
  /** The file's name says that it is YAML. */
  readonly isYaml?: boolean;
}

/**
 * The answers and cases in a text, in any shape clients, logs and gateways leave them in: JSON, one
 * or many, YAML, HTTP messages, HAR.
 * @throws InputError for what is none of the known forms, naming what it looks like.
 */
export async function documentsOf(
  text: string,
  { name, isYaml = false }: DocumentOptions,
): Promise<Document[]> {
  if (isNestedTooDeep(text)) throw tooDeep(name);
  const json = isYaml ? undefined : jsonDocuments(text, name);
  if (json !== undefined) return json;
  const looksLikeYaml = isYaml || YAML.test(text) || /^\s*[{[]/.test(text);
  const objects = isYaml ? [] : embedded(text);
  if (objects.length > 0 && !YAML.test(text)) return objects;
  refuseMarkup(text, name);
  if (looksLikeYaml && !isCutOffJson(text)) {
    const { parseYaml } = await import('./yaml-text.js');
    try {
      const value = parseYaml(text, name);
      return numbered(expanded(value, name), value);
    } catch (error) {
      if (objects.length > 0) return objects;
      if (isYaml || !/^\s*[{[]/.test(text)) throw error;
    }
  }
  if (objects.length > 0) return objects;
  throw httpError(text, name) ?? jsonError(text, name);
}

/** What an HTTP answer without JSON says by its status. */
function httpError(text: string, name: string): InputError | undefined {
  const status = /^(?:< )?HTTP\/[\d.]+ (\d{3})/m.exec(text)?.[1];
  if (status === undefined) return undefined;
  return new InputError(
    expected(name, 'the JSON answer of a provider', `HTTP status ${status} with other text`),
  );
}

/**
 * The one answer or case of a text.
 * @throws InputError as {@link documentsOf}, and for several.
 */
export async function onlyDocument(text: string, options: DocumentOptions): Promise<Document> {
  const [document, ...more] = await documentsOf(text, options);
  if (document !== undefined && more.length === 0) return document;
  throw new InputError(expected(options.name, 'one answer', 1 + more.length), {
    hint: 'Judge them all with `exchange-sim check`, or give one of them.',
  });
}

/**
 * The value of one line of an archive.
 * @throws InputError for what is no JSON and has none in it.
 */
export function lineDocument(text: string, name: string): Document {
  const [only, more] = jsonDocuments(text, name, false) ?? embedded(text);
  if (only !== undefined && more === undefined) return only;
  throw jsonError(text, name);
}

function tooDeep(name: string): InputError {
  return new InputError(
    expected(name, `at most ${MAX_NESTING} levels`, 'a document nested deeper'),
  );
}

/** JSON begins with a bracket; a list or a mapping of YAML begins otherwise. */
const YAML = /^\s*(-\s|[\w'"-]+\s*:(?:\s|$)|#|---|%YAML)/;

function jsonDocuments(text: string, name: string, lists = true): Document[] | undefined {
  const value = parsedJson(text);
  if (value !== undefined) {
    const noticed = duplicates(text, value);
    if (!lists) return [{ value, noticed }];
    const values = casesOfHar(value) ?? expanded(value, name);
    return numbered(values, value).map((one) => ({ ...one, noticed }));
  }
  const bodies = httpBodies(text);
  if (bodies !== undefined) {
    const found = bodies.flatMap((body) => jsonDocuments(body, name, lists) ?? embedded(body));
    if (found.length > 0) return paired(found);
  }
  if (COMPACT_JWS.test(text.trim())) return [plain({ providerSig: text.trim() })];
  const form = formValues(text);
  return form === undefined ? undefined : [form];
}

function parsedJson(text: string): unknown {
  try {
    // Files joined together have byte order marks inside.
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as unknown;
  } catch {
    return undefined;
  }
}

/** Values of a document; numbered when it was a list. */
function numbered(values: readonly unknown[], document: unknown): Document[] {
  if (values.length === 1 && values[0] === document) return [plain(document)];
  return values.map((value, at) => ({ ...plain(value), item: at + 1 }));
}

function plain(value: unknown): Document {
  return { value, noticed: [] };
}

function embedded(text: string): Document[] {
  const objects = embeddedObjects(text).filter((value) => isCaseOrRequest(value));
  return paired(objects.map(plain));
}

function isCaseOrRequest(value: object): boolean {
  return bearsSignature(value) || isRequest(value);
}

/** A request and its answer in a row belong together. */
function paired(found: readonly Document[]): Document[] {
  const [first, second, more] = found;
  if (first === undefined || second === undefined || more !== undefined) return [...found];
  const request = membersOf(first.value);
  const isPair =
    request !== undefined &&
    isRequest(request) &&
    bearsSignature(second.value) &&
    !bearsSignature(request);
  if (!isPair) return [...found];
  const noticed = [...first.noticed, ...second.noticed];
  return [{ value: { request, response: second.value }, noticed }];
}

/** Members that requests to a provider have, and answers have not. */
const REQUEST_MEMBERS = [
  'refundAddress',
  'payoutAddress',
  'payloadCurrencyFrom',
  'payloadCryptoCurrency',
  'payloadCurrency',
  'nonce',
];

function isRequest(value: object): boolean {
  return REQUEST_MEMBERS.some((name) => name in value);
}

/** One case, each of a list, or each of `cases` with the members around them. */
function expanded(document: unknown, name: string): unknown[] {
  const list = listOf(document);
  if (list === undefined) return [document];
  if (list.length === 0) throw new InputError(expected(name, 'a case', 'none'));
  return [...list];
}

function listOf(document: unknown): readonly unknown[] | undefined {
  if (Array.isArray(document)) return document;
  const members = membersOf(document);
  if (members === undefined || !Array.isArray(members.cases)) return undefined;
  const { cases, ...shared } = members;
  return (cases as unknown[]).map((value) => {
    const own = membersOf(value);
    return own === undefined ? value : { ...shared, ...own };
  });
}

function duplicates(text: string, value: unknown): Finding[] {
  const name = repeatedMember(text, value);
  if (name === undefined) return [];
  return [
    findingOf('ANSWER_REPEATED_MEMBER', {
      field: `response.${shownName(name)}`,
      evidence: `An object has the member ${quoted(name)} twice; the last one is judged.`,
    }),
  ];
}

const FORM = /^\s*[\w.%-]{1,60}=[^\s&]*(?:&[\w.%-]{1,60}=[^\s&]*)+\s*$/;

/** `payload=…&signature=…`: a form where JSON belongs. */
function formValues(text: string): Document | undefined {
  if (!FORM.test(text)) return undefined;
  const pairs = text
    .trim()
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decodePercent(pair.slice(at + 1))] as const;
    });
  return {
    value: Object.fromEntries(pairs),
    noticed: [
      findingOf('ANSWER_NOT_JSON', {
        field: 'response',
        evidence: `The answer is a form (${pairs
          .map(([name]) => name)
          .slice(0, 6)
          .join('=…&')}=…).`,
      }),
    ],
  };
}

function isCutOffJson(text: string): boolean {
  return /^\s*\{\s*"/.test(text) && !/\}\s*$/.test(text);
}

/** @throws InputError for HTML and XML: nobody reads orders from either. */
function refuseMarkup(text: string, name: string): void {
  const start = text.trimStart();
  if (!start.startsWith('<')) return;
  const isHtml = /^<(?:!doctype html|html|head|body)\b/i.test(start);
  const title = /<title>([^<]{0,100})/i.exec(start)?.[1]?.trim();
  const found = isHtml
    ? `an HTML page${title === undefined || title === '' ? '' : ` (${quoted(title)})`}`
    : 'XML';
  const hint = isHtml
    ? 'A proxy or an error page answered instead of the backend: look at the status of the answer.'
    : 'Ledger reads JSON only: { "providerSig": { "payload": "…", "signature": "…" } }.';
  throw new InputError(expected(name, 'the JSON answer of a provider', found), { hint });
}
