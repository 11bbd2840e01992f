/** Journal entries as JSON, with everything said in words that a page shows. */
import { toHex } from '../bytes.js';
import {
  answerWords,
  coinAnswerWords,
  coinCommandWords,
  commandWords,
} from '../decode/apdu-words.js';
import { screenTexts } from '../simulator/screens/events.js';
import type { Entry, Happening } from './journal.js';

/** An entry as it stands in the journal that clients read. */
export type ShownEntry = {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
} & ShownHappening;

/** What happened, by `type`. */
export type ShownHappening = Readonly<ReturnType<typeof shownHappening>>;

/** Made when somebody asks, not when it happens: most entries are never looked at. */
export function shownEntry({ number, at, happening }: Entry): ShownEntry {
  return { number, at, ...shownHappening(happening) };
}

function shownHappening(happening: Happening) {
  switch (happening.type) {
    case 'command': {
      const { type, apdu, from, app = null } = happening;
      const words = app === null ? commandWords(apdu) : coinCommandWords(apdu, app);
      return { type, apdu: toHex(apdu), from, app, ...words };
    }
    case 'answer': {
      const { type, command, apdu, answer, reason, app } = happening;
      const words = app === undefined ? answerWords(apdu, answer) : coinAnswerWords(answer, app);
      return { type, command, answer: toHex(answer), ...words, reason: reason ?? null };
    }
    case 'signing':
      return { type: happening.type, ...happening.result };
    case 'withheld': {
      const { type, apdu, from, error } = happening;
      return { type, apdu: toHex(apdu), from, ...commandWords(apdu), error };
    }
    case 'lost': {
      const { type, command, error } = happening;
      return { type, command, error };
    }
    case 'screen': {
      const { type, screen } = happening;
      const { kind, page = null } = screen;
      return { type, kind, texts: screenTexts(screen), page };
    }
    case 'flow-step':
      return { type: happening.type, step: shownStep(happening.step) };
    case 'flow-end':
      return { type: happening.type, outcome: happening.outcome, error: happening.error ?? null };
    case 'press':
    case 'touch':
    case 'automation':
    case 'restart':
      return happening;
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
