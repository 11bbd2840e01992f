/** Files and texts that come onto the page: a provider's answer is judged, a recording is replayed. */
import { sendJson, sendText } from './api.js';
import { showChecked, showProblem, showReplayed, showWorking } from './check-view.js';
import { byId } from './dom.js';
import type { Checked, Replayed } from './shapes.js';

/** Characters the server takes. */
const MOST = { answer: 60_000, recording: 1_000_000 } as const;

export interface DropOptions {
  readonly base: () => string;
  /** Hex of the last nonce the device made. */
  readonly nonce: () => string;
  readonly firmware: () => string | undefined;
}

export function setUpDrop(options: DropOptions): void {
  const veil = byId('drop-veil', HTMLElement);
  const input = byId('file', HTMLInputElement);
  const take = (text: string, name: string) => void taken(text, name, options);
  const takeFile = async (file: File) => {
    if (file.size > MOST.recording) {
      showProblem(
        file.name,
        `This file has ${file.size} bytes; at most ${MOST.recording} are read.`,
      );
      return;
    }
    take(await file.text(), file.name);
  };

  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) void takeFile(file);
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
    else if (text !== '') take(text, 'dropped text');
  });
  document.addEventListener('paste', (event) => {
    if (event.target instanceof Element && event.target.closest('input, textarea') !== null) return;
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (text !== '') take(text, 'pasted text');
  });
  byId('take-nonce', HTMLButtonElement).addEventListener('click', () => {
    byId('check-nonce', HTMLInputElement).value = options.nonce();
  });
}

async function taken(text: string, name: string, options: DropOptions): Promise<void> {
  showWorking(name);
  try {
    if (isRecording(text)) {
      showReplayed(name, await sendText<Replayed>(`${options.base()}/sim/recording`, text));
      return;
    }
    const answer = parsed(text);
    if (text.length > MOST.answer) throw new Error('This answer is too long to be one.');
    showChecked(name, await sendJson<Checked>('/page/check', question(answer, options)));
  } catch (error) {
    showProblem(name, error instanceof Error ? error.message : String(error));
  }
}

function isRecording(text: string): boolean {
  return /^\s*(?:#|=>|<=)/.test(text) || /^=>/m.test(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error("Expected a provider's answer as JSON, or a recording with => and <= lines.");
  }
}

function question(answer: unknown, { firmware }: DropOptions) {
  const given = {
    publicKey: byId('check-key', HTMLTextAreaElement).value.trim(),
    curve: byId('check-curve', HTMLSelectElement).value,
    flow: byId('check-flow', HTMLSelectElement).value,
    nonce: byId('check-nonce', HTMLInputElement).value.trim(),
    firmware: firmware() ?? '',
  };
  return { answer, ...Object.fromEntries(Object.entries(given).filter(([, text]) => text !== '')) };
}
