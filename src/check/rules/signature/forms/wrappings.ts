/** What is put around a signature text: quotes, a label, a scheme, an escape. */
import type { FindingCode } from '../../../findings/codes.js';
import { quoted } from '../../../findings/evidence.js';
import type { Step } from './halves.js';

const MALFORMED: FindingCode = 'SIGNATURE_MALFORMED';

/** Without the outermost of it; undefined where nothing is known to stand around the text. */
export function textInside(text: string): { text: string; step: Step } | undefined {
  const plain = text.trim();
  const taken = (inner: string, what: string, evidence: string) =>
    inner === text ? undefined : { text: inner, step: { code: MALFORMED, what, evidence } };
  const quote = /^(["'`])([\s\S]*)\1$/.exec(plain);
  if (quote !== null) return taken(quote[2]!, 'without its quotes', 'It stands in quotes.');
  if (/%[0-9a-fA-F]{2}/.test(plain)) {
    const evidence = 'It is URL-encoded: % and two hex digits stand for a character.';
    return taken(percentDecoded(plain), 'URL-decoded', evidence);
  }
  if (ENTITY.test(plain)) {
    const evidence = `It is escaped for HTML: ${quoted(ENTITY.exec(plain)![0])} stands for a character.`;
    return taken(withoutEntities(plain), 'without the escapes of HTML', evidence);
  }
  if (/\\(?:u00[0-9a-f]{2}|\/)/i.test(plain) && !/^[{[]/.test(plain)) {
    const evidence = 'It is escaped for JSON: a backslash stands in front of characters.';
    return taken(withoutBackslashes(plain), 'without the escapes of JSON', evidence);
  }
  const data = /^data:[^,]{0,80},/i.exec(plain);
  if (data !== null) {
    const evidence = `It is a data: URL, ${quoted(data[0])} and then the content.`;
    return taken(plain.slice(data[0].length), 'as the content of its data: URL', evidence);
  }
  const armor = /^-----BEGIN [A-Z0-9 ]{1,40}-----([^-]*)-----END/.exec(plain);
  if (armor !== null) {
    return taken(armor[1]!.trim(), 'without its PEM lines', 'It stands between PEM lines.');
  }
  const label = labelOf(plain);
  if (label !== undefined) {
    const evidence = `It starts with ${quoted(label)}, which is no part of a signature.`;
    return taken(plain.slice(label.length), `without ${quoted(label)} in front`, evidence);
  }
  const jws = /^([A-Za-z0-9_-]*)\.([A-Za-z0-9_-]*)\.([A-Za-z0-9_-]{20,})$/.exec(plain);
  if (jws !== null && (jws[1] === '' || jws[1]!.startsWith('ey'))) {
    const form = jws[2] === '' ? 'detached' : 'compact';
    const evidence = `It is a ${form} JWS: header, payload and signature with dots between them.`;
    return taken(jws[3]!, `as the last part of a ${form} JWS`, evidence);
  }
  return undefined;
}

/** `vault:v1:`, `sig=`, `Bearer `: words that name what follows. */
function labelOf(plain: string): string | undefined {
  const scheme = /^(?:Bearer|Basic|Signature|Sig|JWS|ECDSA|ES256K?)\s+(?=\S{40})/i.exec(plain);
  if (scheme !== null) return scheme[0];
  const label = /^(?:[A-Za-z][\w.+-]{0,15}[:=]\s*){1,3}(?=[^\s=])/.exec(plain);
  if (label === null || /^[rs]\s*[:=]/i.test(plain)) return undefined;
  // Hex in groups, a colon between them.
  return /^(?:[0-9a-fA-F]{2}[\s:]*)+$/.test(plain) ? undefined : label[0];
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** Of the characters that base64, JSON and quotes are made of. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ quot: '"', apos: "'", amp: '&', lt: '<', gt: '>', nbsp: ' ', newline: '\n' },
  ...{ plus: '+', sol: '/', equals: '=', lowbar: '_', hyphen: '-', colon: ':', period: '.' },
};
const ENTITY = new RegExp(
  `&(?:#\\d{1,4}|#x[0-9a-f]{1,4}|${Object.keys(ENTITIES).join('|')});`,
  'i',
);

function withoutEntities(text: string): string {
  return text.replace(new RegExp(ENTITY, 'gi'), (entity) => {
    const name = entity.slice(1, -1).toLowerCase();
    if (!name.startsWith('#')) return ENTITIES[name] ?? entity;
    const isHex = name.startsWith('#x');
    return String.fromCharCode(Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10));
  });
}

function withoutBackslashes(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-f]{4})|(.))/gi,
    (_, digits: string | undefined, other: string) =>
      digits === undefined ? other : String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
