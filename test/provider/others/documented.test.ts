/**
 * The published examples as answers: each is recognised as what it is, and those that break the
 * schema beside which they stand are told by the rule of what breaks it.
 */
import { expect, it, onTestFinished } from 'vitest';
import { type DOCUMENTED, startDocumented } from './documented.js';
import { type Judged, judged } from './judged.js';

async function answersOf(product: keyof typeof DOCUMENTED): Promise<Judged> {
  const provider = await startDocumented(product);
  onTestFinished(() => provider.close());
  const run = await judged(product, provider);
  expect(run.exitCode).toBe(1);
  return run;
}
const without = (text: string | undefined) => text?.replace(/ \(and \d+ more such answers\)/g, '');

/**
 * What anybody finds in the sample of a signed order
 * (provider-api.md#the-sample-of-a-signed-order).
 */
function expectSampleOrder({ evidence, codes }: Judged): void {
  expect(evidence['check: amount family']).toContain('"12000000" as text');
  expect(evidence['check: nonce family']).toContain('"very longue nonce"');
  expect(evidence['check: size family']).toContain('17 bytes');
  expect(evidence['check: signature family']).toContain('DER, 71 bytes');
  expect(evidence.PAYIN_ADDRESS_MISMATCH).toBe(
    'payinAddress is 0xa0b86991c627e936c1d19d4a2e90a2ce3606eb48, payin_address is 0xfff',
  );
  expect(evidence.CREATED_AT_NOT_ISO).toContain('without a zone, like the sample');
  expect(evidence.QUOTE_EXPIRED_ON_ARRIVAL ?? 'of a card nobody asks').toMatch(
    /after the answer|card/,
  );
  expect(codes).toEqual(
    expect.arrayContaining([
      'SIGNATURE_IS_DER',
      'SIGNATURE_STANDARD_BASE64',
      'NONCE_IN_LEGACY_FIELD',
      'AMOUNT_ASCII',
      'FIELD_TOO_LONG',
    ]),
  );
}

it('swap: the sample order, its member of another name, and a quote of 2022', async () => {
  const run = await answersOf('swap');
  expectSampleOrder(run);
  const { evidence, codes } = run;
  expect(without(evidence.OFFICIAL_SAMPLE_ANSWERED)).toBe(
    [
      'POST /quote answers the quote of swap and sell',
      'POST /swap/fixed answers the pay-in address, the swapId, the payload, the signature',
      'POST /swap/float answers the pay-in address, the swapId, the payload, the signature',
    ]
      .map((what) => `${what} of the documentation's sample`)
      .join('; '),
  );
  expect(evidence.PROVIDER_SIG_MEMBERS).toBe(
    'providerSig has no text signature; its members are payload, payload_signature',
  );
  expect(codes).toContain('KEY_payload_signature');
  expect(without(evidence.SCHEMA_MISMATCH)).toContain(
    "/providerSig must have required property 'signature'",
  );
  expect(evidence.CURSOR_LOOP).toContain('page 2 holds nothing that was not on a page before');
  expect(evidence.PAIR_UNKNOWN_CURRENCY).toContain('"btc" is no id of /currencies; there is "BTC"');
  expect(evidence.EXPIRY_UNPARSABLE).toContain('not written as in RFC 3339');
});

it.each(['sell', 'card'] as const)(
  "%s: a swap's message with the name of a sale",
  async (product) => {
    const run = await answersOf(product);
    expectSampleOrder(run);
    const { evidence, codes } = run;
    expect(without(evidence.OFFICIAL_SAMPLE_ANSWERED)).toBe(
      "GET /quote answers the quote of swap and sell of the documentation's sample; POST /sell " +
        'answers the pay-in address, the sellId, the payload, the signature of the ' +
        "documentation's sample",
    );
    expect(codes).toContain('WRONG_MESSAGE_TYPE');
    expect(evidence.SELL_PAYOUT_FEES).toContain('only a sample has it');
    expect(evidence.SELL_ID_REUSED).toContain('SELL-ID-165940');
    if (product === 'card') expect(evidence.CARD_MESSAGE_TYPE).toContain('NewTransactionResponse');
    // Both lists are in the contract, and differ there.
    else expect(evidence.CAP_CC_DIFFER).toContain('solana is in /crypto-currencies only');
  },
  60_000,
);

it('buy: the other name of a list, a fiat in small letters', async () => {
  const { evidence } = await answersOf('buy');
  expect(without(evidence.OFFICIAL_SAMPLE_ANSWERED)).toBe(
    "GET /quote answers the quote of buy of the documentation's sample",
  );
  expect(evidence.CAPABILITIES_KEY).toContain('countryCapabilities');
  expect(evidence.CAPABILITIES_FIAT).toContain('as in Ledger');
  expect(evidence).not.toHaveProperty('SCHEMA_MISMATCH');
});
