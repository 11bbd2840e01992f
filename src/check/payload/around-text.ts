/** Texts that stand around a payload text, each as some program adds it. */
import { textOf } from '../../bytes.js';
import { encodeBase64url } from '../../codec/base64.js';
import { parseJson } from '../../codec/json.js';
import { bytesInJson } from '../answer/json-bytes.js';
import { membersOf } from '../answer/unwrap.js';
import { isPrintable } from './readable-text.js';

export interface Around {
  /** The base64url text inside. */
  readonly text: string;
  readonly evidence: string;
}

/** Undefined when nothing that is known stands around it. */
export function textAround(payload: string): Around | undefined {
  const quoted = /^(["'])(.+)\1$/s.exec(payload);
  if (quoted !== null) return { text: quoted[2]!, evidence: 'Quotes stand around it.' };
  const data = /^data:[^,]{0,100};base64,(.+)$/s.exec(payload);
  if (data !== null) return { text: data[1]!, evidence: 'It is a data URL.' };
  if (/%[0-9a-f]{2}/i.test(payload)) {
    const text = unescaped(payload);
    if (text !== undefined) return { text, evidence: 'It is URL-encoded.' };
  }
  const value = /^[{[]/.test(payload) ? parseJson(payload) : undefined;
  const inner = membersOf(value)?.payload;
  if (typeof inner === 'string') {
    return { text: inner, evidence: 'It is JSON with the payload inside.' };
  }
  const bytes = bytesInJson(value ?? listed(payload));
  if (bytes === undefined || bytes.length < 16) return undefined;
  const text = isPrintable(bytes) ? textOf(bytes) : encodeBase64url(bytes);
  return { text, evidence: `It is a list of ${bytes.length} bytes in decimal.` };
}

/** `10, 42, 48`: bytes with commas between them. */
function listed(text: string): number[] | undefined {
  return /^\d{1,3}(?:\s*,\s*\d{1,3})+$/.test(text) ? text.split(',').map(Number) : undefined;
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
