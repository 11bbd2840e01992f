/** Which of a coin app's answers are signatures. */
import { toHex } from '../../bytes.js';
import { ByteReader } from '../../simulator/coins/bitcoin/varint.js';

export interface CoinExchange {
  readonly apdu: Uint8Array;
  /** With its status. */
  readonly answer: Uint8Array;
}

/** No signature of any coin is shorter. Hashes of transactions, which some apps answer too, are. */
const SHORTEST_SIGNATURE = 64;
/** Of the Bitcoin app, in front of what it hands over while a command goes on. */
const YIELD = 0x10;

/**
 * Hex of the signatures in the exchanges that ended with the last one: what its instruction answered,
 * and what the Bitcoin app handed over on the way.
 */
export function signaturesIn(exchanges: readonly CoinExchange[]): string[] {
  const last = exchanges.at(-1)?.apdu;
  return exchanges.flatMap(({ apdu, answer }) => {
    const data = answer.subarray(0, -2);
    const status = toHex(answer.subarray(-2));
    if (status === 'e000') return data[0] === YIELD ? [toHex(handedOver(data.subarray(1)))] : [];
    const isSame = apdu[0] === last?.[0] && apdu[1] === last?.[1];
    return isSame && status === '9000' && data.length >= SHORTEST_SIGNATURE ? [toHex(data)] : [];
  });
}

/** Behind the number of the input and the key with its length. */
function handedOver(bytes: Uint8Array): Uint8Array {
  const reader = new ByteReader(bytes);
  reader.varint();
  reader.bytes(reader.byte() ?? 0);
  return reader.bytes(reader.left) ?? bytes;
}
