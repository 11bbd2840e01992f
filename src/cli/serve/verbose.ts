/**
 * `--verbose` of `serve` and `bridge`: each refusal with its reason, one line each, on stderr; and
 * every APDU, where `DEBUG` asks for them.
 */
import {
  answerWords,
  coinAnswerWords,
  coinCommandWords,
  commandWords,
} from '../../decode/apdu-words.js';
import type { Happening } from '../../server/journal.js';
import type { ServedDevice } from '../../server/served-device.js';
import { debugApdu, isListening } from '../debug.js';
import type { Io } from '../io.js';
import { harmless } from '../text/text.js';

const MOST = 500;

/** What to hand to the devices and to the server; nothing when nobody asks for anything. */
export function refusalTeller(verbose: boolean, io: Pick<Io, 'stderr'>) {
  if (!verbose) return { devices: isListening('apdu') ? { added: debugJournal } : {}, server: {} };
  const tell = (text: string) => io.stderr.write(`${harmless(text.slice(0, MOST))}\n`);
  const added = (device: ServedDevice) => {
    const { id, journal } = device;
    debugJournal(device);
    journal.onEntry(({ happening }) => {
      const text = refusalText(happening);
      if (text !== undefined) tell(`device ${id}: ${text}`);
    });
  };
  return { devices: { added }, server: { refused: (text: string) => tell(`refused ${text}`) } };
}

function debugJournal({ id, journal }: ServedDevice): void {
  if (!isListening('apdu')) return;
  journal.onEntry(({ happening }) => {
    if (happening.type === 'command')
      debugApdu('=>', happening.apdu, `device ${id}, ${happening.from}`);
    if (happening.type === 'answer') debugApdu('<=', happening.answer, `device ${id}`);
  });
}

function refusalText(happening: Happening): string | undefined {
  switch (happening.type) {
    case 'answer': {
      const { apdu, answer, reason, app } = happening;
      const { status, name, says } =
        app === undefined ? answerWords(apdu, answer) : coinAnswerWords(answer, app);
      if (status === '9000') return undefined;
      const command = app === undefined ? commandWords(apdu) : coinCommandWords(apdu, app);
      return `${command.name}: ${`${status} ${name}`.trim()}: ${reason?.what ?? says}`;
    }
    case 'withheld':
      return happening.error;
    case 'lost':
      return `no answer: ${happening.error}`;
    case 'automation':
      return `automation: ${happening.error}`;
    default:
      return undefined;
  }
}
