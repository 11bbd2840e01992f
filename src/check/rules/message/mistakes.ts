/** Mistakes in the shape of the message (PROVIDER-API 6.2). */
import { concat, utf8 } from '../../../bytes.js';
import type { FlowKind } from '../../../exchange/flows.js';
import { encodeMessage } from '../../../payload/encode.js';
import { MESSAGES } from '../../../payload/messages.js';
import { rolesOf } from '../../../payload/roles.js';
import {
  ALL,
  bytes,
  FUNDS,
  mistakes,
  NG,
  rightMessage,
  sizedField,
  TEXT,
  text,
  UNKNOWN_FIELD,
  without,
  wrongMessage,
  wrongValues,
} from '../../../sign/mistake.js';
import { draftLayout, translated } from '../../../sign/other-message.js';

export const MESSAGE_MISTAKES = mistakes({
  PROTOBUF_DECODE_FAILED: wrongMessage(
    'Cuts off the last byte of the message.',
    ALL,
    (values, draft) => rightMessage(values, draft).subarray(0, -1),
  ),
  WRONG_MESSAGE_TYPE: wrongMessage(
    'Sends the message of another product.',
    TEXT,
    (values, { flow }) => {
      const kind: FlowKind = flow.kind === 'sell' ? 'swap' : 'sell';
      return encodeMessage(MESSAGES[kind], translated(values, flow.kind));
    },
  ),
  FUND_DRAFT_LAYOUT: wrongMessage(
    'Numbers the fields as the fund page of July 2024 that was never published.',
    FUNDS,
    draftLayout,
  ),
  UNKNOWN_FIELD: wrongMessage('Adds a field no message has.', ALL, (values, draft) =>
    concat(rightMessage(values, draft), sizedField(UNKNOWN_FIELD, utf8('extra'))),
  ),
  REPEATED_FIELD: wrongMessage(
    'Writes the first field of the message twice.',
    ALL,
    (values, draft) => {
      const [first] = MESSAGES[draft.flow.kind].fields;
      return concat(sizedField(first!.number, utf8('first')), rightMessage(values, draft));
    },
  ),
  MISSING_FIELD: wrongValues("Leaves the provider's address out.", ALL, (values, { flow }) =>
    without(values, rolesOf(flow.kind).payin),
  ),
  EXPECTED_VALUE_MISMATCH: wrongValues(
    'Signs another currency than was asked for.',
    NG,
    (values, { flow }) => {
      const { currency } = rolesOf(flow.kind).outgoing;
      return { ...values, [currency]: text(values, currency) === 'XRP' ? 'BTC' : 'XRP' };
    },
  ),
  BYTES_DAMAGED_AS_TEXT: wrongValues(
    'Reads the nonce as UTF-8 text, which replaces most of its bytes.',
    NG,
    (values, { flow: { nonceField } }) => ({
      ...values,
      [nonceField]: utf8(new TextDecoder().decode(bytes(values, nonceField))),
    }),
  ),
});
