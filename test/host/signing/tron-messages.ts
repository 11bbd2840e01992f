/** Tron's messages by their own names, read and written by protobufjs: nothing of ours in between. */
import protobuf from 'protobufjs';
import { fromHex, toHex } from '../../../src/bytes.js';
import { base58Payload } from '../../../src/simulator/coins/hashes.js';

const { root } = protobuf.parse(
  `syntax = "proto3";
  message Any { string type_url = 1; bytes value = 2; }
  message Contract { int32 type = 1; Any parameter = 2; }
  message Raw { bytes ref_block_bytes = 1; bytes ref_block_hash = 4; int64 expiration = 8;
    bytes data = 10; repeated Contract contract = 11; int64 timestamp = 14; int64 fee_limit = 18; }
  message Transaction { Raw raw_data = 1; repeated bytes signature = 2; }
  message TransferContract { bytes owner_address = 1; bytes to_address = 2; int64 amount = 3; }
  message TriggerSmartContract { bytes owner_address = 1; bytes contract_address = 2;
    int64 call_value = 3; bytes data = 4; }`,
  { keepCase: true },
);

/** Fields of a message: bytes as hex, numbers of 64 bits as text. */
export function readTron(type: string, bytes: Uint8Array): Record<string, unknown> {
  const message = root.lookupType(type);
  const plain = message.toObject(message.decode(bytes), { longs: String, bytes: Array });
  return JSON.parse(JSON.stringify(plain), (_, value) =>
    Array.isArray(value) && typeof value[0] === 'number' ? toHex(Uint8Array.from(value)) : value,
  );
}

export function writeTron(type: string, fields: object): Uint8Array {
  const message = root.lookupType(type);
  return Uint8Array.from(message.encode(message.fromObject(fields)).finish());
}

/** `Transaction.raw` of a transfer of TRX as a node makes it, with its block and times. */
export function transferFromNode(from: string, to: string, amount: number): Uint8Array {
  const value = writeTron('TransferContract', {
    owner_address: base58Payload(from),
    to_address: base58Payload(to),
    amount,
  });
  const type_url = 'type.googleapis.com/protocol.TransferContract';
  return writeTron('Raw', {
    ref_block_bytes: fromHex('a2f9'),
    ref_block_hash: fromHex('704dda506d59dceb'),
    expiration: 1_764_000_060_000,
    contract: [{ type: 1, parameter: { type_url, value } }],
    timestamp: 1_764_000_000_000,
  });
}
