import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toHex } from '../../src/bytes.js';
import type { RunReport } from '../../src/cli/run/report.js';
import { widthOf } from '../../src/cli/text/text.js';
import { FLOWS } from '../../src/exchange/flows.js';
import { testPartner } from '../../src/host/partner.js';
import { run } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true }));

async function json(...args: string[]): Promise<{ code: number; report: RunReport }> {
  const { code, out } = await run(['run', ...args, '--json']);
  return { code, report: JSON.parse(out) as RunReport };
}

describe('run, for people', () => {
  it('a swap: steps, screens, summary', async () => {
    const { code, out, err } = await run(['run', 'swap', '--build', 'test']);
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toMatchInlineSnapshot(`
      "Swap ETH to BTC with Test partner
      SWAP_NG, fixed rate, Exchange 4.4.2, Nano S Plus (simulator, test build)

        ✓  1  Start a new transaction
              nonce 350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b
        ✓  2  Send the partner's name and key · Test partner, secp256k1
        ✓  3  Check Ledger's signature of the partner
              signed by the key this build trusts
        ✓  4  Send the payload and the fees
              283 bytes of base64url in 2 APDUs, fees 0.00042 ETH
        ✓  5  Check the partner's signature of the payload · signed by Test partner
        ✓  6  Check the payout address · asked the Bitcoin app
        ✓  7  Check the refund address · asked the Ethereum app
        ✓  8  Review on the device · the user approved

          ┌──────────────────────┐  ┌──────────────────────┐  ┌──────────────────────┐
          │                      │  │                      │  │                      │
          │Review transaction to │  │   Exchange partner   │  │         Send         │
          │   swap ETH to BTC    │  │     Test partner     │  │       0.25 ETH       │
          │                      │  │                      │  │                      │
          └──────────────────────┘  └──────────────────────┘  └──────────────────────┘
          ┌──────────────────────┐  ┌──────────────────────┐  ┌──────────────────────┐
          │                      │  │                      │  │                      │
          │       Receive        │  │         Fees         │  │   Sign transaction   │
          │       0.01 BTC       │  │     0.00042 ETH      │  │       to swap        │
          │                      │  │                      │  │                      │
          └──────────────────────┘  └──────────────────────┘  └──────────────────────┘

        ✓  9  Hand over to the Ethereum app
              the Ethereum app may sign what was approved, nothing else

      Approved on the device
        Send      0.25 ETH
        Receive   0.01 BTC
        Fees      0.00042 ETH
        Partner   Test partner

        Invented, since no option gave them: nonce, partner, currency_from,
          currency_to, fees, payin_address, refund_address, payout_address,
          amount_to_provider, amount_to_wallet
      "
    `);
  });

  it('a refusal: step, reason, what to change', async () => {
    const { code, out } = await run([
      ...['run', 'swap', '--field', 'payin_extra_id=far too long for the device'],
    ]);
    expect(code).toBe(1);
    expect(out.slice(out.indexOf('Refused'))).toMatchInlineSnapshot(`
      "Refused by the device: 6a81 DESERIALIZATION_FAILED
        At         step 4, PROCESS_TRANSACTION_RESPONSE
        Reason     payin_extra_id cannot be decoded at protobuf byte 46: 27 bytes, at
                   most 19 fit
        Expected   at most 19 bytes
        Actual     27 bytes
        Change     Check that the payload is base64url of the right protobuf message
                   and that no field is longer than this firmware allows.

        Invented, since no option gave them: nonce, partner, currency_from,
          currency_to, fees, payin_address, refund_address, payout_address,
          amount_to_provider, amount_to_wallet
      "
    `);
  });

  it('a rejection is the user saying no', async () => {
    const { code, out } = await run(['run', 'fund', '--reject', '--no-screens']);
    expect(code).toBe(1);
    expect(out).toContain('Rejected by the user: 6a84 USER_REFUSED_TRANSACTION at step 7');
    expect(out).not.toContain('┌');
  });

  it.each([80, 60, 100])('fits in %i columns, whatever is shown', async (columns) => {
    const cases = [
      ['swap', '--screens', '--verbose'],
      ['sell', '--model', 'stax', '--screens', '--email', 'x'.repeat(49), '--rate', 'floating'],
      ['fund', '--account', 'W'.repeat(49), '--currency', 'near'],
      ['swap', '--nonce', '00'.repeat(32), '--verbose'],
    ];
    for (const args of cases) {
      const { out } = await run(['run', ...args], { columns });
      for (const line of out.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
    }
  });

  it('colours only where they are wanted', async () => {
    const colourless = await run(['run', 'swap']);
    const coloured = await run(['run', 'swap'], { color: true });
    expect(colourless.out).not.toContain('\u001b');
    expect(coloured.out).toContain('\u001b[32m✓\u001b[39m');
  });

  it('nothing in a name or an e-mail reaches the terminal as a control character', async () => {
    const { publicKey } = testPartner(FLOWS.SWAP_NG);
    const evil = '\u001b[2J\u009b\u202eX';
    const partner = file(
      'evil.json',
      JSON.stringify({ name: evil, curve: 'secp256k1', publicKey: toHex(publicKey) }),
    );
    const signed = ['--signature', '00'.repeat(64), '--partner', partner];
    const outputs = [
      await run(['run', 'sell', '--email', evil]),
      await run(['run', 'sell', '--email', evil, '--json']),
      await run(['run', 'fund', '--user', evil, '--account', evil, '--verbose']),
      await run(['run', 'swap', '--memo', evil, ...signed]),
      await run(['run', 'swap', ...signed, '--json']),
      await run(['run', 'swap', '--from', evil]),
      await run(['run', 'swap', '--amount', evil]),
      await run(['run', 'swap', '--partner', evil]),
    ];
    for (const { out, err } of outputs) {
      expect(out + err).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
      expect(out + err).toMatch(/x1b|u001b/);
    }
  });

  it('--verbose shows the APDUs, --screens the other screens too', async () => {
    const { out } = await run(['run', 'swap', '--verbose', '--screens']);
    expect(out).toContain('        => e003000300\n');
    expect(out).toContain('Processing');
  });
});

describe('run --json', () => {
  it('prints one document with everything', async () => {
    const { code, report } = await json('swap', '--build', 'test', '--rate', 'floating');
    expect(code).toBe(0);
    expect(report).toMatchObject({
      flow: 'SWAP_NG',
      rate: 'floating',
      client: 'direct',
      device: 'simulator',
      model: 'nanosp',
      firmware: '4.4.2',
      build: 'test',
      partner: { name: 'Test partner', curve: 'secp256k1' },
      outcome: 'approved',
      refusal: null,
      nonce: '350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b',
      summary: {
        send: '0.25 ETH',
        receive: '0.01 BTC',
        estimated: true,
        fees: '0.00042 ETH',
        partner: 'Test partner',
      },
    });
    expect(report.payload?.fields).toMatchObject({ currency_from: 'ETH', currency_to: 'BTC' });
    expect(report.steps).toHaveLength(9);
    expect(report.steps[0]).toEqual({
      number: 1,
      command: 'START_NEW_TRANSACTION',
      title: 'Start a new transaction',
      status: '9000',
      statusName: 'SUCCESS',
      accepted: true,
      explanation: `nonce ${report.nonce}`,
      reason: null,
      exchanges: [{ apdu: 'e003010300', answer: `${report.nonce}9000` }],
      screens: [],
    });
    expect(report.screens).toContainEqual(['Receive estimated', '0.01 BTC']);
  });

  it('tells a refusal with its reason', async () => {
    const { code, report } = await json('sell', '--nonce', '00'.repeat(32));
    expect(code).toBe(1);
    expect(report.outcome).toBe('refused');
    expect(report.refusal).toMatchObject({
      command: 'PROCESS_TRANSACTION_RESPONSE',
      step: 4,
      status: '6a82',
      name: 'WRONG_TRANSACTION_ID',
      reason: { field: 'device_transaction_id', expected: report.nonce, actual: '00'.repeat(32) },
    });
    expect(report.payload?.fields?.device_transaction_id).toBe('00'.repeat(32));
  });

  it.each([
    ['fund', { send: '250 USDC', receive: null, account: 'Card 1234' }],
    ['sell', { send: '0.01 BTC', receive: 'EUR 600.00', account: 'jane.doe@example.com' }],
  ])('%s: summary', async (kind, summary) => {
    expect((await json(kind)).report.summary).toMatchObject(summary);
    expect((await json(kind, '--legacy')).report.summary).toMatchObject(summary);
  });

  it('a device that could not read the payload leaves no summary', async () => {
    const { report } = await json('swap', '--payload', 'AAAAAA', '--signature', '00');
    expect(report).toMatchObject({
      outcome: 'refused',
      summary: null,
      payload: { summary: { send: '0 base units of ' } },
    });
    const broken = await json('swap', '--payload', '____', '--signature', '00');
    expect(broken.report).toMatchObject({
      summary: null,
      payload: { fields: null, summary: null },
    });
  });
});

describe('what is said was shown, and what was made up', () => {
  it('a fiat amount the device would show otherwise is refused, as sign does', async () => {
    const amount = ['--fiat-amount', '99999999999999999999'];
    const refused = await run(['run', 'sell', ...amount]);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(
      'error: --fiat-amount: expected at most 9223372036854775807 without its point, found "99999999999999999999"',
    );
    expect((await run(['sign', 'sell', '--example', ...amount])).err).toBe(refused.err);
  });

  it('--field says it all the same, and what is told is what the device showed', async () => {
    const coefficient = `--field=out_amount.coefficient=0${(10n ** 22n - 100n).toString(16)}`;
    const { out } = await run(['run', 'sell', coefficient, '--no-screens']);
    expect(out).toContain('Receive   EUR 18647120494230240.28\n');
    const { report } = await json('sell', coefficient);
    expect(report).toMatchObject({
      outcome: 'approved',
      summary: { receive: 'EUR 18647120494230240.28' },
      payload: { summary: { receive: '99999999999999999999 EUR' } },
    });
    expect(report.invented).not.toContain('out_amount');
  });

  it('a memo beyond the limit reaches the device with --field alone', async () => {
    const memo = 'this-memo-is-too-long';
    const sent = await json('swap', '--field', `payin_extra_id=${memo}`);
    expect(sent.report.refusal).toMatchObject({ status: '6a81' });
    const kept = await run(['run', 'swap', '--memo', memo]);
    expect(kept).toMatchObject({ code: 2, out: '' });
    expect(kept.err).toContain('--memo: payin_extra_id: expected at most 19 bytes, found 21');
    expect(kept.err).toContain('--field NAME=VALUE sends it all the same.');
  });

  it('the limits are those of the firmware', async () => {
    const memo = ['--memo', '12345678901234567890'];
    expect((await json('swap', ...memo, '--firmware', 'documentation')).code).toBe(0);
  });

  it('names what nobody gave, and nothing else', async () => {
    expect((await json('swap')).report.invented.toSorted()).toEqual([
      ...['amount_to_provider', 'amount_to_wallet', 'currency_from', 'currency_to', 'fees'],
      ...['nonce', 'partner', 'payin_address', 'payout_address', 'refund_address'],
    ]);
    const { report } = await json('fund', '--currency', 'ETH', '--fees', '0.1', '--user', 'u');
    expect(report.invented.toSorted()).toEqual([
      ...['account_name', 'in_address', 'in_amount', 'nonce', 'partner'],
    ]);
    const { out } = await run(['run', 'sell', '--reject', '--no-screens']);
    expect(out).toMatch(/\n {2}Invented, since no option gave them: nonce, partner, in_currency,/);
  });

  it('marks the partner, the nonce and the fees beside a payload of somebody else', async () => {
    const made = await json('swap', '--build', 'test');
    const { text } = made.report.payload!;
    const { report } = await json(
      ...(['swap', '--build', 'test', '--payload', text, '--signature'] as const),
      Buffer.from(made.report.signature!, 'hex').toString('base64url'),
    );
    expect(report).toMatchObject({ outcome: 'approved', summary: { send: '0.25 ETH' } });
    expect(report.invented).toEqual(['nonce', 'partner', 'fees']);
  });

  it.each(['nanosp', 'stax'])('flags a payout to somebody else on %s', async (model) => {
    const address = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
    const args = ['swap', '--payout', address, '--model', model];
    const { out } = await run(['run', ...args]);
    expect(out).toContain(
      `    ! The payout address is not one of this device:\n      ${address}\n`,
    );
    expect(out.replace(/\s+/g, ' ')).toContain(
      `Payout to ${address} (not an address of this device)`,
    );
    expect((await json(...args)).report.summary?.foreignPayout).toBe(address);
    expect((await json('swap')).report.summary?.foreignPayout).toBeNull();
  });
});

describe("a provider's own payload", () => {
  const providerAnswer = async () => {
    const { report } = await json('swap', '--build', 'test', '--from', 'xrp', '--to', 'xlm');
    const payload = report.payload!.text;
    return { payload, signature: Buffer.from(report.signature!, 'hex').toString('base64url') };
  };

  it('as the JSON its backend answers: currencies come from the payload', async () => {
    const providerSig = await providerAnswer();
    const path = file('answer.json', JSON.stringify({ swapId: '1', providerSig }));
    const { code, report } = await json('swap', '--build', 'test', '--response', path);
    expect(report).toMatchObject({ outcome: 'approved', summary: { send: 'XRP 400' } });
    expect(code).toBe(0);
  });

  it('as text and as files', async () => {
    const { payload, signature } = await providerAnswer();
    const asText = ['--payload', payload, '--signature', signature];
    const asFiles = [
      '--payload',
      file('payload.txt', `${payload}\n`),
      '--signature',
      file('signature.txt', signature),
    ];
    for (const given of [asText, asFiles]) {
      expect((await json('swap', '--build', 'test', ...given)).code).toBe(0);
    }
  });

  it("for another device's nonce is refused", async () => {
    const { payload, signature } = await providerAnswer();
    const { report } = await json('swap', '--payload', payload, '--signature', signature);
    expect(report.refusal).toMatchObject({ status: '6a82' });
  });

  it('by a partner of a file, unsigned by Ledger', async () => {
    const partner = { name: 'Mine', curve: 'secp256r1', privateKey: '22'.repeat(32) };
    const path = file('partner.json', JSON.stringify([partner, { ...partner, name: 'Other' }]));
    const { code, report } = await json('sell', '--partner', `${path}#Other`);
    expect(code).toBe(0);
    expect(report.partner).toMatchObject({ name: 'Other', curve: 'secp256r1' });
  });
});

describe('run --record', () => {
  it.each([
    ['swap', []],
    ['sell', ['--reject', '--model', 'flex']],
    ['fund', ['--legacy', '--build', 'TEST_PUBLIC_KEY', '--apps', 'Ethereum, Tezos=Bitcoin']],
    ['swap', ['--nonce', '00'.repeat(32), '--rate', 'floating']],
    ['swap', ['--field', 'device_transaction_id_ng=00', '--rate', 'floating']],
    ['swap', ['--payout', 'somewhere else', '--model', 'stax']],
    ['swap', ['--apps', 'Ethereum']],
  ])('%s %j replays equal', async (kind, args) => {
    const path = join(folder, 'a.apdu');
    const made = await run(['run', kind, ...args, '--record', path, '--json']);
    expect(made.err).toBe('');
    const replayed = await run(['replay', path, '--json']);
    const report = JSON.parse(replayed.out) as { mismatches: unknown[]; exchanges: number };
    expect(report.mismatches).toEqual([]);
    expect(report.exchanges).toBeGreaterThan(3);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('never holds the words of a seed', async () => {
    const words = `${'abandon '.repeat(11)}about`;
    const path = join(folder, 'b.apdu');
    const { code } = await run(['run', 'swap', '--seed', words, '--record', path]);
    expect(code).toBe(0);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('# seed: custom\n');
    expect(text).not.toContain('abandon');
    expect((await run(['replay', path])).code).toBe(2);
    expect((await run(['replay', path, '--seed', file('words.txt', words)])).code).toBe(0);
  });

  it.each([
    [join(folder, 'missing', 'a.apdu'), 'in a folder that exists'],
    [folder, 'found a folder'],
  ])('%s is refused before anything runs', async (path, message) => {
    const { code, out, err } = await run(['run', 'swap', '--record', path]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
