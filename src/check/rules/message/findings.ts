/** The protobuf message. */
import { findings } from '../entry.js';

export const MESSAGE_FINDINGS = findings({
  PROTOBUF_DECODE_FAILED: {
    title: 'The protobuf bytes are broken',
    why: 'The device stops reading at that place, or reads something else than was meant.',
    fix: 'Make the message with a protobuf library from proto/exchange.proto.',
    example: 'The bytes were cut off, or passed through a text conversion.',
    severity: 'error',
  },
  WRONG_MESSAGE_TYPE: {
    title: 'This is the message of another product',
    why: 'The three messages number their fields differently: the device reads one in the place of another.',
    fix: 'swap: NewTransactionResponse. sell and card: NewSellResponse. fund: NewFundResponse.',
    example:
      'A sell endpoint that answers with NewTransactionResponse, as a sample in the documentation does.',
    severity: 'error',
  },
  FUND_DRAFT_LAYOUT: {
    title: 'The fund message follows a draft that was never released',
    why: 'The draft of 2024 has more fields and other numbers. No firmware reads it.',
    fix: 'Use NewFundResponse of proto/exchange.proto: in_amount 4, in_address 5, device_transaction_id 6.',
    example: 'out_currency as field 4.',
    severity: 'error',
  },
  BYTES_DAMAGED_AS_TEXT: {
    title: 'Bytes went through a text conversion',
    why: 'Bytes above 7f that are no UTF-8 were replaced or doubled. They cannot be got back.',
    fix: 'Keep protobuf and its bytes fields as bytes: never as a string in between.',
    example:
      'ef bf bd where a byte above 7f stood: message.toString() in Node, bytes.decode() in Python.',
    severity: 'error',
    ledger: 'PROTOBUF_DECODE_FAILED',
  },
  UNKNOWN_FIELD: {
    title: 'A field this message does not have',
    why: 'The device skips it. Perhaps the definition is of another version or message.',
    fix: 'Compare with proto/exchange.proto.',
    example: 'Field 14 in NewTransactionResponse.',
    severity: 'warning',
  },
  REPEATED_FIELD: {
    title: 'A field stands twice',
    why: 'The device keeps the last value; other readers may keep the first.',
    fix: 'Write each field once.',
    example: 'Two protobuf messages glued together.',
    severity: 'warning',
  },
  MISSING_FIELD: {
    title: 'A field is missing',
    why: 'The device may go on with an empty text, and the order goes wrong later or on the screen.',
    fix: 'Fill the field. A text that starts with a NUL counts as empty.',
    example: 'No payin_address.',
    severity: 'error',
  },
  EXPECTED_VALUE_MISMATCH: {
    title: 'A value is not the one of the request',
    why: 'The order that is signed is not the order that was asked for.',
    fix: 'Copy the value from the request unchanged.',
    example: 'out_currency USD where toFiatCurrency was EUR.',
    severity: 'error',
  },
});
