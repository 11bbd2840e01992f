/**
 * Old bytes of the receive buffers: what is read behind the end of a command, and what clears it.
 * The commands are those of the recordings `edges-buffer`.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, EMPTY, equal, toHex } from '../../src/bytes.js';
import { parseRecording } from '../../src/capture/format.js';
import { LostAnswerError } from '../../src/errors.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';
import { BUILDS } from '../../src/simulator/build.js';
import { COIN_APP_NAMES } from '../../src/simulator/coins/registry.js';
import { Ledger } from '../../src/simulator/ledger.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { RECEIVE_BUFFER_SIZE, received } from '../../src/simulator/receive-buffer.js';
import { approveGestures } from '../../src/simulator/screens/gestures.js';
import { createSimulator } from '../../src/simulator/simulator.js';
import { remembering } from '../../src/simulator/verifier.js';
import { OWN } from './coins/own-addresses.js';
import { appNamed } from './coins/questions.js';

const GOLDEN = new URL('../golden/', import.meta.url);

function commandsOf(recording: string): Uint8Array[] {
  const text = readFileSync(new URL(`${recording}.apdu`, GOLDEN), 'utf8');
  const { events } = parseRecording(text, recording);
  return events.flatMap((event) => (event.kind === 'command' ? [event.apdu] : []));
}

const wallet = walletFromMnemonic();
const verifier = remembering(nodeVerifier, 4096);
const newLedger = () => new Ledger({ firmware: V4_4_2, build: BUILDS.test, wallet, verifier });

/** The answer as hex; undefined when there is none. */
function ask(ledger: Ledger, apdu: Uint8Array): string | undefined {
  ledger.send(apdu);
  const answer = ledger.takeAnswer();
  return answer && toHex(answer);
}

function askAll(ledger: Ledger, apdus: readonly Uint8Array[]): (string | undefined)[] {
  return apdus.map((apdu) => ask(ledger, apdu));
}

/** GET_VERSION that brings `size` bytes of `fill`. */
const filler = (size: number, fill: number) =>
  concat(Uint8Array.of(0xe0, 0x02, 0x00, 0x03, size), new Uint8Array(size).fill(fill));

const [FULL, CUT] = commandsOf('edges-buffer/certificate-cut-after-full') as [
  Uint8Array,
  Uint8Array,
];
const LOADED = '9000';
const WRONG_SIGNATURE = '5720';

/** The certificate without its last `missing` bytes, Lc to match. */
function cutBy(missing: number): Uint8Array {
  const cut = FULL.slice(0, FULL.length - missing);
  cut[4]! -= missing;
  return cut;
}

/** Start of the signature: tag 15, length, 71 bytes of DER at the end. */
const SIGNATURE_SIZE = 2 + 0x47;

describe('a certificate that is cut', () => {
  it('verifies with the last byte of the one before, not without it', () => {
    expect(equal(cutBy(1), CUT)).toBe(true);
    expect(askAll(newLedger(), [CUT, CUT])).toEqual([WRONG_SIGNATURE, WRONG_SIGNATURE]);
    expect(askAll(newLedger(), [FULL, CUT, CUT])).toEqual([LOADED, LOADED, LOADED]);
  });

  it('may miss all of its signature, and no more', () => {
    for (let missing = 1; missing <= SIGNATURE_SIZE; missing++) {
      expect(askAll(newLedger(), [FULL, cutBy(missing)]), `${missing}`).toEqual([LOADED, LOADED]);
    }
    expect(ask(newLedger(), cutBy(SIGNATURE_SIZE))).toBe(WRONG_SIGNATURE);
    // The last tag in front of the signature is looked at as long as it begins within the size.
    for (const missing of [SIGNATURE_SIZE + 1, SIGNATURE_SIZE + 2]) {
      expect(askAll(newLedger(), [FULL, cutBy(missing)]), `${missing}`).toEqual([LOADED, LOADED]);
    }
    expect(askAll(newLedger(), [FULL, cutBy(SIGNATURE_SIZE + 3)])[1]).toBe(WRONG_SIGNATURE);
  });

  it('reads what commands for the app left as well: the OS receives them all', () => {
    const size = FULL.length - 5;
    expect(askAll(newLedger(), [FULL, filler(size - 1, 0), CUT]).at(-1)).toBe(LOADED);
    expect(askAll(newLedger(), [FULL, filler(size, 0), CUT]).at(-1)).toBe(WRONG_SIGNATURE);
    expect(askAll(newLedger(), [filler(size, FULL.at(-1)!), CUT]).at(-1)).toBe(LOADED);
  });

  it('does not read answers: they leave through another buffer', () => {
    const version = Uint8Array.of(0xb0, 0x01, 0, 0, 0);
    expect(askAll(newLedger(), [FULL, version, CUT]).at(-1)).toBe(LOADED);
  });

  it('finds nothing once the app was started anew', () => {
    const ledger = newLedger();
    const quit = Uint8Array.of(0xb0, 0xa7, 0, 0, 0);
    const name = new TextEncoder().encode('Exchange TEST');
    const open = concat(Uint8Array.of(0xe0, 0xd8, 0, 0, name.length), name);
    expect(askAll(ledger, [FULL, quit, open, CUT])).toEqual([
      LOADED,
      '9000',
      '9000',
      WRONG_SIGNATURE,
    ]);
  });

  it('finds nothing once a coin app has or had the wire', () => {
    const ledger = newLedger();
    for (const command of commandsOf('suite-nanosp/bitcoin-swap_valid_1')) {
      if (command[0] === 0xe0 && command[1] === 0x0a) {
        expect(ask(ledger, FULL)).toBe(LOADED);
        expect(ask(ledger, CUT)).toBe(LOADED);
      }
      expect(ask(ledger, command) ?? approve(ledger)).toMatch(/9000$/);
      if (ledger.coinAppRuns) break;
    }
    expect(ledger.coinAppRuns).toBe(true);
    expect(askAll(ledger, [CUT, FULL, CUT])).toEqual([WRONG_SIGNATURE, LOADED, LOADED]);
    ledger.endSigning('signed');
    expect(ask(ledger, CUT)).toBe(WRONG_SIGNATURE);
  });
});

