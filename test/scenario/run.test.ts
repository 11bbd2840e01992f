import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/device.js';
import { DeviceError } from '../../src/errors.js';
import { EXCEPTIONS, exceptionFor } from '../../src/scenario/exceptions.js';
import { keptDevice, makeReady } from '../../src/scenario/kept-device.js';
import type { OpenDevice } from '../../src/scenario/open-device.js';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';
import { prepare } from '../../src/scenario/prepare.js';
import type { ScenarioResult } from '../../src/scenario/result.js';
import { runScenario } from '../../src/scenario/run-scenario.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { simulatedOpener } from '../../src/scenario/simulated.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { createSimulator } from '../../src/simulator/simulator.js';

const open = simulatedOpener({ verifier: nodeVerifier });

async function scenario(text: string): Promise<Scenario> {
  const flow = text.includes('flow:') ? '' : 'flow: { kind: swap }\n';
  const [read] = await parseScenarios(`name: a swap\n${flow}${text}`, 'a.yaml');
  return read!;
}

async function result(text: string, openDevice: OpenDevice = open): Promise<ScenarioResult> {
  return runScenario(await scenario(text), openDevice);
}

describe('running a scenario', () => {
  it('tells all that happened', async () => {
    const { verdict, differences, happened, device, model } = await result(
      'expect: { outcome: approved }',
    );
    expect([verdict, differences, device, model]).toEqual(['passed', [], 'simulator', 'nanosp']);
    expect(happened?.transcript.map(({ command, status }) => `${command} ${status}`)).toEqual([
      'START_NEW_TRANSACTION 9000',
      'SET_PARTNER_KEY 9000',
      'CHECK_PARTNER 9000',
      // Two chunks.
      'PROCESS_TRANSACTION_RESPONSE 9000',
      'PROCESS_TRANSACTION_RESPONSE 9000',
      'CHECK_TRANSACTION_SIGNATURE 9000',
      'CHECK_PAYOUT_ADDRESS 9000',
      'CHECK_REFUND_ADDRESS_NO_DISPLAY 9000',
      'PROMPT_UI_DISPLAY 9000',
      'START_SIGNING_TRANSACTION 9000',
    ]);
    expect(happened?.screens).toContainEqual(['Send', '0.25 ETH']);
    expect(happened?.nonce).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [
      'expect: { refused: { at: CHECK_PARTNER, status: 9d1a } }',
      'expected refused at CHECK_PARTNER with 9d1a SIGN_VERIFICATION_FAIL, found approved',
    ],
    [
      'partner: { registered: false }\nexpect: { outcome: approved }',
      'expected approved, found refused at CHECK_PARTNER with 9d1a SIGN_VERIFICATION_FAIL: ',
    ],
    [
      'partner: { registered: false }\nexpect: { refused: { at: SET_PARTNER_KEY } }',
      'expected it to end at SET_PARTNER_KEY, found CHECK_PARTNER',
    ],
    [
      'partner: { registered: false }\nexpect: { refused: { status: 6a80 } }',
      'expected 6a80 INCORRECT_COMMAND_DATA, found refused at CHECK_PARTNER with 9d1a',
    ],
    [
      'partner: { registered: false }\nexpect: { refused: { says: the moon } }',
      'expected words with "the moon", found "',
    ],
    [
      'expect: { outcome: approved, answers: [{ at: CHECK_PARTNER, status: 6a80 }] }',
      'expected CHECK_PARTNER to be answered 6a80 INCORRECT_COMMAND_DATA, found 9000',
    ],
    [
      'expect: { outcome: approved, answers: [{ at: GET_CHALLENGE, status: 9000 }] }',
      'expected GET_CHALLENGE to be answered 9000 SUCCESS, found that it was not sent',
    ],
    ['expect: { outcome: approved, nonce: "00" }', 'expected the nonce 00, found '],
    [
      'expect: { outcome: approved, transcript: [START_NEW_TRANSACTION 9000, CHECK_PARTNER 9000] }',
      'expected CHECK_PARTNER 9000 as command 2, found SET_PARTNER_KEY 9000',
    ],
    [
      'expect: { outcome: approved, transcript: [START_NEW_TRANSACTION 9000] }',
      'expected 1 commands, found 9: then SET_PARTNER_KEY 9000',
    ],
    [
      'expect: { outcome: approved, screens: [0.25 ETH, Review transaction to] }',
      'expected a screen with "Review transaction to" after the ones before, found it earlier, as screen 2 of ',
    ],
    [
      'expect: { outcome: approved, screens: [{ lines: [Send, 0.25] }] }',
      'expected a screen that reads "Send | 0.25", found none; the nearest is: Send | 0.25 ETH; also: ',
    ],
    [
      // Of a random nonce one signature in 128 has a finding of its own.
      'device: { build: test }\nexpect: { outcome: approved, findings: [AMOUNT_ZERO] }',
      'expected check to find AMOUNT_ZERO, found nothing',
    ],
    [
      'device: { build: test }\nmistake: AMOUNT_ZERO\nexpect: { outcome: approved, findings: [] }',
      'expected no findings of check, found AMOUNT_ZERO',
    ],
    [
      'faults: [{ kind: lock, at: 1 }]\nexpect: { refused: { status: 5515 }, findings: [AMOUNT_ZERO] }',
      'expected findings of check, found that the flow ended before there was a payload',
    ],
  ])('%s', async (text, difference) => {
    const { verdict, differences } = await result(text);
    expect([verdict, differences.length]).toEqual(['failed', 1]);
    expect(differences[0]).toContain(difference);
  });

  it('a finding that a right signer has by chance fails none, and is found where it is asked for', async () => {
    const text = 'mistake: SIGNATURE_LEADING_ZERO\nexpect: { outcome: approved, findings: ';
    for (const findings of ['[]', '[SIGNATURE_LEADING_ZERO]']) {
      expect(await result(`${text}${findings} }`)).toMatchObject({
        verdict: 'passed',
        differences: [],
      });
    }
  });

  it('looks for the screens of the model’s family only', async () => {
    const text =
      'expect: { outcome: approved, screens: { touch: [no such screen], nanosp: [0.25 ETH] } }';
    expect((await result(text)).verdict).toBe('passed');
    expect((await result(`device: { model: flex }\n${text}`)).verdict).toBe('failed');
  });

  it('throws what is wrong with the scenario, not with the provider', async () => {
    // The zero nonce reads the same in both orders, which only a run can know.
    await expect(
      result('mistake: SIGNATURE_UNPADDED_RS\nexpect: { outcome: approved }'),
    ).resolves.toBeDefined();
    const broken: OpenDevice = async () => {
      throw new DeviceError('no device');
    };
    await expect(result('expect: { outcome: approved }', broken)).rejects.toThrow('no device');
  });

  it('closes the device, whatever happens', async () => {
    let closed = 0;
    const openDevice: OpenDevice = async () => {
      const device = createSimulator({ verifier: nodeVerifier });
      const close = device.close.bind(device);
      device.close = async () => {
        closed++;
        await close();
      };
      return { device };
    };
    await result('expect: { outcome: approved }', openDevice);
    await result('device: { model: stax }\nexpect: { outcome: approved }', openDevice);
    await result('faults: [{ kind: lose, at: 1 }]\nexpect: { outcome: broken }', openDevice);
    expect(closed).toBe(3);
  });
});

