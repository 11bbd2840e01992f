/**
 * What Ledger has to have signed for a flow: the partner, and the coin configurations. A test
 * authority signs whatever is asked; a production build takes Ledger's signatures alone, and then
 * they come with the request.
 */
import { InputError } from '../errors.js';
import { expected } from '../shown.js';
import type { Authority } from './authority.js';
import type { CoinCheck } from './client.js';
import { addressParameters, type Currency, configurationOf } from './currencies.js';
import type { FlowRequest } from './flow-plan.js';
import type { SignedConfiguration } from './ledger/production.js';
import { credentialsOf } from './partner.js';

/** Finds what Ledger signed for a currency; undefined where nothing is known. */
export type ConfigurationFor = (currency: Currency) => SignedConfiguration | undefined;

/** What of a request Ledger must have signed. */
export type Signed = Pick<
  FlowRequest,
  'flow' | 'partner' | 'outgoing' | 'incoming' | 'authority' | 'configurationFor'
>;

/**
 * Looks whether all that Ledger must have signed is there, before anything is sent.
 * @throws InputError that names everything Ledger's signature is missing of.
 */
export function requireSignatures(request: Signed): void {
  const { authority, partner, outgoing, incoming } = request;
  if (authority !== undefined) return;
  const currencies = [...(incoming === undefined ? [] : [incoming]), outgoing];
  const unsigned = currencies.filter((currency) => signedBy(request, currency) === undefined);
  const missing = [
    ...(partner.signature === undefined ? [`partner ${partner.name}`] : []),
    ...unsigned.map((currency) => `coin configuration of ${currency.ticker} (${currency.id})`),
  ];
  if (missing.length === 0) return;
  throw new InputError(
    expected(missing.join(', '), "Ledger's signature", 'none: a production build takes no other'),
    { hint: partner.signature === undefined ? REGISTER : UNKNOWN_COIN },
  );
}

const REGISTER =
  'Ledger registers name, curve and public key of a partner and answers with its signature: put it into the partner file as `signature` (hex). `exchange-sim keys verify FILE` says whose it is.';
const UNKNOWN_COIN = 'Take a currency that Ledger has signed a configuration of.';

/** Ledger's signature of the partner, or the authority's. */
export function partnerSignature({ partner, flow, authority }: Signed): Uint8Array {
  return partner.signature ?? signer(authority).sign(credentialsOf(partner, flow));
}

/** What a coin check sends: the configuration Ledger signed, or ours signed by the authority. */
export function coinCheckOf(currency: Currency, request: Signed): CoinCheck {
  return {
    ...(signedBy(request, currency) ?? ours(currency, signer(request.authority))),
    addressParameters: addressParameters(currency),
  };
}

function signedBy(
  { configurationFor }: Signed,
  currency: Currency,
): SignedConfiguration | undefined {
  return configurationFor?.(currency);
}

function ours(currency: Currency, authority: Authority): SignedConfiguration {
  const configuration = configurationOf(currency);
  return { configuration, signature: authority.sign(configuration) };
}

/** {@link requireSignatures} has seen to it. */
function signer(authority: Authority | undefined): Authority {
  if (authority === undefined)
    throw new InputError(expected(undefined, "Ledger's signature", 'none'));
  return authority;
}
