import { describe, expect, it } from 'vitest';
import { readCase } from '../../src/check/answer/read-case.js';
import { Checker } from '../../src/check/check.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import {
  FIXTURES,
  type Fixture,
  fixture as fixtureOf,
  knownOf,
  OTHER_KEY,
  OWNED,
  type Recorded,
} from './fixtures.js';

const checker = new Checker({ verifier: nodeVerifier, screens: true });

function judged(fixture: Fixture, request?: Record<string, unknown>) {
  const more = { partner: 'Fixture Partner', fees: '1000', ...knownOf(fixture) };
  return checker.check(readCase({ ...fixture, ...more, ...(request && { request }) }, fixture.id));
}

function hasOwned({ protobufHex }: Fixture): boolean {
  const message = Buffer.from(protobufHex ?? '', 'hex').toString('latin1');
  return message.includes(OWNED.refund) && message.includes(OWNED.payout);
}

/** The step at which the device refused, or null. */
function refusal({ steps }: Recorded) {
  const [command, status] = steps.at(-1)!;
  return status === '0x9000' ? null : { command, status: status.slice(2).toLowerCase() };
}

describe('provider mistakes', () => {
  it.each(FIXTURES.filter(({ diagnosis }) => diagnosis !== null))('$id: $diagnosis', (fixture) => {
    const codes = judged(fixture).findings.map(({ code }) => code);
    expect(codes).toContain(fixture.diagnosis);
    const asked = judged(fixture, { refundAddress: OWNED.refund, payoutAddress: OWNED.payout });
    expect(asked.findings.map(({ code }) => code)).toContain(fixture.diagnosis);
  });

  it.each(FIXTURES.filter(({ severity }) => severity === 'ok'))('$id has no finding', (fixture) => {
    const { findings, verdict } = judged(fixture);
    expect(findings).toEqual([]);
    expect(verdict).toBe('accepted');
  });

  it.each(FIXTURES.filter(({ severity }) => severity === 'warning'))(
    '$id has warnings at most',
    (fixture) => {
      const { findings, verdict } = judged(fixture);
      expect(findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
      expect(verdict).toBe('accepted');
    },
  );
});

it('a key nobody told is no finding: the keys it may have been are evidence', () => {
  const fixture = fixtureOf('sig-other-key');
  const { findings } = checker.check(readCase({ ...fixture }, fixture.id));
  const signature = findings.filter(({ code }) => code.startsWith('SIGNATURE_'));
  expect(signature.map(({ code }) => code)).toEqual(['SIGNATURE_INVALID_ALL_INPUTS']);
  expect(signature[0]?.evidence).toContain(OTHER_KEY.publicKey);
  expect(signature[0]?.evidence).toContain('on secp256r1');
});

describe("the device's answer", () => {
  /** Recorded with the addresses of the emulator's seed, or up to where addresses do not matter. */
  const decided = FIXTURES.filter(({ recorded }) => {
    const last = refusal(recorded.asIs)?.command;
    return recorded.ownedAddresses !== null || last === undefined || !/ADDRESS/.test(last);
  });

  it.each(decided)('$id is as recorded', (fixture) => {
    const { recorded } = fixture;
    const record = recorded.ownedAddresses ?? recorded.asIs;
    // The recording had addresses of its seed in their place: no device derives these two, and only
    // in an order nothing else is known of they stand for the user's.
    const request =
      recorded.ownedAddresses === null || hasOwned(fixture)
        ? undefined
        : { refundAddress: OWNED.refund, payoutAddress: OWNED.payout };
    const verdict = judged(fixture, request);
    const { device, screens } = verdict;
    expect(device && { command: device.command, status: device.status }).toEqual(refusal(record));
    if (record.screens !== null) {
      expect(screens.map((lines) => lines.join(' | '))).toEqual(record.screens);
    }
  });
});
