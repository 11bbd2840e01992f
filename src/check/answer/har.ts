/** HTTP archives (HAR 1.2) of browsers and proxies: requests and the answers that belong to them. */
import { decodeBase64 } from '../../codec/base64.js';
import { decodeText } from '../../codec/text.js';
import { bearsSignature, membersOf } from './unwrap.js';

/** The exchanges whose answer has a payload, in order; undefined for what is no HAR. */
export function casesOfHar(document: unknown): unknown[] | undefined {
  const entries = membersOf(membersOf(document)?.log)?.entries;
  if (!Array.isArray(entries)) return undefined;
  const cases = entries.flatMap((entry: unknown) => {
    const { request, response } = membersOf(entry) ?? {};
    const answer = contentOf(membersOf(membersOf(response)?.content));
    if (!bearsSignature(answer)) return [];
    const asked = parsed(membersOf(membersOf(request)?.postData)?.text);
    return [{ response: answer, ...(membersOf(asked) === undefined ? {} : { request: asked }) }];
  });
  return cases.length === 0 ? undefined : cases;
}

function contentOf(content: Readonly<Record<string, unknown>> | undefined): unknown {
  const { text, encoding } = content ?? {};
  if (encoding !== 'base64' || typeof text !== 'string') return parsed(text);
  const bytes = decodeBase64(text);
  return bytes === undefined ? undefined : parsed(decodeText(bytes));
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
