/** The reader's entry: what is dropped, chosen or pasted is read and shown. */
import { byId, el, message } from '../../server/page/client/dom.js';
import { listenToDrops } from '../../server/page/client/drop.js';
import { answerView } from './answer-view.js';
import { logView } from './log-view.js';
import { readGiven } from './read-given.js';

/** Bytes; a browser holds all of it. */
const MOST = 64 * 1024 * 1024;

const trouble = byId('trouble', HTMLElement);

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

async function takeFile(file: File): Promise<void> {
  if (file.size > MOST) {
    show(
      file.name,
      el('p', 'bad', `This file has ${file.size} bytes; at most ${MOST} are read here.`),
    );
    return;
  }
  await take(file.name, new Uint8Array(await file.arrayBuffer()));
}

listenToDrops({
  file: (file) => void takeFile(file),
  text: (text, name) => void take(name, new TextEncoder().encode(text)),
});
