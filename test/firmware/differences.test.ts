/** What is noticed of another release, from the profiles. */
import { describe, expect, it } from 'vitest';
import { differences } from '../../src/firmware/differences/index.js';
import { firmware, RELEASES } from '../../src/firmware/index.js';

const said = (from: string, to: string) =>
  differences(firmware(from), firmware(to)).map(({ by, text }) => `${by}: ${text}`);

describe('each boundary says what changed', () => {
  it.each([
    ['3.1.0-dev', '3.3.0-dev', 'host: commands of the NG flows: they say no curve'],
    [
      '3.1.0-dev',
      '3.3.0-dev',
      'host: CHECK_REFUND_ADDRESS (09): known in every flow → known in swap',
    ],
    [
      '3.3.1-dev',
      '3.3.2-dev',
      'provider: payload once decoded from base64: up to 256 bytes → up to 512 bytes',
    ],
    ['3.3.3', '3.4.0-rc1', 'provider: payin_extra_data: skipped as unknown → read, up to 33 bytes'],
    ['3.3.3', '3.4.0-rc1', 'host: PROMPT_UI_DISPLAY (0f): not known (6d00) → known in every flow'],
    ['3.3.3', '3.4.0-rc1', 'host: 6a8d: never answered → WRONG_EXTRA_ID_OR_EXTRA_DATA'],
    ['3.3.3', '3.4.0-rc1', 'host: after the user has refused: every command is answered 6d01'],
    [
      '3.3.3',
      '3.4.0-rc1',
      'provider: an amount the coin app cannot write: 6a85 INTERNAL_ERROR → 6a8b',
    ],
    ['3.4.0-rc1', '3.4.0', 'provider: DER signature: 67 to 72 bytes → 67 to 73 bytes'],
    [
      '3.4.1',
      '4.0.0',
      'provider: payin_address, refund_address, payout_address, in_address: up to 62',
    ],
    ['3.4.1', '4.0.0', 'user: not for Nano S'],
    [
      '3.5.0-swap1',
      '3.5.0-swap2',
      'host: PROCESS_TRANSACTION_RESPONSE in chunks: SWAP_NG, SELL_NG',
    ],
    ['4.0.0', '4.1.0', 'provider: in_extra_id: skipped as unknown → read, up to 19 bytes'],
    ['4.0.0', '4.1.0', 'host: a build with test keys calls itself Exchange → Exchange TEST'],
    ['4.1.0', '4.2.0', 'host: GET_CHALLENGE (10): not known (6d00) → known in swap'],
    ['4.2.0', '4.2.1', "host: bytes of a descriptor's signature: 70 to 72 → 64 to 72"],
    [
      '4.2.1',
      '4.2.2',
      'host: a good descriptor that fits no address: SUCCESS → DESCRIPTOR_NOT_USED',
    ],
    ['4.2.2', '4.2.3', 'provider: ticker in a coin configuration: 2 to 9 bytes → 1 to 9 bytes'],
    ['4.2.4', '4.3.0', 'provider: payout_address of another wallet: refused (6a83) → accepted'],
    ['4.2.4', '4.3.0', 'user: words on the screen: “Get” → “Receive”'],
    ['4.4.0', '4.4.1', 'user: also for Apex'],
    [
      '4.4.2+HEAD',
      'develop',
      'provider: a fiat amount that does not fit: 6a85 INTERNAL_ERROR → 6a8b',
    ],
  ])('%s → %s: %s', (from, to, text) => {
    expect(said(from, to).filter((line) => line.startsWith(text))).toHaveLength(1);
  });
});

it('words are told of the models that show them, and of no other', () => {
  const words = (from: string, to: string) =>
    said(from, to).filter((line) => /Ledger Live|e8/.test(line));
  // No Nano showed either sentence before 4.3.0 or shows it from 4.4.2 on.
  expect(words('4.2.4', '4.4.2')).toEqual([
    'user: words on touch models: “This app enables swapping and selling assets in Ledger Live.” → “This app enables swapping and selling assets in Ledger Wallet.”',
  ]);
  expect(words('4.2.4', '4.3.0')).toContain(
    'user: words on a Nano: none → “This app enables swapping and selling assets in Ledger Live.”',
  );
  expect(words('4.3.0', '4.3.1')).toContain(
    'user: words on a Nano: “Learn more: ledger.com/e8” → none',
  );
});

it('the other way round says the other way round', () => {
  expect(said('4.1.0', '4.0.0')).toEqual([
    'provider: in_extra_id: up to 19 bytes → skipped as unknown',
    'host: a build with test keys calls itself Exchange TEST → Exchange',
  ]);
});

it('no release differs from itself', () => {
  for (const profile of RELEASES) expect(differences(profile, profile)).toEqual([]);
});
