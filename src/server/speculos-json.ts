/**
 * JSON as Speculos writes it (Python's `json.dumps` and a line end): a blank behind every colon and
 * comma, nothing but ASCII. Scripts that look for `"text": "Approve"` in the bytes find it here, too.
 */

/** Without the line end, as in server-sent events. */
export function speculosJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(speculosJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => `${speculosJson(key)}: ${speculosJson(member)}`);
    return `{${members.join(', ')}}`;
  }
  return ascii(JSON.stringify(value) ?? 'null');
}

export function speculosResponse(value: unknown, init: ResponseInit = {}): Response {
  const headers = { 'Content-Type': 'application/json', ...init.headers };
  return new Response(`${speculosJson(value)}\n`, { ...init, headers });
}

function ascii(text: string): string {
  return text.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
