/** Journal entries as JSON, with everything said in words that a page shows. */
import { toHex } from '../bytes.js';
import {
  answerWords,
  coinAnswerWords,
  coinCommandWords,
  commandWords,
} from '../decode/apdu-words.js';
import type { UiView } from '../simulator/screens/ui.js';
import type { Entry, Happening } from './journal.js';
import { screenTexts } from './served-device.js';

export interface ShownEntry {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: Happening['type'];
  readonly [key: string]: unknown;
}

/** Made when somebody asks, not when it happens: most entries are never looked at. */
export function shownEntry({ number, at, happening }: Entry): ShownEntry {
  return { number, at, type: happening.type, ...content(happening) };
}

function content(happening: Happening): Record<string, unknown> {
  switch (happening.type) {
    case 'command': {
      const { apdu, from, app } = happening;
      const words = app === undefined ? commandWords(apdu) : coinCommandWords(apdu, app);
      return { apdu: toHex(apdu), from, app: app ?? null, ...words };
    }
    case 'answer': {
      const { command, apdu, answer, reason, app } = happening;
      const words = app === undefined ? answerWords(apdu, answer) : coinAnswerWords(answer, app);
      return { command, answer: toHex(answer), ...words, reason: reason ?? null };
    }
    case 'signing':
      return { ...happening.result };
    case 'withheld': {
      const { apdu, from, error } = happening;
      return { apdu: toHex(apdu), from, ...commandWords(apdu), error };
    }
    case 'lost':
      return { command: happening.command, error: happening.error };
    case 'screen': {
      const { screen } = happening;
      const { page } = screen as Partial<UiView>;
      return { kind: screen.kind, texts: screenTexts(screen), page: page ?? null };
    }
    case 'press':
      return { button: happening.button };
    case 'touch':
      return { touch: happening.touch };
    case 'flow-step':
      return { step: shownStep(happening.step) };
    case 'flow-end':
      return { outcome: happening.outcome, error: happening.error ?? null };
    case 'automation':
      return { error: happening.error };
    case 'restart':
      return {};
  }
}

export function shownStep(step: Extract<Happening, { type: 'flow-step' }>['step']) {
  const { number, command, title, status, accepted, explanation, reason, data } = step;
  return {
    number,
    command,
    title,
    status: status.toString(16).padStart(4, '0'),
    accepted,
    explanation,
    reason: reason ?? null,
    data,
  };
}
