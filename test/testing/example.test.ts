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

it('my wallet pays what was approved, and nothing else', async () => {
  const order = { from: 'ETH', to: 'BTC', amount: '0.25' };
  const { words, signing } = await runFlow(simulatedDevice(), { ...order, sign: true });
  expect(words).toMatch(/^approved; signed [0-9a-f]{64}$/);
  expect(signing).toMatchObject({
    outcome: 'signed',
    signer: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
  });
  const refused = await runFlow(simulatedDevice(), { ...order, sign: { tamper: 'amount' } });
  expect(refused.words).toBe(
    'approved; refused with 6001 and 0100: amount 0.250000000000000001 ETH, approved 0.25 ETH',
  );
});

it.each([
  [null, 'sign: expected true, or an object with tamper or tx, found null'],
  ['yes', 'sign: expected true, or an object with tamper or tx, found "yes"'],
  [[], 'sign: expected true, or an object with tamper or tx, found a list'],
  [{ tamper: 'size' }, 'sign.tamper: expected amount, destination, fee, memo, chain, found "size"'],
  [{ tx: 5 }, 'sign.tx: expected hex, a PSBT, or a list of APDUs, found 5'],
])('sign: %j is refused by name', async (sign, message) => {
  await expect(runFlow(simulatedDevice(), { sign: sign as never })).rejects.toThrow(message);
});

it('a transaction of my own is signed, too', async () => {
  const paid = {
    from: 'TON',
    to: 'BTC',
    amount: '12.34567',
    payin: 'EQD0sKn8DbS12U015TWOSpYmyJYYDC_7sxg1upaMxnBvTiX8',
    sign: {
      tx: '0000000000648101000502dfdbf97000f4b0a9fc0db4b5d94d35e5358e4a9626c896180c2ffbb31835ba968cc6706f4e0101000000',
    },
  };
  const device = simulatedDevice();
  expect((await runFlow(device, paid)).signing).toMatchObject({
    outcome: 'signed',
    signatures: [expect.stringMatching(/^5ff2083a/)],
    signer: 'UQDWey_FGPhd3phmerdVXi-zUIujfyO4-29y_VT1yD0meY1n',
  });
  expect((await runFlow(device, { ...paid, amount: '12' })).words).toBe(
    'approved; refused with b009: amount TON 12.34567, approved TON 12',
  );
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