describe('other devices', () => {
  /** Screenless and silent about its reasons, as a Ledger on USB. */
  function usb(): Device {
    const inner = createSimulator({ model: 'nanox', verifier: nodeVerifier });
    return {
      name: 'usb',
      model: 'nanox',
      async exchange(apdu) {
        const answer = inner.exchange(apdu);
        if (inner.ledger.waitsForUser) await inner.screen.approve();
        return answer;
      },
      close: () => inner.close(),
    };
  }

  it('tells the person what to do and needs no screen', async () => {
    const told: string[] = [];
    const read = await scenario('expect: { outcome: approved, screens: [never looked at] }');
    const { verdict, happened } = await runScenario(read, async () => ({ device: usb() }), {
      notify: (text) => told.push(text),
    });
    expect([verdict, happened?.screens]).toEqual(['passed', []]);
    expect(told).toEqual([expect.stringContaining('then approve there')]);
  });

  it.each([
    ['device: { model: stax }', 'it is about the Stax, the device is a Nano X'],
    ['device: { build: test }', 'it needs the test build'],
    ['device: { firmware: 4.4.2 }', 'it names a firmware'],
    ['device: { apps: [Bitcoin] }', 'it names the installed apps'],
    ['device: { seed: other }', 'it needs another seed'],
    ['user: { gestures: [right] }', 'usb has no buttons a program can press'],
    ['user: nobody', 'somebody sits at usb'],
    ['faults: [{ kind: slow-user, milliseconds: 1 }]', 'the person at usb is as fast as they are'],
    ['faults: [{ kind: coin-app-crash }]', 'it would leave the Exchange app'],
  ])('skips %s with a reason', async (text, reason) => {
    const { verdict, reason: told } = await result(
      `${text}\nexpect: { outcome: broken }`,
      async () => ({
        device: usb(),
      }),
    );
    expect(verdict).toBe('skipped');
    expect(told).toContain(reason);
  });

  it('has an exception for nothing the simulator can do', async () => {
    const everything = await scenario(
      'device: { build: test, firmware: 4.4.2, apps: [Bitcoin], seed: other }\nuser: nobody\nfaults: [{ kind: coin-app-crash }]\nexpect: { outcome: broken }',
    );
    const device = createSimulator();
    expect(exceptionFor(prepare(everything), device)).toBeUndefined();
    expect(EXCEPTIONS.length).toBeGreaterThan(5);
  });

  it('leaves out gestures the device cannot feel', async () => {
    const tap = await scenario('user: { gestures: ["tap 1,2"] }\nexpect: { outcome: broken }');
    expect(exceptionFor(prepare(tap), createSimulator())).toBe(
      'its gestures need a touch screen, and the device is a Nano S Plus',
    );
    expect(exceptionFor(prepare(tap), createSimulator({ model: 'stax' }))).toBeUndefined();
  });

  it('leaves out what needs a coin app that is not on it', async () => {
    const swap = await scenario('order: { from: XRP, to: BTC }\nexpect: { outcome: approved }');
    const device = usb();
    expect(exceptionFor(prepare(swap), device)).toBeUndefined();
    expect(exceptionFor(prepare(swap), device, ['Bitcoin', 'XRP'])).toBeUndefined();
    expect(exceptionFor(prepare(swap), device, ['Ethereum', 'Bitcoin'])).toBe(
      'it needs the XRP app, and usb has Ethereum, Bitcoin',
    );
  });

  it('is brought back to where a transaction can begin, and keeps the wire', async () => {
    const inner = createSimulator({ verifier: nodeVerifier });
    const texts = [
      'expect: { outcome: approved, transcript: [START_NEW_TRANSACTION 9000, SET_PARTNER_KEY 9000, CHECK_PARTNER 9000, PROCESS_TRANSACTION_RESPONSE 9000, CHECK_TRANSACTION_SIGNATURE 9000, CHECK_PAYOUT_ADDRESS 9000, CHECK_REFUND_ADDRESS_NO_DISPLAY 9000, PROMPT_UI_DISPLAY 9000, START_SIGNING_TRANSACTION 9000] }',
      'user: { does: nobody, patience: 0 }\nexpect: { outcome: broken }',
      'host: [{ at: PROMPT_UI_DISPLAY, leaveOut: true }]\nexpect: { refused: { at: START_SIGNING_TRANSACTION, status: 6d01 } }',
      'expect: { outcome: approved }',
    ];
    for (const text of texts) {
      await makeReady(inner);
      const { verdict, differences } = await result(text, async () => ({
        device: keptDevice(inner),
      }));
      expect([verdict, differences]).toEqual(['passed', []]);
      expect(inner.ledger.coinAppRuns).toBe(false);
    }
    await inner.exchange(Uint8Array.of(0xb0, 0xa7, 0, 0, 0));
    await expect(makeReady(inner)).rejects.toThrow(
      'expected the Exchange app to begin a transaction, found the answer 6d00. Exchange is not in front: a coin app has the wire since START_SIGNING_TRANSACTION, or another app is open.',
    );
  });
});
