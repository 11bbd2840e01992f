/** The reader's entry: what is dropped, chosen or pasted is read and shown. */
import { byId, el, message } from '../../server/page/client/dom.js';
import { answerView } from './answer-view.js';
import { logView } from './log-view.js';
import { readGiven } from './read-given.js';

/** Bytes; a browser holds all of it. */
const MOST = 64 * 1024 * 1024;

const veil = byId('drop-veil', HTMLElement);
const trouble = byId('trouble', HTMLElement);
const input = byId('file', HTMLInputElement);

async function take(name: string, bytes: Uint8Array): Promise<void> {
  trouble.hidden = true;
  show(`Reading ${name}…`);
  // What was just written is painted before the work begins.
  await new Promise((resolve) => setTimeout(resolve, 20));
  try {
    const given = await readGiven(bytes, name, known());
    if (given.kind === 'log') show(name, ...logView(given));
    else show(name, ...answerView(given));
  } catch (error) {
    byId('result', HTMLElement).hidden = true;
    trouble.textContent = `${name}: ${message(error)}`;
    trouble.hidden = false;
  }
}

/** What the form says beside the answer. */
function known() {
  const key = byId('key', HTMLTextAreaElement).value.trim();
  const curve = byId('curve', HTMLSelectElement).value;
  const nonce = byId('nonce', HTMLInputElement).value.trim();
  const given = { publicKey: key, curve, nonce };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}

function show(title: string, ...parts: readonly Node[]): void {
  const result = byId('result', HTMLElement);
  byId('result-title', HTMLElement).textContent = title;
  byId('result-body', HTMLElement).replaceChildren(...parts);
  result.hidden = false;
}

async function takeFile(file: File | undefined): Promise<void> {
  if (file === undefined) return;
  if (file.size > MOST) {
    show(
      file.name,
      el('p', 'bad', `This file has ${file.size} bytes; at most ${MOST} are read here.`),
    );
    return;
  }
  await take(file.name, new Uint8Array(await file.arrayBuffer()));
}

input.addEventListener('change', () => {
  void takeFile(input.files?.[0]);
  input.value = '';
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  veil.hidden = false;
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) veil.hidden = true;
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  veil.hidden = true;
  const file = event.dataTransfer?.files[0];
  const text = event.dataTransfer?.getData('text/plain') ?? '';
  if (file !== undefined) void takeFile(file);
  else if (text !== '') void take('dropped text', new TextEncoder().encode(text));
});
document.addEventListener('paste', (event) => {
  if (event.target instanceof Element && event.target.closest('input, textarea') !== null) return;
  const file = event.clipboardData?.files[0];
  const text = event.clipboardData?.getData('text/plain').trim() ?? '';
  if (file !== undefined) void takeFile(file);
  else if (text !== '') void take('pasted text', new TextEncoder().encode(text));
});
