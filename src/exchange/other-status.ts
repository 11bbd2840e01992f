/**
 * Status words that are not, or not only, the Exchange app's: the OS's and those of coin apps. The
 * Exchange app's own are in `status.ts`.
 */
import { COIN_APP_STATUS } from './coin-app-status.js';
import { OS_STATUS } from './os-status.js';

/** One thing a word can mean. */
export interface OtherMeaning {
  readonly name: string;
  /** Who answers it. */
  readonly who: string;
  /** One sentence without jargon. */
  readonly says: string;
  /** What to look at or change. */
  readonly fix: string;
}

/** Name of the words that say: not what was approved. */
export const SWAP_REFUSED = 'SWAP_REFUSED';

const MEANINGS = new Map<number, OtherMeaning[]>();
/** A word that means much else, which this app answers in a swap, too: the other meanings go first. */
const IN_A_SWAP = /, in a swap$/;
const rows = COIN_APP_STATUS.map(([word, name, says, fix, who]) => ({
  word,
  name,
  who,
  says,
  fix,
}));
for (const { word, ...row } of rows) if (!IN_A_SWAP.test(row.who)) add(word, row);
for (const [word, name, says, fix] of OS_STATUS) add(word, { name, who: 'the OS', says, fix });
for (const { word, ...row } of rows) if (IN_A_SWAP.test(row.who)) add(word, row);

function add(word: number, meaning: OtherMeaning): void {
  const known = MEANINGS.get(word);
  if (known === undefined) MEANINGS.set(word, [meaning]);
  else known.push(meaning);
}

/** What the OS and coin apps mean by it; empty when nobody answers it. */
export function otherMeanings(status: number): readonly OtherMeaning[] {
  if ((status & 0xfff0) === 0x63c0) return [wrongPin(status & 0xf)];
  return MEANINGS.get(status) ?? [];
}

/**
 * What this coin app means by it, once it has the wire: its own meaning, or else that of most apps.
 * Undefined where only the OS answers it, or nobody.
 * @param app its name, as far as it is known.
 * @param coded two bytes in front of the status say what differs: it is a refusal of the swap.
 */
export function coinAppMeaning(
  status: number,
  app: string,
  coded: boolean,
): OtherMeaning | undefined {
  const meanings = otherMeanings(status).filter(({ who }) => who !== 'the OS');
  // As tables of several apps name one: `Cardano ADA` is Cardano.
  const name = app.split(' ')[0]!;
  const own = meanings.filter(({ who }) => who.includes(name));
  const isRefusal = (meaning: OtherMeaning) => meaning.name === SWAP_REFUSED;
  const refusal = own.find(isRefusal) ?? (coded ? meanings.find(isRefusal) : undefined);
  const usual = meanings.filter(({ who }) => !IN_A_SWAP.test(who));
  return refusal ?? own[0] ?? usual.find((meaning) => !isRefusal(meaning)) ?? usual[0];
}

/** Every word with a meaning here, ascending. */
export const OTHER_STATUS_WORDS: readonly number[] = [...MEANINGS.keys()].sort((a, b) => a - b);

function wrongPin(left: number): OtherMeaning {
  return {
    name: 'WRONG_PIN',
    who: 'the OS',
    says: `The PIN was wrong; ${left === 1 ? 'one attempt is' : `${left} attempts are`} left.`,
    fix: 'Enter the right PIN: the device erases itself after the last attempt.',
  };
}
