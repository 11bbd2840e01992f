/**
 * The host's last part: it makes the transaction of the approved order and has the coin app sign it.
 * One file per family of coins, loaded when that is paid with.
 */
import type { Device } from '../../device.js';
import { InputError } from '../../errors.js';
import type { Currency } from '../currencies.js';
import { CoinAppRefusal, type Payment, type Send, type SignedTransaction } from './payment.js';
import { refusalOf, type SigningRefusal } from './refusal.js';
import { type Tamper, tampersOf } from './tamper.js';

/** What is signed instead of the transaction that was approved. */
export interface SigningOptions {
  /** Something that is not as approved. */
  readonly tamper?: Tamper;
  /**
   * An unsigned transaction of the caller's own in place of ours, as its coin app reads it behind the
   * path; for Bitcoin a PSBT.
   */
  readonly transaction?: Uint8Array;
  /** Or all commands of the caller's own client behind START_SIGNING_TRANSACTION. */
  readonly commands?: readonly Uint8Array[];
}

/** What became of it. */
export type Signing =
  | ({ readonly outcome: 'signed' } & SignedTransaction)
  | ({ readonly outcome: 'refused' } & SigningRefusal);

type Pay = (payment: Payment, send: Send, options: SigningOptions) => Promise<SignedTransaction>;

const ethereum = async (): Promise<Pay> => (await import('./ethereum.js')).payWithEthereum;

const FAMILIES: Readonly<Record<string, () => Promise<Pay>>> = {
  Bitcoin: async () => (await import('./bitcoin.js')).payWithBitcoin,
  Celo: ethereum,
  Ethereum: ethereum,
  'Ethereum Classic': ethereum,
  Stellar: async () => (await import('./stellar.js')).payWithStellar,
  Tron: async () => (await import('./tron.js')).payWithTron,
  XRP: async () => (await import('./xrp.js')).payWithXrp,
};

/** Coin apps transactions are made for, by name. */
export const PAYING_APPS: readonly string[] = Object.keys(FAMILIES);

/** Those that are sent one of the caller's own, cut into commands (`framed.ts`). */
export const FRAMED_APPS = [
  'Aptos',
  'Cosmos',
  'Hedera',
  'NEAR',
  'Polkadot',
  'Solana',
  'TON',
  'Tezos Wallet',
] as const;
export type FramedApp = (typeof FRAMED_APPS)[number];

/** Whether transactions of this coin app are made here. */
export function makesTransactions(app: string): boolean {
  return Object.hasOwn(FAMILIES, app);
}

/** Whether a transaction of the caller's own can be given as bytes. */
export function takesBytes(app: string): boolean {
  return makesTransactions(app) || FRAMED_APPS.some((one) => one === app);
}

/**
 * @throws InputError when no transaction can be made, or the one given cannot be sent, DeviceError
 * when the device is gone.
 */
export async function signPayment(
  device: Device,
  payment: Payment,
  options: SigningOptions = {},
): Promise<Signing> {
  const { app } = payment.currency;
  const pay = await payerOf(payment, options);
  try {
    const signed = await pay(payment, (apdu) => device.exchange(apdu), options);
    return { outcome: 'signed', ...signed };
  } catch (error) {
    if (!(error instanceof CoinAppRefusal)) throw error;
    return { outcome: 'refused', ...refusalOf(error.answer, app, device.whyRefused?.()) };
  }
}

async function payerOf(
  { currency }: Payment,
  { tamper, transaction, commands }: SigningOptions,
): Promise<Pay> {
  const { app } = currency;
  if (commands !== undefined) {
    const { sendCommands } = await import('./own-commands.js');
    return (_, send) => sendCommands(commands, app, send);
  }
  if (makesTransactions(app)) {
    requireTamper(tamper, currency);
    return FAMILIES[app]!();
  }
  if (transaction === undefined) {
    throw new InputError(`no transaction of the ${app} app can be made here`, {
      hint: `It can for ${PAYING_APPS.join(', ')}; for others give one of your own.`,
    });
  }
  const { sendFramed } = await import('./framed.js');
  return (payment, send) => sendFramed(payment, transaction, send);
}

/** @throws InputError when payments with this currency have nothing of the kind. */
export function requireTamper(
  tamper: Tamper | undefined,
  currency: Currency,
  field = 'tamper',
): void {
  const possible = tampersOf(currency);
  if (tamper === undefined || possible.includes(tamper)) return;
  const { app } = currency;
  const a = /^[AEIOU]/.test(app) ? 'an' : 'a';
  throw new InputError(`${field} ${tamper}: ${a} ${app} transaction has none to change`, {
    hint: `It has ${possible.join(', ')}.`,
  });
}
