/** Flows on a production build: Ledger's own signatures, and what is said when one is missing. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { FLOWS, type FlowName } from '../../src/exchange/flows.js';
import { LEDGER_PRODUCTION_KEY } from '../../src/exchange/keys.js';
import { CURRENCIES } from '../../src/host/currencies.js';
import type { FlowRequest } from '../../src/host/flow-plan.js';
import { outcomeOf, refusalOf } from '../../src/host/flow-step.js';
import { testPartner } from '../../src/host/partner.js';
import { parseBuild } from '../../src/simulator/build.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { createSimulator } from '../../src/simulator/simulator.js';
import { derProblem } from '../../src/simulator/verifier.js';
import { requestOf, stepsOf, summary } from './flow.js';
import {
  LEDGER_CONFIGURATIONS,
  ledgerConfigurationFor,
  registeredPartner,
  standInVerifier,
} from './production.js';

const nano = (verifier = standInVerifier) =>
  createSimulator({ build: parseBuild('production'), verifier });

function productionRequest(
  device: ReturnType<typeof nano>,
  name: FlowName,
  options: object = {},
  changes: Partial<FlowRequest> = {},
): FlowRequest {
  const { authority: _, ...request } = requestOf(device, name, options);
  return {
    ...request,
    partner: registeredPartner(FLOWS[name]),
    configurationFor: ledgerConfigurationFor,
    ...changes,
  };
}

describe('Ledger’s own coin configurations', () => {
  it.each(Object.entries(LEDGER_CONFIGURATIONS))('%s is signed by the production key', (_, row) => {
    const signed = {
      curve: 'secp256k1',
      publicKey: LEDGER_PRODUCTION_KEY,
      message: fromHex(row.configuration),
      hash: 'sha256',
    } as const;
    expect(derProblem(nodeVerifier, signed, fromHex(row.signature))).toBeUndefined();
  });

  it.each([
    ['ethereum', 'bitcoin', '0.25 ETH', 'Receive 0.01 BTC', '0.01'],
    ['bitcoin', 'usdt-tron', '0.01 BTC', 'Receive 250 USDT', '250'],
    ['usdt-bsc', 'arbitrum', '250 USDT', 'Receive 0.1 ETH', '0.1'],
    ['usdc-polygon', 'usdt', '250 USDC', 'Receive 249.5 USDT', '249.5'],
  ])('a swap of %s to %s is approved with them', async (from, to, send, receive, receiveAmount) => {
    const device = nano();
    const steps = await stepsOf(
      device,
      productionRequest(device, 'SWAP_NG', { from, to, receiveAmount }),
    );
    expect(outcomeOf(steps)).toBe('approved');
    const lines = steps.flatMap(({ screens }) =>
      screens.map((screen) => screen.lines.map(({ text }) => text.trim()).join(' ')),
    );
    expect(lines).toContain(`Send ${send}`);
    expect(lines).toContain(receive);
    const sent = steps.flatMap(({ exchanges }) => exchanges.map(({ apdu }) => toHex(apdu)));
    for (const id of [from, to]) {
      expect(sent.some((hex) => hex.includes(LEDGER_CONFIGURATIONS[id]!.signature))).toBe(true);
    }
  });

  it.each(['SELL_NG', 'FUND_NG', 'SELL', 'FUND', 'SWAP'] as const)(
    '%s is approved',
    async (name) => {
      const device = nano();
      const steps = await stepsOf(device, productionRequest(device, name));
      expect(outcomeOf(steps)).toBe('approved');
    },
  );

  it('the test key’s signature of the same configuration is refused', async () => {
    const device = nano();
    const { authority } = requestOf(device, 'SWAP_NG');
    const steps = await stepsOf(device, {
      ...productionRequest(device, 'SWAP_NG', {}, { authority: authority! }),
      configurationFor: () => undefined,
    });
    expect(refusalOf(steps)).toMatchObject({ command: 'CHECK_PAYOUT_ADDRESS', status: '9d1a' });
  });
});

describe('public registrations of real partners', () => {
  interface Vector {
    readonly name: string;
    readonly flow: string;
    readonly signature: string;
    readonly signerKey?: string;
    readonly credentialLayout?: string;
    readonly partnerName: string;
    readonly partnerCurve: 'secp256k1' | 'secp256r1';
    readonly partnerPublicKey: string;
  }
  const vectors = (
    JSON.parse(
      readFileSync(new URL('../golden/vectors.json', import.meta.url), 'utf8'),
    ) as readonly Vector[]
  ).filter(({ flow }) => flow === 'partner-credentials');

  const runWith = async (vector: Vector) => {
    const device = nano(nodeVerifier);
    const legacy = vector.credentialLayout?.startsWith('legacy') === true;
    const name: FlowName = !legacy
      ? 'SWAP_NG'
      : vector.partnerCurve === 'secp256k1'
        ? 'SWAP'
        : 'SELL';
    const { key } = testPartner(FLOWS[name]);
    const partner = {
      name: vector.partnerName,
      curve: vector.partnerCurve,
      publicKey: fromHex(vector.partnerPublicKey),
      signature: fromHex(vector.signature),
      // Not theirs: the payload is signed by somebody else, and refused for it.
      key: key!,
    };
    return stepsOf(device, productionRequest(device, name, {}, { partner }));
  };

  it.each(
    vectors.filter(({ signerKey }) => signerKey === 'ledger-prod').map((v) => [v.name, v] as const),
  )('%s is taken, and its payload by somebody else refused', async (_, vector) => {
    const steps = await runWith(vector);
    expect(summary(steps).slice(2)).toEqual([
      'CHECK_PARTNER 9000',
      'PROCESS_TRANSACTION_RESPONSE 9000',
      expect.stringMatching(/^CHECK_TRANSACTION_SIGNATURE (9d1a)$/),
    ]);
  });

  it.each(
    vectors.filter(({ signerKey }) => signerKey !== 'ledger-prod').map((v) => [v.name, v] as const),
  )('%s is refused at CHECK_PARTNER', async (_, vector) => {
    const steps = await runWith(vector);
    expect(refusalOf(steps)).toMatchObject({ command: 'CHECK_PARTNER', status: '9d1a', step: 3 });
  });
});

describe('what is missing is said before anything is sent', () => {
  const failing = async (changes: Partial<FlowRequest>) => {
    const device = nano();
    let sent = 0;
    const counted = {
      ...device,
      name: device.name,
      model: device.model,
      screen: device.screen,
      exchange: (apdu: Uint8Array) => {
        sent++;
        return device.exchange(apdu);
      },
    };
    const request = productionRequest(device, 'SWAP_NG', {}, changes);
    const error = await stepsOf(counted, request).catch((thrown: Error) => thrown);
    expect(sent).toBe(0);
    return String(error);
  };

  it('the registration', async () => {
    expect(await failing({ partner: testPartner(FLOWS.SWAP_NG, 'Acme') })).toContain(
      "partner Acme: expected Ledger's signature, found none",
    );
  });

  it('a coin configuration', async () => {
    const outgoing = CURRENCIES.find(({ id }) => id === 'usdc-sui')!;
    expect(await failing({ outgoing })).toContain(
      "coin configuration of USDC (usdc-sui): expected Ledger's signature",
    );
  });
});