function approve(ledger: Ledger): string {
  for (const event of approveGestures(ledger.ui)) ledger.feed(event);
  return toHex(ledger.takeAnswer()!);
}

describe('a path that is cut', () => {
  const STALE = commandsOf('edges-buffer/stale-path-refund');
  const [before, refund] = [STALE.slice(0, -1), STALE.at(-1)!];
  const NOT_MINE = '6a83';

  it('takes its last byte from the command before on Ethereum', () => {
    expect(askAll(newLedger(), [...before, refund]).at(-1)).toBe('9000');
    const size = refund.length - 5;
    const answerAfter = (command: Uint8Array) =>
      askAll(newLedger(), [...before, command, refund]).at(-1);
    expect(answerAfter(filler(size + 1, 0x00))).toBe('9000');
    expect(answerAfter(filler(size + 1, 0x01))).toBe(NOT_MINE);
    // Too short to reach the byte, or for the OS, which does not hand it on.
    expect(answerAfter(filler(size, 0x01))).toBe('9000');
    expect(answerAfter(concat(Uint8Array.of(0xb0), filler(size + 1, 0x01).subarray(1)))).toBe(
      '9000',
    );
    // Refused commands arrive like others.
    expect(answerAfter(new Uint8Array(RECEIVE_BUFFER_SIZE).fill(0x01))).toBe(NOT_MINE);
    expect(answerAfter(new Uint8Array(RECEIVE_BUFFER_SIZE + 1).fill(0x01))).toBe('9000');
  });

  it('is a cut path all the same where two bytes are missing', () => {
    const cut = refund.slice(0, -1);
    cut[4]! -= 1;
    const length = cut.length - 19 - 1;
    expect(cut[length]).toBe(20);
    cut[length]! -= 1;
    expect(askAll(newLedger(), [...before, cut]).at(-1)).toBe(NOT_MINE);
  });

  it('is read on by few apps, and by some of them for one byte only', () => {
    const behind = new Uint8Array(64);
    const unnoticed: Record<string, number | 'all'> = {};
    for (const [name, parameters, address, configuration = EMPTY] of OWN) {
      let missing = 0;
      const isOwn = () => {
        const size = parameters.length - missing - 1;
        const rest = concat(parameters.subarray(size), behind);
        const cut = { parameters: parameters.subarray(0, size), behind: rest };
        return appNamed(name).addressOf({ wallet, configuration, ...cut }) === address;
      };
      while (missing < parameters.length - 1 && isOwn()) missing++;
      unnoticed[name] = missing === parameters.length - 1 ? 'all' : missing;
    }
    const reading = Object.entries(unnoticed).filter(([, missing]) => missing !== 0);
    expect(Object.fromEntries(reading)).toEqual({
      Ethereum: 1,
      Celo: 1,
      // All but the count.
      XRP: 'all',
      Cosmos: 'all',
      NEAR: 'all',
      Sui: 'all',
    });
    const asked = COIN_APP_NAMES.filter((name) => name in unnoticed);
    expect([...asked, 'Ethereum Classic'].sort()).toEqual([...COIN_APP_NAMES].sort());
  });

  it('is refused when nothing is known to be behind it', () => {
    for (const [name, parameters, , configuration = EMPTY] of OWN) {
      const cut = parameters.subarray(0, -1);
      const at = { wallet, configuration, parameters: cut };
      expect(appNamed(name).addressOf(at), name).toBeNull();
      expect(appNamed(name).addressOf({ ...at, behind: EMPTY }), name).toBeNull();
    }
  });
});

