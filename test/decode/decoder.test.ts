/** What the decoder says of single exchanges: coin apps, the OS, refusals, facts of the device. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../src/bytes.js';
import { Decoder } from '../../src/decode/decoder.js';
import { readLog } from '../../src/logs/index.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';

const GOLDEN = new URL('../golden/', import.meta.url);

function decoded(file: string) {
  const decoder = new Decoder({ verifier: nodeVerifier });
  const { exchanges } = readLog(readFileSync(new URL(file, GOLDEN)));
  return { exchanges: exchanges.map((one) => decoder.decode(one)), devices: decoder.devices() };
}

const one = (command: string, response: string | null) =>
  new Decoder().decode({
    command: fromHex(command),
    response: response === null ? null : fromHex(response),
    at: 1,
  });

describe('decode', () => {
  it('names app and version that the OS tells', () => {
    const { to, name, answer } = one('b001000000', '010845786368616e676505342e342e320201009000');
    expect({ to, name }).toEqual({ to: 'os', name: 'GET_APP_AND_VERSION' });
    expect(answer!.fields).toEqual([
      { name: 'app', value: 'Exchange' },
      { name: 'version', value: '4.4.2' },
      { name: 'flags', value: '0100', size: 2 },
    ]);
  });

  it('says what an answer is that is not there', () => {
    expect(one('e003000300', null).answer).toBeNull();
  });

  it('reads an APDU that is cut as far as it goes', () => {
    const { name, problem } = one('e0040003ff01', '6e01');
    expect(name).toBe('SET_PARTNER_KEY');
    expect(problem).toContain('found 6 bytes');
  });

  it('says which bytes no flow has', () => {
    expect(one('e003000900', '6a87').problem).toBe('P2 09 names no flow');
  });

  it('knows whose word the device takes, and which build it is', () => {
    const { devices } = decoded('suite-nanosp/ethereum-swap_ui_only.apdu');
    expect(devices).toEqual([
      {
        device: 1,
        exchanges: 9,
        facts: [
          'a build with the fixed nonce (TESTING) (START_NEW_TRANSACTION, exchange 1)',
          'it trusts the public test key (CHECK_PARTNER, exchange 3)',
        ],
      },
    ]);
  });

  it('takes the public key of a coin app (E0 02) for no version of Exchange', () => {
    const decoder = new Decoder({ verifier: nodeVerifier });
    const { exchanges } = readLog(
      readFileSync(new URL('suite-nanosp/tron_trx-sell_valid_1.apdu', GOLDEN)),
    );
    const signing = exchanges.findIndex(({ command }) => command[1] === 0x0a);
    const path = '058000002c800000c3800000000000000000000000';
    const command = fromHex(`e002000015${path}`);
    const asked = { command, response: fromHex('0304aabb9000'), at: 1 };
    const last = [...exchanges.slice(0, signing + 1), asked]
      .map((one) => decoder.decode(one))
      .at(-1);
    expect(last!.name).toBe('E002 of the Tron app, GET_PUBLIC_KEY');
    expect(last!.fields).toEqual([
      { name: 'path', value: `m/44'/195'/0'/0/0 (${path})`, size: 21 },
    ]);
    expect(decoder.devices()[0]!.facts.join()).not.toContain('Exchange 3.4');
  });

  it('hands the wire to the coin app and explains its refusal of a swap', () => {
    const { exchanges } = decoded('logs/files/recordstore-ethsign.apdu');
    const coin = exchanges.filter(({ to }) => to === 'coin app');
    expect(coin.length).toBeGreaterThan(0);
    expect(coin[0]!.name).toContain('of the Ethereum app');
    const refused = new Decoder({ verifier: nodeVerifier });
    const { exchanges: all } = readLog(
      readFileSync(new URL('logs/files/recordstore-ethsign.apdu', GOLDEN)),
    );
    const last = all
      .map((exchange, at) =>
        refused.decode(
          at === all.length - 1 ? { ...exchange, response: fromHex('05006001') } : exchange,
        ),
      )
      .at(-1)!;
    expect(last.answer).toMatchObject({
      status: '6001',
      name: 'SWAP_REFUSED',
      says: 'Memo or call data are not those that were announced. Ethereum: a memo or call data were expected, or others.',
    });
  });

  it('knows when Exchange has the wire again: after a coded refusal, or by what only it answers', () => {
    const names = (file: string) =>
      decoded(`../golden-signing/${file}`)
        .exchanges.slice(-3)
        .map(({ to, answer }) => `${to} ${answer?.status} ${answer?.name}`);
    expect(names('ethereum-nanosp/eth-destination.apdu')).toEqual([
      'coin app 6001 SWAP_REFUSED',
      'exchange 9000 SUCCESS',
      'exchange 6d01 UNEXPECTED_INSTRUCTION',
    ]);
    expect(names('bitcoin-nanosp/btc-right.apdu')).toEqual([
      'coin app 9000 SUCCESS',
      'exchange 9000 SUCCESS',
      'exchange 6d01 UNEXPECTED_INSTRUCTION',
    ]);
    // The Ethereum app has left the swap and stays: 6b00 is no refusal of its own.
    expect(names('ethereum-nanosp/eth-left-swap-rejected.apdu')).toEqual([
      'coin app 6985 CONDITIONS_OF_USE_NOT_SATISFIED',
      'coin app 6b00 WRONG_P1_P2',
      'coin app 9000 SUCCESS',
    ]);
  });

  it('says which nonce was made and which came', () => {
    const { exchanges } = readLog(
      readFileSync(new URL('suite-nanosp/ethereum-swap_ui_only.apdu', GOLDEN)),
    );
    const decoder = new Decoder({ verifier: nodeVerifier });
    const nonce = 'aa'.repeat(32);
    const changed = exchanges.map((exchange, at) =>
      at === 0 ? { ...exchange, response: fromHex(`${nonce}9000`) } : exchange,
    );
    const checks = changed.flatMap((exchange) => decoder.decode(exchange).checks);
    expect(checks.find(({ subject }) => subject === 'nonce')).toEqual({
      subject: 'nonce',
      holds: false,
      says: `the device made ${nonce}, device_transaction_id_ng has 350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b`,
    });
  });

  it('reads on in a log that has commands alone', () => {
    const { exchanges } = readLog(
      readFileSync(new URL('suite-nanosp/ethereum-swap_ui_only.apdu', GOLDEN)),
    );
    const decoder = new Decoder({ verifier: nodeVerifier });
    const all = exchanges.map((exchange) => decoder.decode({ ...exchange, response: null }));
    const checks = all.flatMap((exchange) => exchange.checks);
    expect(checks.map(({ subject, holds }) => `${subject} ${holds}`)).toEqual([
      'partner credentials true',
      'nonce null',
      'payload signature true',
      'coin configuration true',
      'ticker true',
      'coin configuration true',
      'ticker true',
    ]);
  });
});
