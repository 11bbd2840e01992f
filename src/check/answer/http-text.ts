/**
 * Bodies of an HTTP exchange as tools print it: `curl -i` and `curl -v`, HTTPie, a proxy's or an
 * interim answer in front. The text is what a person pasted or piped.
 */

/** A request or status line and its headers, up to the empty line. */
const HEAD =
  /^(?:[A-Z]{3,10} \S{1,2000} HTTP\/[\d.]{1,4}|HTTP\/[\d.]{1,4} \d{3}[^\n]{0,200})\r?\n(?:[^\s:]{1,200}:[^\n]*\r?\n)*(?:\r?\n|$)/gm;

/** Lines `curl -v` adds: what it does, what it sends, what it receives. */
const CURL_TALK = /^(?:[*<>](?: .*)?|[{}] \[\d+ bytes data\])\r?$/;
const CURL_STATUS = /^< HTTP\/[\d.]+ \d{3}/m;

/** The bodies in their order; undefined when the text shows no HTTP exchange. */
export function httpBodies(text: string): string[] | undefined {
  if (CURL_STATUS.test(text)) return [withoutCurlTalk(text)];
  const heads = [...text.matchAll(HEAD)];
  if (heads.length === 0) return undefined;
  const bodies = heads.map((head, at) =>
    text.slice(head.index + head[0].length, heads[at + 1]?.index ?? text.length).trim(),
  );
  return bodies.filter((body) => body !== '');
}

function withoutCurlTalk(text: string): string {
  const lines = text.split('\n').filter((line) => !CURL_TALK.test(line));
  return lines.join('\n').trim();
}
