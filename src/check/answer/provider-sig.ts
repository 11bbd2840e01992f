/**
 * Payload and signature of an answer as texts, and everything that is not where or what Ledger
 * reads: `providerSig.payload` and `providerSig.signature`, both text
 * (provider-api.md#signed-order).
 */
import { textOf } from '../../bytes.js';
import { encodeBase64url } from '../../codec/base64.js';
import { decodeHex } from '../../codec/hex.js';
import type { FindingCode } from '../findings/codes.js';
import { quoted } from '../findings/evidence.js';
import type { Finding } from '../findings/finding.js';
import { findingOf } from '../findings/findings.js';
import type { Observation } from '../findings/observation.js';
import { isPrintable } from '../payload/readable-text.js';
import { bytesInJson } from './json-bytes.js';
import { type Members, membersOf, plainName, type Unwrapped } from './unwrap.js';

export interface ProviderTexts {
  /** '' when there is none. */
  readonly payload: string;
  readonly signature: string | undefined;
  readonly noticed: readonly Finding[];
}

export function providerTexts({ answer, path, byTool }: Unwrapped): ProviderTexts {
  const reader = new Reader();
  // A case has the answer in `response`.
  if (path !== '' && path !== 'response' && !byTool && !isLedgers(answer)) {
    reader.note('ANSWER_WRAPPED', {
      field: 'response',
      evidence: `providerSig stands in ${quoted(path)} of the answer.`,
    });
  }
  const { payload, signature } = reader.read(answer);
  return { payload, signature, noticed: reader.noticed };
}

/** What Ledger's own backend hands to Ledger Wallet. */
function isLedgers(answer: Members): boolean {
  return 'binaryPayload' in answer;
}

/** Header, payload and signature with dots between them (RFC 7515 section 7.1). */
export const COMPACT_JWS = /^([\w-]*)\.([\w-]+)\.([\w-]{20,}={0,2})$/;
/** What only the answer to an order has. */
export const ORDER_MEMBERS = ['swapId', 'sellId', 'fundId', 'createdAt'];

class Reader {
  readonly noticed: Finding[] = [];

  note(code: FindingCode, seen: Observation): void {
    this.noticed.push(findingOf(code, seen));
  }

  read(answer: Members): { payload: string; signature: string | undefined } {
    if (isLedgers(answer)) return ledgersOwn(answer);
    const [name, outer] = this.member(answer, 'providerSig', [], 'response');
    if (name === undefined) {
      if (ORDER_MEMBERS.some((member) => member in answer) && !('flow' in answer)) {
        this.note('ANSWER_MEMBER_NAME', {
          field: 'response.payload',
          evidence: 'payload and signature stand beside the other members, not in providerSig.',
          corrected: 'providerSig',
        });
      }
      return this.texts(answer, 'response');
    }
    return this.providerSig(outer);
  }

  private providerSig(value: unknown): { payload: string; signature: string | undefined } {
    const members = membersOf(value);
    if (members !== undefined) return this.texts(members, 'response.providerSig');
    const field = 'response.providerSig';
    if (Array.isArray(value) && value.length > 0) {
      const evidence = `providerSig is a list of ${value.length}; its first entry is judged.`;
      this.note('ANSWER_MEMBER_TYPE', { field, evidence });
      return this.providerSig(value[0]);
    }
    if (typeof value !== 'string') return { payload: '', signature: undefined };
    const [, header = '', payload = '', signature = ''] = COMPACT_JWS.exec(value.trim()) ?? [];
    if (payload !== '') {
      const evidence = `providerSig is one text of three parts with dots between them: a header of ${header.length} characters, a payload of ${payload.length}, a signature of ${signature.length}.`;
      this.note('PAYLOAD_IS_COMPACT_JWS', { field, evidence, corrected: payload });
      return { payload, signature };
    }
    const inner = parsedObject(value);
    this.note('ANSWER_MEMBER_TYPE', {
      field,
      evidence: `providerSig is text of ${value.length} characters${inner === undefined ? '' : ', JSON once more'}.`,
    });
    return inner === undefined
      ? { payload: value, signature: undefined }
      : this.texts(inner, field);
  }

