/** Runs a provider's answer on the simulated Ledger, as far as the review. */

import { sentPayload, sentSignature } from '../../src/check/index.js';
import type { Curve, InstructionName } from '../../src/exchange/constants.js';
import type { Flow } from '../../src/exchange/flows.js';
import { encode } from '../../src/exchange/layout.js';
import {
  coinCheck,
  transactionEnvelope,
  transactionSignature,
} from '../../src/exchange/layouts.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';
import { testAuthority } from '../../src/host/authority.js';
import { commandApdus } from '../../src/host/client.js';
import { addressParameters, type Currency, configurationOf } from '../../src/host/currencies.js';
import { encodeCredentials } from '../../src/sign/credentials.js';
import type { ProviderAnswer } from '../../src/sign/payload-maker.js';
import { Ledger } from '../../src/simulator/ledger.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { CSPRNG } from '../../src/simulator/randomness.js';

const wallet = walletFromMnemonic();
const authority = testAuthority();

export interface DeviceRun {
  readonly flow: Flow;
  readonly nonce: Uint8Array;
  readonly partner: { readonly curve: Curve; readonly publicKey: Uint8Array };
  readonly answer: ProviderAnswer;
  readonly outgoing: Currency;
  readonly incoming?: Currency;
}

/** The first refusal as `COMMAND status`, or 'review' when the user is asked. */
export function runOnDevice(run: DeviceRun): string {
  const { flow, nonce, partner, answer, outgoing, incoming = outgoing } = run;
  const ledger = new Ledger({
    firmware: V4_4_2,
    wallet,
    verifier: nodeVerifier,
    randomness: { ...CSPRNG, nonce: () => nonce },
  });
  const { payload = '', signature = '' } = answer.providerSig;
  const credentials = encodeCredentials({ name: 'Acme', ...partner, legacy: !flow.ng });
  const check = (currency: Currency) =>
    encode(coinCheck(V4_4_2.wire), {
      coinConfiguration: configurationOf(currency),
      signature: authority.sign(configurationOf(currency)),
      addressParameters: addressParameters(currency),
    });
  const last: [InstructionName, Uint8Array][] =
    flow.kind === 'swap'
      ? [
          ['CHECK_PAYOUT_ADDRESS', check(incoming)],
          ['CHECK_REFUND_ADDRESS', check(outgoing)],
        ]
      : [['CHECK_ASSET_IN', check(outgoing)]];
  const commands: [InstructionName, Uint8Array][] = [
    ['START_NEW_TRANSACTION', new Uint8Array(0)],
    ['SET_PARTNER_KEY', credentials],
    ['CHECK_PARTNER', authority.sign(credentials)],
    [
      'PROCESS_TRANSACTION_RESPONSE',
      encode(transactionEnvelope(flow, V4_4_2.wire), {
        encoding: Uint8Array.of(1),
        payload: sentPayload(flow, payload),
        fee: Uint8Array.of(1, 2, 3, 4),
      }),
    ],
    [
      'CHECK_TRANSACTION_SIGNATURE',
      encode(transactionSignature(flow), {
        dotPrefix: Uint8Array.of(1),
        signatureFormat: Uint8Array.of(1),
        signature: sentSignature(flow, signature),
      }),
    ],
    ...last,
  ];
  for (const [name, data] of commands) {
    for (const apdu of commandApdus({ flow, rate: 'fixed' }, name, data)) {
      ledger.send(apdu);
      if (ledger.waitsForUser) return 'review';
      const status = Buffer.from(ledger.takeAnswer()!.slice(-2)).toString('hex');
      if (status !== '9000') return `${name} ${status}: ${ledger.lastReason?.what}`;
    }
  }
  return 'end';
}
