/** Texts in which a key may stand by mistake: a message must not repeat them. */

/** PEM of a private key, whatever else is in the text. */
export function holdsPrivatePem(text: string): boolean {
  return /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/.test(text);
}

const BASE64_RUN = /[A-Za-z0-9+/_=-]{40}/;

/** Whether somewhere in a text there is what may be a key in one piece, or PEM. */
export function holdsKeyRun(text: string): boolean {
  return /-----BEGIN|PRIVATE KEY/.test(text) || BASE64_RUN.test(text);
}

/**
 * Whether a text that should be a word, or the name of a file that is not there, may be a key or a
 * good part of one, in any form. Rather too often than not.
 */
export function mayBeKey(text: string): boolean {
  if (/-----|PRIVATE KEY|"d"\s*:|\[\s*-?\d{1,3}\s*,/.test(text)) return true;
  const plain = text.replace(/0x|[\s:,"'`{}[\]]/gi, '');
  return BASE64_RUN.test(plain) || /^(?=.*\d)[0-9a-f]{8,}$/i.test(plain);
}
