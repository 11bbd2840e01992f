/**
 * What a refusal says and what to change after it. The status catalogue has one text for each word;
 * where a word means different things at different commands, the command's own text is here.
 */
import { textOf, toHex } from '../bytes.js';
import type { InstructionName } from '../exchange/constants.js';
import { otherMeanings } from '../exchange/other-status.js';
import { SW } from '../exchange/status.js';
import { statusEntry } from '../exchange/status-entry.js';
import { TESTING_LETTERS, TESTING_NONCE } from '../simulator/randomness.js';

const COIN_CHECK =
  "Send the coin configuration with Ledger's signature over exactly these bytes, by the key this build trusts: test builds trust the test key, production trusts Ledger's.";

const TICKER =
  'Send the coin configuration of the very currency the message names: the tickers must be equal once in upper case. Check the lengths inside it too.';

const OLDER_ANSWER = `An answer made before this transaction cannot have its nonce. Two ways to try one all the same: exchange-sim check --nonce HEX judges it with the nonce it was made for; --build test makes the device repeat one nonce (${toHex(TESTING_NONCE)}, in legacy SWAP ${textOf(TESTING_LETTERS)}), over which you sign it.`;

/** Exchange takes START_NEW_TRANSACTION at any time: whoever does not know it is another app. */
const UNKNOWN_COMMAND: readonly number[] = [
  SW.INVALID_INSTRUCTION,
  SW.CLASS_NOT_SUPPORTED,
  SW.MALFORMED_APDU,
];

const OTHER_APP = {
  says: 'Exchange is not in front: a coin app has the wire since START_SIGNING_TRANSACTION, or another app is open.',
  fix: 'End what the coin app is doing: sign or refuse there, or close it with the APDU b0a7000000 (on the page of serve: Open Exchange again). Then start again with Exchange open.',
} as const;

type Fixes = Partial<Record<InstructionName, string>>;

const BY_COMMAND: Readonly<Record<number, Fixes>> = {
  [SW.SIGN_VERIFICATION_FAIL]: {
    CHECK_PARTNER:
      "Send Ledger's signature over exactly this name, curve and key, by the key this build trusts: test builds trust the test key, production trusts Ledger's.",
    CHECK_PAYOUT_ADDRESS: COIN_CHECK,
    CHECK_REFUND_ADDRESS: COIN_CHECK,
    CHECK_REFUND_ADDRESS_NO_DISPLAY: COIN_CHECK,
    CHECK_ASSET_IN: COIN_CHECK,
    CHECK_ASSET_IN_NO_DISPLAY: COIN_CHECK,
  },
  [SW.INCORRECT_COMMAND_DATA]: {
    SET_PARTNER_KEY:
      'Give a name of 3 to 15 bytes, a known curve and an uncompressed key of 65 bytes.',
    CHECK_TRANSACTION_SIGNATURE:
      'Send the signature in the form of this flow: r and s, 32 bytes each with their leading zeros (64 in all), or DER in legacy SWAP and FUND.',
    CHECK_PAYOUT_ADDRESS: TICKER,
    CHECK_REFUND_ADDRESS: TICKER,
    CHECK_REFUND_ADDRESS_NO_DISPLAY: TICKER,
    CHECK_ASSET_IN: TICKER,
    CHECK_ASSET_IN_NO_DISPLAY: TICKER,
  },
};

/** One sentence: what the device says with this word at this command; undefined when unknown. */
export function saysFor(command: InstructionName, status: number): string | undefined {
  if (isOtherApp(command, status)) return OTHER_APP.says;
  return statusEntry(status)?.says ?? otherMeanings(status)[0]?.says;
}

export function fixFor(command: InstructionName, status: number): string {
  if (isOtherApp(command, status)) return OTHER_APP.fix;
  const fix = BY_COMMAND[status]?.[command] ?? statusEntry(status)?.fix;
  const isOlder = command === 'PROCESS_TRANSACTION_RESPONSE' && status === SW.WRONG_TRANSACTION_ID;
  return (
    (isOlder ? `${fix} ${OLDER_ANSWER}` : fix) ??
    otherMeanings(status)[0]?.fix ??
    'Check that the Exchange app is open and that nothing else uses the device.'
  );
}

/** The app that answered is not Exchange. */
export function isOtherApp(command: InstructionName, status: number): boolean {
  return command === 'START_NEW_TRANSACTION' && UNKNOWN_COMMAND.includes(status);
}
