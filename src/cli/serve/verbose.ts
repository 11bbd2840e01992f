/** `--verbose` of `serve` and `bridge`: each refusal with its reason, one line each, on stderr. */
import { answerWords, commandWords } from '../../decode/apdu-words.js';
import type { Happening } from '../../server/journal.js';
import type { ServedDevice } from '../../server/served-device.js';
import type { Io } from '../io.js';
import { harmless } from '../text/text.js';

const MOST = 500;

/** What to hand to the devices and to the server; nothing without `--verbose`. */
export function refusalTeller(verbose: boolean, io: Pick<Io, 'stderr'>) {
  if (!verbose) return { devices: {}, server: {} };
  const tell = (text: string) => io.stderr.write(`${harmless(text.slice(0, MOST))}\n`);
  const added = ({ id, journal }: ServedDevice) => {
    journal.onEntry(({ happening }) => {
      const text = refusalText(happening);
      if (text !== undefined) tell(`device ${id}: ${text}`);
    });
  };
  return { devices: { added }, server: { refused: (text: string) => tell(`refused ${text}`) } };
}

function refusalText(happening: Happening): string | undefined {
  switch (happening.type) {
    case 'answer': {
      const { apdu, answer, reason } = happening;
      const { status, name, says } = answerWords(apdu, answer);
      if (status === '9000') return undefined;
      return `${commandWords(apdu).name}: ${`${status} ${name}`.trim()}: ${reason?.what ?? says}`;
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
