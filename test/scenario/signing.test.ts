/** `sign:` in a scenario: what can be asked for, and how the coin app's answer is judged. */
import { describe, expect, it } from 'vitest';
import { exceptionFor } from '../../src/scenario/exceptions.js';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';
import { prepare } from '../../src/scenario/prepare.js';
import { runScenario } from '../../src/scenario/run-scenario.js';
import { simulatedOpener } from '../../src/scenario/simulated.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { createSimulator } from '../../src/simulator/simulator.js';

const open = simulatedOpener({ verifier: nodeVerifier });

async function scenario(text: string) {
  const [read] = await parseScenarios(`name: a swap\nflow: { kind: swap }\n${text}`, 'a.yaml');
  return read!;
}

async function result(text: string) {
  return runScenario(await scenario(`order: { from: ETH, to: BTC, amount: 0.25 }\n${text}`), open);
}

describe('a scenario that is signed', () => {
  it('tells signer, hash and transaction, and names no number of the coin app as of Exchange', async () => {
    const { verdict, happened } = await result('sign: true\nexpect: { outcome: approved }');
    expect(verdict).toBe('passed');
    expect(happened?.signing).toMatchObject({ outcome: 'signed' });
    expect(happened?.status).toBe('9000');
    const last = happened?.transcript.at(-1);
    expect([last?.command, last?.status]).toEqual(['e004', '9000']);
  });

  it('is not signed when it is not asked for', async () => {
    const { happened } = await result('expect: { outcome: approved }');
    expect(happened).not.toHaveProperty('signing');
    expect(happened?.transcript.at(-1)?.command).toBe('START_SIGNING_TRANSACTION');
  });

  it.each([
    ['sign: { tamper: amount }\nexpect: { outcome: approved }', []],
    [
      'sign: { tamper: amount }\nexpect: { outcome: approved, signing: signed }',
      [
        'expected the transaction to be signed, found refused with 6001 and 0100: amount 0.250000000000000001 ETH, approved 0.25 ETH',
      ],
    ],
    [
      'sign: true\nexpect: { outcome: approved, signing: refused }',
      [
        expect.stringMatching(
          /^expected the transaction to be refused, found signed [0-9a-f]{64}$/,
        ),
      ],
    ],
    [
      'sign: { tamper: amount }\nexpect: { outcome: approved, signing: { refused: { status: 0x6A80, code: "0001", says: fee } } }',
      [
        expect.stringMatching(
          /^expected the coin app to refuse with 6a80, found refused with 6001/,
        ),
        expect.stringMatching(/^expected the code 0001 of the coin app, found refused with 6001/),
        expect.stringMatching(/^expected words with "fee", found refused with 6001/),
      ],
    ],
    [
      'sign: true\nuser: reject\nexpect: { rejected: {} }',
      'a.yaml: a swap: sign: expected expect.outcome approved beside it, found another',
    ],
    [
      'expect: { outcome: approved, signing: signed }',
      'a.yaml: a swap: expect.signing: expected beside sign, found alone',
    ],
  ])('%s', async (text, expected) => {
    if (typeof expected === 'string') await expect(result(text)).rejects.toThrow(expected);
    else expect((await result(text)).differences).toEqual(expected);
  });

  it('takes a transaction of one’s own, as hex or as the commands of a client', async () => {
    const order = 'order: { from: XTZ, to: BTC, amount: 10, fees: 0.0001 }\n';
    const expected =
      'expect: { outcome: approved, signing: { refused: { says: destination tz1 } } }';
    const path = '038000002c800006c180000000';
    const operations =
      '0300000000000000000000000000000000000000000000000000000000000000006c008be5357b478d9828ede4620a9e7ff9f4016693e16400000080ade2040000e6330795ffe18f873b83cb13662442b87bd98c2200';
    const size = (operations.length / 2).toString(16);
    const commands = `["800400000d${path}", "80048100${size}${operations}"]`;
    for (const tx of [`"${operations}"`, commands]) {
      const run = await runScenario(
        await scenario(`${order}sign: { tx: ${tx} }\n${expected}`),
        open,
      );
      expect(run.differences).toEqual([]);
      expect(run.happened?.signing).toMatchObject({ status: '6985' });
    }
    const both = 'sign: { tx: "00", tamper: fee }\nexpect: { outcome: approved }';
    await expect(result(both)).rejects.toThrow('a swap: sign: expected tamper or tx, found both');
  });

  it('says which flow was refused before', async () => {
    const { differences } = await result(
      'partner: { registered: false }\nsign: true\nexpect: { outcome: approved }',
    );
    expect(differences).toEqual([
      expect.stringMatching(/^expected approved, found refused at CHECK_PARTNER/),
      'expected the transaction to be signed, found that the coin app was not asked',
    ]);
  });

  it('needs a coin transactions are made of, and one with the part that is changed', async () => {
    const unknown = await scenario(
      'order: { from: LTC, to: BTC }\nsign: true\nexpect: { outcome: approved }',
    );
    expect(() => prepare(unknown)).toThrow(
      'a.yaml: a swap: sign: expected a coin transactions are made of, found one of the Litecoin app',
    );
    const none = await scenario(
      'order: { from: BTC, to: ETH }\nsign: { tamper: chain }\nexpect: { outcome: approved }',
    );
    await expect(runScenario(none, open)).rejects.toThrow(
      'a.yaml: a swap: tamper chain: a Bitcoin transaction has none to change',
    );
  });

  it('is skipped where the wire is not handed over', async () => {
    const prepared = prepare(await scenario('sign: true\nexpect: { outcome: approved }'));
    const device = createSimulator({ verifier: nodeVerifier });
    expect(exceptionFor(prepared, device)).toBeUndefined();
    const kept = { ...device, name: 'speculos', model: device.model, exchange: device.exchange };
    expect(exceptionFor(prepared, kept)).toBe(
      'its coin app would have to sign, and speculos stays in the Exchange app',
    );
  });
});
