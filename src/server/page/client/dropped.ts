/** Files and texts that come onto the page: a provider's answer is judged, a recording is replayed. */
import type { ShownReplay } from '../../replay-room.js';
import type { CheckedAnswer, NoAnswer } from '../check.js';
import { sendJson, sendText } from './api.js';
import { showChecked, showProblem, showReplayed, showWorking } from './check-view.js';
import { byId } from './dom.js';
import { listenToDrops } from './drop.js';

/** Characters the server takes. */
const MOST = { answer: 60_000, recording: 1_000_000 } as const;

export interface DropOptions {
  readonly base: () => string;
  /** Hex of the last nonce the device made. */
  readonly nonce: () => string;
  readonly firmware: () => string | undefined;
}

export function setUpDrop(options: DropOptions): void {
  const take = (text: string, name: string) => void taken(text, name, options);
  const takeFile = async (file: File) => {
    if (file.size > MOST.recording) {
      showProblem(
        file.name,
        `This file has ${file.size} bytes; at most ${MOST.recording} are read.`,
      );
      return;
    }
    take(decoded(await file.arrayBuffer()), file.name);
  };

  listenToDrops({ file: (file) => void takeFile(file), text: take });
  byId('take-nonce', HTMLButtonElement).addEventListener('click', () => {
    byId('check-nonce', HTMLInputElement).value = options.nonce();
  });
}

/** Some editors and shells write UTF-16. */
function decoded(buffer: ArrayBuffer): string {
  const [first, second] = new Uint8Array(buffer);
  const isUtf16 = first === 0xff && second === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(buffer);
}

async function taken(text: string, name: string, options: DropOptions): Promise<void> {
  showWorking(name);
  try {
    if (isRecording(text)) {
      showReplayed(name, await sendText<ShownReplay>(`${options.base()}/sim/recording`, text));
      return;
    }
    if (text.length > MOST.answer) throw new Error('This answer is too long to be one.');
    const said = await sendJson<CheckedAnswer | NoAnswer>('/page/check', question(text, options));
    if ('problem' in said) showProblem(name, [said.problem, said.hint ?? ''].join('\n').trim());
    else showChecked(name, said);
  } catch (error) {
    showProblem(name, error instanceof Error ? error.message : String(error));
  }
}

function isRecording(text: string): boolean {
  return /^\s*(?:#|=>|<=)/.test(text) || /^=>/m.test(text);
}

function question(text: string, { firmware }: DropOptions) {
  const given = {
    publicKey: byId('check-key', HTMLTextAreaElement).value.trim(),
    curve: byId('check-curve', HTMLSelectElement).value,
    flow: byId('check-flow', HTMLSelectElement).value,
    nonce: byId('check-nonce', HTMLInputElement).value.trim(),
    firmware: firmware() ?? '',
  };
  return { text, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')) };
}
