/**
 * Numbers in Tron's protobuf messages, for the app that reads them and the host that writes them.
 * Source: java-tron proto core/Tron.proto, core/contract/*.proto.
 */

/** `Transaction`: what a node is sent. */
export const TRANSACTION = { raw: 1, signature: 2 } as const;

/** `Transaction.raw`: what is signed. */
export const RAW = {
  refBlockBytes: 1,
  refBlockHash: 4,
  expiration: 8,
  data: 10,
  contract: 11,
  timestamp: 14,
  feeLimit: 18,
} as const;

/** `Transaction.Contract`. */
export const CONTRACT = { type: 1, parameter: 2, provider: 3, name: 4, permissionId: 5 } as const;

/** `google.protobuf.Any`, the parameter of a contract. */
export const ANY = { typeUrl: 1, value: 2 } as const;

export const TRANSFER_CONTRACT = { owner: 1, to: 2, amount: 3 } as const;

export const TRIGGER_SMART_CONTRACT = {
  owner: 1,
  contract: 2,
  callValue: 3,
  data: 4,
  callTokenValue: 5,
  tokenId: 6,
} as const;

/** Of the contracts that pay. */
export const CONTRACT_TYPE = { transfer: 1, triggerSmartContract: 31 } as const;

/** First four bytes of the call data of a TRC-20 contract, hex. */
export const SELECTOR = { transfer: 'a9059cbb', approve: '095ea7b3' } as const;

/** First byte of an address, of 21 bytes in all. */
export const MAINNET = 0x41;
export const ADDRESS_SIZE = 21;
