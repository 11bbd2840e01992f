/**
 * Token information for the Ethereum app, signed with Ledger's PUBLIC test key: for test devices. A
 * device from the shop takes what Ledger itself has signed, and nothing else.
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf, concat, fromBigInt, fromHex } from '../../bytes.js';

/** Certificate of the test key for tokens (usage 08), signed by the test root of Ledger's PKI. */
export const TOKEN_CERTIFICATE = fromHex(
  '01010102010211040000000212010013020002140101160400000000200b45524332305f546f6b656e300200063101083201213321024cca8fad496aa5040a00a7eb2f5cc3b85376d88ba147a7d7054a99c64056188734010135010310040102000015473045022100c15795c2ae41e6fae6b1362ee1ae216428507d7c1d6939b928559cc7a1f6425c02206139cf2e133dd62f3e00f183e42109c9853ac62b6b70c5079b9a80dbb9d54ab5',
);

/** Published by Ledger (app-ethereum client, keychain/cal.pem). Not a secret. */
const TEST_PRIVATE_KEY = fromHex(
  '7a0c92845a36ad2779bd53c51068af85a8b95f0f42a25fd36b20e1e87bebc2e9',
);

export interface TokenInformation {
  readonly ticker: string;
  /** 20 bytes. */
  readonly address: Uint8Array;
  readonly decimals: number;
  readonly chainId: bigint;
}

/** Data of E0 0A. */
export function tokenDescriptor({
  ticker,
  address,
  decimals,
  chainId,
}: TokenInformation): Uint8Array {
  const name = bytesOf(ticker);
  const number = (value: bigint) => fromBigInt(value, 4);
  const signed = concat(name, address, number(BigInt(decimals)), number(chainId & 0xffff_ffffn));
  const signature = secp256k1.sign(signed, TEST_PRIVATE_KEY, { format: 'der' });
  return concat(Uint8Array.of(name.length), signed, signature);
}

/** A made-up contract for a ticker, always the same: real ones are not needed to sign. */
export function testContract(ticker: string): Uint8Array {
  return sha256(bytesOf(`contract of ${ticker}`)).slice(0, 20);
}
