/**
 * A Cosmos transaction held against the approval, row by row as the app would show them. Source:
 * app-cosmos app/src/swap/handle_sign_transaction.c.
 *
 * | what | told as |
 * |---|---|
 * | chain, where it is shown at all | Swap wrong chain id |
 * | transfer with inputs and outputs: source coins, then destination, then its coins | Swap wrong source coins, Swap wrong destination address, Swap wrong destination coins |
 * | MsgSend: amount, then destination | Swap wrong amount, Swap wrong destination address |
 * | memo, where one was approved | Swap memo not present, Swap wrong memo |
 * | fees; a memo nobody approved stands in their place | Swap wrong fee |
 * | anything more | Swap unexpected number of items |
 *
 * The chain itself is not compared: the amount is written with the units of the transaction's chain.
 */
import { toBigInt } from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import { shownText } from '../../../shown.js';
import { fixedDecimal } from '../decimal.js';
import { differs } from '../signing.js';
import type { Item } from './items.js';

export interface Approved {
  readonly amount: Uint8Array;
  readonly fees: Uint8Array;
  readonly destination: string;
  readonly memo: string;
}

/** The app's words, and ours. */
export interface Refusal {
  readonly text: string;
  readonly reason: Reason;
}

/** A chain id that starts with one of these is that chain. */
const CHAINS = [
  { id: 'cosmoshub-4', unit: 'uatom' },
  { id: 'osmosis-1', unit: 'uosmo' },
  { id: 'dydx-mainnet-1', unit: 'adydx' },
  { id: 'mantra-1', unit: 'uom' },
  { id: 'xion-mainnet-1', unit: 'uxion' },
  { id: 'celestia', unit: 'utia' },
] as const;

const HUB = CHAINS[0];
/** Rows of a transfer without memo: on the hub, and elsewhere with chain, account, sequence, gas. */
const ROWS = { hub: 5, other: 9 } as const;

/** Null when everything is as approved. */
export function compareItems(items: readonly Item[], approved: Approved): Refusal | null {
  let at = 0;
  const next = (): Item => items[at++] ?? NO_ITEM;
  let chain: (typeof CHAINS)[number] = HUB;
  if (items[0]?.key === 'Chain ID') {
    const known = CHAINS.find(({ id }) => items[0]!.value.startsWith(id));
    if (known === undefined) {
      return refusal('Swap wrong chain id', {
        what: `the app signs nothing for ${items[0].value}`,
      });
    }
    chain = known;
    at = 3;
  }
  const write = (amount: Uint8Array) =>
    chain === HUB
      ? `${fixedDecimal(toBigInt(amount), 6)} ATOM`
      : `${toBigInt(amount)} ${chain.unit}`;
  const amount = write(approved.amount);
  const first = next();
  const transfer =
    first.key === 'Source Address'
      ? compareTransfer([next(), next(), next()], amount, approved)
      : compareSend(first, [next(), next(), next()], amount, approved);
  if (transfer !== null) return transfer;
  let row = next();
  if (approved.memo !== '') {
    if (row.key !== 'Memo') {
      const reason = differs('memo', 'missing', shownText(approved.memo));
      return row === NO_ITEM ? outOfRange(reason) : refusal('Swap memo not present', reason);
    }
    if (row.value !== approved.memo) {
      const reason = differs('memo', shownText(row.value), shownText(approved.memo));
      return refusal('Swap wrong memo', reason);
    }
    row = next();
  }
  if (row === NO_ITEM) return outOfRange({ what: 'the transaction has no fees' });
  const fees = write(approved.fees);
  if (row.key === 'Memo') {
    return refusal('Swap wrong fee', differs('memo', shownText(row.value), 'none'));
  }
  if (row.key !== 'Fee' || row.value !== fees) {
    return refusal('Swap wrong fee', differs('fees', row.value, fees));
  }
  const rows = (chain === HUB ? ROWS.hub : ROWS.other) + (approved.memo === '' ? 0 : 1);
  if (items.length === rows) return null;
  const what = `the transaction has ${items.length} parts to show, a transfer has ${rows}`;
  return refusal('Swap unexpected number of items', { what });
}

const NO_ITEM: Item = { key: '', value: '' };

const refusal = (text: string, reason: Reason): Refusal => ({ text, reason });
const outOfRange = (reason: Reason) => refusal('display index out of range', reason);

function compareTransfer(
  [coins, to, received]: readonly [Item, Item, Item],
  amount: string,
  { destination }: Approved,
): Refusal | null {
  if (coins === NO_ITEM) return outOfRange({ what: 'the transaction has no amount' });
  if (coins.key !== 'Source Coins' || coins.value !== amount) {
    return refusal('Swap wrong source coins', differs('amount', coins.value, amount));
  }
  if (to === NO_ITEM) return outOfRange({ what: 'the transaction has no destination' });
  if (to.key !== 'Dest Address' || to.value !== destination) {
    return refusal('Swap wrong destination address', differs('destination', to.value, destination));
  }
  if (received === NO_ITEM) return outOfRange({ what: 'the transaction has no output' });
  if (received.key !== 'Dest Coins' || received.value !== amount) {
    return refusal('Swap wrong destination coins', differs('amount', received.value, amount));
  }
  return null;
}

function compareSend(
  type: Item,
  [sent, , to]: readonly [Item, Item, Item],
  amount: string,
  { destination }: Approved,
): Refusal | null {
  if (type.key !== 'Type' || type.value !== 'Send') {
    const what = `not a transfer: ${type.key} ${type.value}`;
    return refusal('Swap unexpected field', { what });
  }
  if (sent === NO_ITEM) return outOfRange({ what: 'the transaction has no amount' });
  if (sent.key !== 'Amount' || sent.value !== amount) {
    return refusal('Swap wrong amount', differs('amount', sent.value, amount));
  }
  if (to === NO_ITEM) return outOfRange({ what: 'the transaction has no destination' });
  if (to.key !== 'To' || to.value !== destination) {
    return refusal('Swap wrong destination address', differs('destination', to.value, destination));
  }
  return null;
}
