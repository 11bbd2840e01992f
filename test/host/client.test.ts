import { describe, expect, it } from 'vitest';
import { decodeCommand } from '../../src/apdu/apdu.js';
import { concat, fromHex, toHex } from '../../src/bytes.js';
import type { Device } from '../../src/device.js';
import { FLOWS, type FlowName } from '../../src/exchange/flows.js';
import {
  checkPayoutAddress,
  checkTransactionSignature,
  commandApdus,
  getVersion,
  processTransaction,
  type Session,
  startNewTransaction,
} from '../../src/host/client.js';
import { createSimulator } from '../../src/simulator/simulator.js';

/** A device that accepts everything and keeps what it was sent. */
function accepting(answer = '9000'): Device & { readonly sent: Uint8Array[] } {
  const sent: Uint8Array[] = [];
  return {
    name: 'accepting',
    model: 'nanosp',
    sent,
    exchange: async (apdu) => {
      sent.push(apdu);
      return fromHex(answer);
    },
    close: async () => {},
  };
}

function session(device: Device, flow: FlowName = 'SWAP_NG'): Session {
  return { device, flow: FLOWS[flow], rate: 'floating' };
}

describe('commandApdus', () => {
  // The sizes around which Ledger's own client loses bytes (510 and 511) are the point.
  it.each([0, 1, 254, 255, 256, 257, 509, 510, 511, 512, 513, 764, 765, 766])(
    '%i bytes arrive complete, in as few chunks as there must be',
    (size) => {
      const data = Uint8Array.from({ length: size }, (_, i) => i % 251);
      const flow = FLOWS.SWAP_NG;
      const commands = commandApdus(
        { flow, rate: 'fixed' },
        'PROCESS_TRANSACTION_RESPONSE',
        data,
      ).map((apdu) => decodeCommand(apdu)!);
      expect(toHex(concat(...commands.map((command) => command.data)))).toBe(toHex(data));
      expect(commands).toHaveLength(Math.max(1, Math.ceil(size / 255)));
      commands.forEach(({ p2 }, i) => {
        expect(p2 & 0x0f).toBe(flow.subcommand);
        expect((p2 & 0x10) !== 0).toBe(i > 0);
        expect((p2 & 0x20) !== 0).toBe(i < commands.length - 1);
      });
    },
  );
});

describe('commands', () => {
  it('put the rate in P1 and the flow in P2', async () => {
    const device = accepting();
    await startNewTransaction(session(device, 'FUND_NG'));
    expect(toHex(device.sent[0]!)).toBe('e003010500');
  });

  it.each([
    ['SWAP', 'abcdef', 'e00601000703abcdef020258'],
    ['SELL', '616263', 'e00601010703616263020258'],
    ['SELL_NG', '616263', 'e006010409010003616263020258'],
  ] as const)('PROCESS_TRANSACTION_RESPONSE on %s', async (flow, payload, expected) => {
    const device = accepting();
    await processTransaction(session(device, flow), fromHex(payload), 600n);
    expect(toHex(device.sent[0]!)).toBe(expected);
  });

  it('CHECK_TRANSACTION_SIGNATURE says dot and R‖S in NG, nothing in legacy', async () => {
    const device = accepting();
    await checkTransactionSignature(session(device), fromHex('aabb'));
    await checkTransactionSignature(session(device, 'SELL'), fromHex('aabb'));
    expect(device.sent.map(toHex)).toEqual(['e0070103040101aabb', 'e007010102aabb']);
  });

  it('a coin check has lengths around the signature', async () => {
    const device = accepting();
    const coin = {
      configuration: fromHex('0102'),
      signature: fromHex('3001ff'),
      addressParameters: fromHex('09'),
    };
    await checkPayoutAddress(session(device), coin);
    expect(toHex(device.sent[0]!)).toBe('e0080103080201023001ff0109');
  });

  it('stops at the first chunk that is refused', async () => {
    const device = accepting('6a88');
    const answer = await processTransaction(session(device), new Uint8Array(400), 1n);
    expect(answer.status).toBe(0x6a88);
    expect(device.sent).toHaveLength(1);
  });

  it('a payload that has no room in the length byte of a legacy flow is cut there: the device refuses its size', async () => {
    const device = accepting();
    await processTransaction(session(device, 'SELL'), new Uint8Array(300), 1n);
    expect(device.sent.map((apdu) => apdu.length)).toEqual([5 + 255, 5 + 1 + 255 + 2 - 255]);
    expect(device.sent[0]![5]).toBe(255);
  });

  it('GET_VERSION of the simulator', async () => {
    const answer = await getVersion(session(createSimulator()));
    expect(answer).toEqual({ status: 0x9000, data: Uint8Array.of(4, 4, 2) });
  });
});
