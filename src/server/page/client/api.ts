/** Asking the server. A refusal is thrown as the sentence the server gave. */

export async function getJson<T>(path: string): Promise<T> {
  return answerOf<T>(await ask(path, {}));
}

export async function sendJson<T>(path: string, body: unknown, method = 'POST'): Promise<T> {
  const headers = { 'Content-Type': 'application/json' };
  return answerOf<T>(await ask(path, { method, headers, body: JSON.stringify(body) }));
}

export async function sendText<T>(path: string, body: string): Promise<T> {
  const headers = { 'Content-Type': 'text/plain' };
  return answerOf<T>(await ask(path, { method: 'POST', headers, body }));
}

export async function remove(path: string): Promise<void> {
  await answerOf(await ask(path, { method: 'DELETE' }));
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch {
    throw new Error('The server does not answer.');
  }
}

async function answerOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as T;
  throw new Error(sentence(text) ?? `The server answered ${response.status}.`);
}

function sentence(text: string): string | undefined {
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown };
    const said = error ?? message;
    return typeof said === 'string' ? said : undefined;
  } catch {
    return undefined;
  }
}
