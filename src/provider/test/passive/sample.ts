/** OFFICIAL_SAMPLE_ANSWERED: an answer with what the documentation prints in it. */
import { isNormal, type PassiveRule, problem } from './look.js';

/** Of the sell and card pages and the contracts: each is in one place of the world only. */
const SAMPLES: readonly (readonly [what: string, text: string])[] = [
  [
    'payload',
    'CgUweGZmZhoFMHhmZmYqBTB4ZmZmOgNCVENCA0JBVEoIMTIwMDAwMDBSCDExNTAwMDAwWhF2ZXJ5IGxvbmd1ZSBub25jZQ',
  ],
  [
    'signature',
    'MEUCIBRm4PrdgRw0aBwRepuOGGRmR/YPcCoyKNJ7UDjFO030AiEA/VT0anolum0a3X/9lGPeovZHqzeDG9br',
  ],
  [
    'signature',
    'MEUCIBRm4PrdgRw0aBwRepuOGGRmR_YPcCoyKNJ7UDjFO030AiEA_VT0anolum0a3X_9lGPeovZHqzeDG9br',
  ],
  ['expiry', '"2022-04-04T09:10:51'],
  ['createdAt', '"2030-05-26T14:13:39'],
];

export const SAMPLE: readonly PassiveRule[] = [
  {
    id: 'OFFICIAL_SAMPLE_ANSWERED',
    waited: 'waited for a normal answer',
    look(exchange) {
      if (!isNormal(exchange)) return undefined;
      // JSON may write a slash as \/.
      const text = exchange.answer!.text.replaceAll('\\/', '/');
      const found = SAMPLES.find(([, sample]) => text.includes(sample));
      return found === undefined
        ? 'fine'
        : problem(`the ${found[0]} is that of the documentation's sample, byte for byte`);
    },
  },
];
