/** Secrets inside what is encoded: a signed message of sell carries the user's e-mail address. */

/** Base64 in either alphabet, its slashes escaped or not; hex is within it. */
const ENCODED = /(?:[A-Za-z0-9+/_-]|\\\/){24,}={0,2}/g;

/** Characters of ASCII alone: random bytes are not taken for one. */
const EMAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z]{2,}/;

/** @returns the text with each encoded word replaced that decodes to something with a secret in it. */
export function withoutEncoded(
  text: string,
  { secrets, instead }: { readonly secrets: readonly string[]; readonly instead: string },
): string {
  return text.replace(ENCODED, (word) => {
    const isSecret = decoded(word).some(
      (plain) => EMAIL.test(plain) || secrets.some((secret) => plain.includes(secret)),
    );
    return isSecret ? instead : word;
  });
}

/** What it says, one character for each byte, read as base64 and as hex. */
function decoded(word: string): string[] {
  const plain = word.replaceAll('\\', '').replace(/=+$/, '');
  const standard = plain.replaceAll('-', '+').replaceAll('_', '/');
  // Of a text that was cut off, the whole groups.
  const whole = standard.length % 4 === 1 ? standard.slice(0, -1) : standard;
  const texts = [atob(whole)];
  if (/^[0-9a-f]+$/i.test(plain)) {
    const pairs = plain.match(/../g) ?? [];
    texts.push(pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join(''));
  }
  return texts;
}
