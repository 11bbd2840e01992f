/**
 * What a release does that no limit and no table says: one name and one sentence each. A handler
 * asks its profile whether it has the quirk.
 */
export const QUIRKS = {
  'empty-base64-accepted':
    'An empty base64 payload is taken for an empty message, so that its nonce is found missing (6A82); later releases say that nothing can be decoded (6A81).',
  'nine-letter-ticker-overflows':
    'A ticker of nine letters in a coin configuration writes one byte past a buffer; what a device makes of it is not known, and nothing is simulated.',
  'partner-key-unaligned':
    'The partner key lies at an odd address, which a Nano S may not survive; nothing is simulated.',
  'start-keeps-screen':
    'START_NEW_TRANSACTION after an approval leaves the screen as it is; later releases go back to the first page of the menu.',
  'missing-app-ends-exchange':
    'A coin configuration of an app that is not installed ends the Exchange app: no answer comes, and the dashboard is in front.',
  'nano-s-refuses-extra-data':
    'On a Nano S, payin_extra_data other than the byte 00 is refused (6A8D).',
  'descriptor-chunks-overwrite-message':
    'A trusted-name descriptor sent in chunks is put together over the decoded message, which is lost; nothing is simulated.',
  'foreign-payout-remembered':
    'Once a payout address was not of this device, the warning stays until a new transaction begins, even if a later check finds the address good.',
  'fiat-amount-unchecked':
    'Of a fiat amount only the last 8 bytes count, read as a signed number, the exponent is taken modulo 256, and exponent 0 leaves a dot at the end.',
  'payin-prefix-behind-nul':
    'The prefix of payin_address ends at the first colon of its whole buffer, also behind the end of the text.',
  'ticker-alias-by-prefix':
    'Tickers are renamed by their first letters: what begins with USDT20 is USDT, what begins with REP is REPv2.',
} as const satisfies Record<string, string>;

export type Quirk = keyof typeof QUIRKS;

export function without(quirks: readonly Quirk[], ...gone: readonly Quirk[]): readonly Quirk[] {
  return quirks.filter((quirk) => !gone.includes(quirk));
}
