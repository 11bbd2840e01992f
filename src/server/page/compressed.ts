/** Texts of the page, smaller on the way: gzip where the browser takes it. */

const LEAST = 1024;

/** `request`'s answer with this text and these headers. */
export function compressed(
  request: Request,
  text: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const varying = { ...headers, Vary: 'Accept-Encoding' };
  const takes = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  if (!takes || text.length < LEAST) return new Response(text, { headers: varying });
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream, { headers: { ...varying, 'Content-Encoding': 'gzip' } });
}
