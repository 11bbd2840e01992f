/** How a vitest user writes tests with `exchange-sim/testing`. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { fromHex } from '../../src/bytes.js';
import { encodeMessage } from '../../src/payload/encode.js';
import { MESSAGES } from '../../src/payload/messages.js';
import {
  approve,
  closeDevices,
  expectScreen,
  type ProviderRequest,
  reject,
  runFlow,
  simulatedDevice,
} from '../../src/testing/index.js';

afterEach(closeDevices);

it('a swap is approved', async () => {
  const device = simulatedDevice({ model: 'stax' });
  const { words, screens } = await runFlow(device, { from: 'ETH', to: 'BTC', amount: '1.5' });
  expect(words).toBe('approved');
  expect(screens.flat()).toContain('1.5 ETH');
});

it('my backend must not send the hex text of the nonce', async () => {
  const { words } = await runFlow(simulatedDevice(), { mistake: 'NONCE_HEX_AS_TEXT' });
  expect(words).toContain('refused at PROCESS_TRANSACTION_RESPONSE with 6a81');
});

it('the user reads before deciding', async () => {
  const device = simulatedDevice();
  const flow = runFlow(device, { kind: 'sell', currency: 'BTC', decision: 'nobody' });
  await expectScreen(device, 'Review transaction to sell BTC');
  await device.screen.next();
  await expectScreen(device, ['Exchange partner', 'Test partner']);
  await reject(device);
  expect((await flow).words).toMatch(/^rejected at PROMPT_UI_DISPLAY with 6a84/);
});

it('a foreign payout address brings a warning', async () => {
  await using device = simulatedDevice({ model: 'flex' });
  const flow = runFlow(device, { payout: 'foreign', decision: 'nobody' });
  await expectScreen(device, /does not belong to this Ledger device/);
  await approve(device);
  expect((await flow).outcome).toBe('approved');
});

/** A backend with a key of its own, signing with Node's own crypto. */
function backend() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const wei = (decimal: string | undefined) =>
    BigInt(Math.round(Number(decimal) * 1e6)) * 10n ** 12n;
  const bytes = (value: bigint) => fromHex(value.toString(16).padStart(32, '0'));
  const sign = (request: ProviderRequest, prefix = '.') => {
    const message = encodeMessage(MESSAGES.swap, {
      payin_address: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94',
      refund_address: request.refundAddress,
      payout_address: request.payoutAddress,
      currency_from: request.payloadCurrencyFrom,
      currency_to: request.payloadCurrencyTo,
      amount_to_provider: bytes(wei(request.amount)),
      amount_to_wallet: bytes(1_000_000n),
      device_transaction_id_ng: fromHex(request.nonce ?? ''),
    });
    const payload = Buffer.from(message).toString('base64url');
    const signer = createSign('sha256').update(prefix + payload);
    const signature = signer.sign({ key: privateKey, dsaEncoding: 'ieee-p1363' });
    return { providerSig: { payload, signature: signature.toString('base64url') } };
  };
  return { sign, publicKey: publicKey.export({ type: 'spki', format: 'pem' }) };
}

it('my backend signs, the device says what it thinks of it', async () => {
  const { sign, publicKey } = backend();
  const partner = { name: 'My exchange', publicKey };
  const device = simulatedDevice();
  const good = await runFlow(device, { partner, provider: async (request) => sign(request) });
  expect(good.words).toBe('approved');
  expect(good.screens).toContainEqual(['Exchange partner', 'My exchange']);

  const noDot = await runFlow(device, { partner, provider: (request) => sign(request, '') });
  expect(noDot.words).toMatch(/^refused at CHECK_TRANSACTION_SIGNATURE with 9d1a/);
  const stale = await runFlow(device, {
    partner,
    provider: (request) => sign({ ...request, nonce: '00'.repeat(32) }),
  });
  expect(stale.words).toMatch(/^refused at PROCESS_TRANSACTION_RESPONSE with 6a82/);
  const broken = runFlow(device, { partner, provider: () => Promise.reject(new Error('503')) });
  await expect(broken).rejects.toThrow('503');
  const unusable = await runFlow(device, { partner, provider: () => ({ error: 'no rate' }) });
  expect(unusable.words).toMatch(/^unusable at .*The answer says error "no rate"/);
});