  private texts(sig: Members, field: string): { payload: string; signature: string | undefined } {
    const [, payload] = this.member(sig, 'payload', [], field);
    let [name, signature] = this.member(sig, 'signature', SIGNATURE_NAMES, field);
    if (Array.isArray(signature) && plainName(name ?? '') === 'signatures') {
      // General JWS JSON (RFC 7515 section 7.2.1).
      signature = membersOf(signature[0])?.signature ?? signature[0];
      name = 'signatures[0].signature';
    }
    if (signature === undefined && sig.r !== undefined && sig.s !== undefined) {
      signature = { r: sig.r, s: sig.s };
    }
    return {
      payload: this.text(payload, `${field}.payload`) ?? '',
      signature: this.text(signature, `${field}.${name ?? 'signature'}`),
    };
  }

  /** A member by its name, or by another spelling or name that was meant for it. */
  private member(
    members: Members,
    wanted: string,
    others: readonly string[],
    field: string,
  ): [string | undefined, unknown] {
    const own = members[wanted];
    if (own !== undefined && (own !== '' || others.length === 0)) return [wanted, own];
    const plain = [wanted, ...others].map(plainName);
    const names = Object.keys(members).filter(
      (name) => name !== wanted && plain.includes(plainName(name)),
    );
    const [found] = names.sort((a, b) => plain.indexOf(plainName(a)) - plain.indexOf(plainName(b)));
    if (found === undefined) return own === undefined ? [undefined, undefined] : [wanted, own];
    const code = found === 'payload_signature' ? 'KEY_payload_signature' : 'ANSWER_MEMBER_NAME';
    this.note(code, {
      field: `${field}.${found}`,
      evidence: `${own === undefined ? `There is no member ${wanted}` : `${wanted} is empty`}; ${found} is judged instead.`,
      corrected: wanted,
    });
    return [found, members[found]];
  }

  /** Bytes in another form become the text they would be; other values their JSON text. */
  private text(value: unknown, field: string): string | undefined {
    if (typeof value === 'string') return value;
    if (value === undefined || value === null) return undefined;
    const bytes = bytesInJson(value);
    const kind = Array.isArray(value)
      ? 'a list'
      : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
    this.note('ANSWER_MEMBER_TYPE', {
      field,
      evidence: `It is ${kind}${bytes === undefined ? '' : ` of ${bytes.length} bytes`}; Ledger reads text.`,
    });
    if (bytes === undefined || field.endsWith('signature')) return JSON.stringify(value);
    return isPrintable(bytes) ? textOf(bytes) : encodeBase64url(bytes);
  }
}

/**
 * Those of a general JWS in their order (RFC 7515 section 7.2.1); none when there is no such list.
 */
export function listedSignatures(response: Members | undefined): unknown[] {
  const holder = membersOf(response?.providerSig) ?? response;
  const list = holder?.signatures;
  return Array.isArray(list) ? list.map((one: unknown) => membersOf(one)?.signature ?? one) : [];
}

const SIGNATURE_NAMES = [
  'payload_signature',
  'providerSignature',
  'payloadSignature',
  'sig',
  'signatures',
] as const;

/** Ledger's backend writes the texts, or in hex their bytes. */
function ledgersOwn(answer: Members): { payload: string; signature: string | undefined } {
  const { binaryPayload, signature } = answer;
  const sent = typeof signature === 'string' ? signature : undefined;
  if (typeof binaryPayload !== 'string') return { payload: '', signature: sent };
  const text = decodeHex(binaryPayload);
  if (text === undefined || text.length === 0 || !/^[\w-]+={0,2}$/.test(textOf(text))) {
    return { payload: binaryPayload, signature: sent };
  }
  const bytes = sent === undefined ? undefined : decodeHex(sent);
  return {
    payload: textOf(text),
    signature: bytes === undefined ? sent : encodeBase64url(bytes),
  };
}

function parsedObject(text: string): Members | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return membersOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}
