/** What a review says, from the options of `screens`. */

import { textOf, utf8 } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { DEFAULT_FIRMWARE } from '../../firmware/index.js';
import { expected, shownText } from '../../shown.js';
import type { Ending, ReviewFacts } from '../../simulator/screens/ui.js';

export interface ReviewFields {
  readonly flow?: 'swap' | 'sell' | 'fund';
  readonly from?: string;
  readonly to?: string;
  readonly partner?: string;
  readonly send?: string;
  readonly receive?: string;
  readonly fees?: string;
  readonly email?: string;
  readonly user?: string;
  readonly account?: string;
  readonly estimated?: boolean;
  readonly crossSeed?: string;
  readonly warning?: boolean;
}

/** Someone else's address for `--warning`: a valid one nobody has the key of. */
const FOREIGN_ADDRESS = 'bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq';

/** Bytes of an amount with its ticker: what the device keeps it in, less the NUL. */
const AMOUNT_MAX = 49;

const DEFAULTS = {
  swap: { from: 'ETH', to: 'BTC', receive: '0.01 BTC' },
  sell: { from: 'ETH', to: 'EUR', receive: 'EUR 550.00' },
  fund: { from: 'ETH', to: '', receive: '' },
} as const;

/** @throws InputError when a field is longer than the device would take. */
export function factsOf(fields: ReviewFields): ReviewFacts {
  const { flow = 'swap' } = fields;
  const defaults = DEFAULTS[flow];
  const { NewTransactionResponse: swap, NewSellResponse: sell } = DEFAULT_FIRMWARE.fields;
  const { NewFundResponse: fund } = DEFAULT_FIRMWARE.fields;
  const ticker = swap?.currency_from ?? 0;
  const from = field('from', fields.from, defaults.from, ticker);
  const address = fields.crossSeed ?? (fields.warning === true ? FOREIGN_ADDRESS : undefined);
  if (address !== undefined && flow !== 'swap') {
    throw new InputError('--cross-seed: only a swap pays to an address of its own');
  }
  const common = {
    kind: flow,
    from,
    to: field('to', fields.to, defaults.to, ticker),
    partner: field(
      'partner',
      fields.partner,
      'Test partner',
      DEFAULT_FIRMWARE.wire.partnerName.max,
    ),
    send: field('send', fields.send, `0.25 ${from}`, AMOUNT_MAX),
    receive: field('receive', fields.receive, defaults.receive, AMOUNT_MAX),
    fees: field('fees', fields.fees, `0.00042 ${from}`, AMOUNT_MAX),
    estimated: fields.estimated === true,
    crossSeedAddress:
      address === undefined ? null : field('cross-seed', address, '', swap?.payout_address ?? 0),
  };
  if (flow === 'sell') {
    const email = field('email', fields.email, 'user@example.com', sell?.trader_email ?? 0);
    return { ...common, email };
  }
  if (flow === 'swap') return common;
  return {
    ...common,
    user: field('user', fields.user, 'user@example.com', fund?.user_id ?? 0),
    account: field('account', fields.account, 'Card 1234', fund?.account_name ?? 0),
  };
}

/** A text as the bytes the device gets. */
function field(option: string, given: string | undefined, standard: string, max: number): string {
  const bytes = utf8(given ?? standard);
  if (bytes.length > max) {
    throw new InputError(expected(`--${option}`, `at most ${max} bytes`, bytes.length), {
      hint: 'The device refuses longer ones, so there is no screen for them.',
    });
  }
  return textOf(bytes);
}

/** `signed`, `rejected` or `refused:APP`. */
export function endingOf(text: string): Ending {
  if (text === 'signed' || text === 'rejected') return { kind: text };
  const app = text.startsWith('refused:') ? text.slice('refused:'.length) : '';
  const { max } = DEFAULT_FIRMWARE.wire.appName;
  if (app === '') {
    throw new InputError(expected('--status', 'signed, rejected or refused:APP', shownText(text)));
  }
  return { kind: 'refused-by-app', app: field('status', app, '', max) };
}

/** Fields with bytes the device cannot draw: it leaves them out without a trace. */
export function undrawnFields(facts: ReviewFacts): { field: string; bytes: number }[] {
  const found: { field: string; bytes: number }[] = [];
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value !== 'string') continue;
    const bytes = value.replace(/[\x20-\x7e\n]/g, '').length;
    if (bytes > 0) found.push({ field: name, bytes });
  }
  return found;
}