describe('class B0', () => {
  it('takes what did not come from the command before', () => {
    const named = '010d45786368616e6765205445535405342e342e3201009000';
    const b001 = Uint8Array.of(0xb0, 0x01);
    const answerAfter = (...header: number[]) =>
      askAll(newLedger(), [Uint8Array.from(header), b001]).at(-1);
    expect(ask(newLedger(), b001)).toBe(named);
    expect(answerAfter(0xe0, 0x02, 0x00, 0x03, 0x00)).toBe('6e00');
    expect(answerAfter(0xe0, 0x02, 0x01, 0x00, 0x00)).toBe('6e00');
    expect(answerAfter(0xe0, 0x02, 0x00, 0x00, 0x00)).toBe(named);
    expect(askAll(newLedger(), [b001, Uint8Array.of(0xb0)]).at(-1)).toBe(named);
  });

  it('cut anywhere is answered as the same with the old bytes in it', () => {
    const command = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: RECEIVE_BUFFER_SIZE }),
      fc.constantFrom(FULL, ...commandsOf('edges-buffer/certificate-tag-length-too-long')),
    );
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 4 }),
        fc.constantFrom(0x01, 0x06, 0xa7, 0x42),
        command,
        fc.nat(RECEIVE_BUFFER_SIZE - 1),
        (earlier, ins, last, at) => {
          const cut = last.slice(0, 1 + (at % last.length));
          cut[0] = 0xb0;
          if (cut.length > 1) cut[1] = ins;
          const [one, other] = [newLedger(), newLedger()];
          expect(askAll(one, earlier)).toEqual(askAll(other, earlier));
          const memory = earlier.reduce(received, new Uint8Array(RECEIVE_BUFFER_SIZE));
          expect(ask(one, cut)).toBe(ask(other, received(memory, cut)));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the longest APDU', () => {
  const [fits] = commandsOf('edges-buffer/apdu-272-bytes') as [Uint8Array];
  const [tooLong] = commandsOf('edges-buffer/apdu-273-bytes') as [Uint8Array];

  it('has 272 bytes; a longer one is not answered', () => {
    expect([fits.length, tooLong.length]).toEqual([272, 273]);
    expect(ask(newLedger(), fits)).toBe('6e01');
    expect(ask(newLedger(), tooLong)).toBeUndefined();
  });

  it('is lost on the device of a user, who is told, and a review goes on', async () => {
    const device = createSimulator({ build: BUILDS.test, wallet, verifier });
    for (const command of commandsOf('suite-nanosp/bitcoin-swap_valid_1')) {
      const answer = device.exchange(command);
      if (device.ledger.waitsForUser) {
        await expect(device.exchange(tooLong)).rejects.toThrow(LostAnswerError);
        await expect(device.exchange(tooLong)).rejects.toThrow('273 bytes');
        await device.screen.approve();
      }
      expect(toHex(await answer)).toMatch(/9000$/);
      if (device.ledger.coinAppRuns) break;
    }
    expect(device.ledger.coinAppRuns).toBe(true);
  });
});

describe('the same commands', () => {
  it('get the same answers, whatever becomes of their bytes afterwards', () => {
    const command = fc.oneof(
      fc.constantFrom(
        ...commandsOf('edges-buffer/stale-path-refund'),
        ...commandsOf('edges-nanosp/tlv-good-payout'),
        FULL,
        CUT,
      ),
      fc.uint8Array({ maxLength: RECEIVE_BUFFER_SIZE + 4 }),
    );
    const cut = fc
      .tuple(command, fc.nat(40))
      .map(([apdu, missing]) => apdu.subarray(0, Math.max(1, apdu.length - missing)));
    const flow = fc.tuple(fc.nat(11), fc.array(fc.oneof(command, cut), { maxLength: 8 }));
    fc.assert(
      fc.property(flow, ([steps, others]) => {
        const apdus = [...commandsOf('edges-nanosp/tlv-good-payout').slice(0, steps), ...others];
        const [one, other] = [newLedger(), newLedger()];
        for (const apdu of apdus) {
          const lent = apdu.slice();
          const answer = ask(one, lent);
          lent.fill(0xa5);
          expect(ask(other, apdu)).toBe(answer);
        }
      }),
      { numRuns: 300 },
    );
  });
});
