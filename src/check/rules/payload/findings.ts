/** The payload text: its encoding and its size. */
import { findings } from '../entry.js';

const SIGNED =
  "Sign SHA-256 of the ASCII text '.' followed by the payload text, exactly as you send it.";

export const PAYLOAD_FINDINGS = findings({
  PAYLOAD_MISSING: {
    title: 'There is no payload',
    why: 'Nothing can be sent to the device.',
    fix: 'Answer with providerSig.payload: base64url of the protobuf message.',
    example: '"payload": ""',
    severity: 'error',
    ledger: 'INVALID_ENCODING',
  },
  PAYLOAD_LEADING_DOT: {
    title: 'The dot is part of the payload',
    why: 'The dot is only signed, never sent. The device decodes it as a base64 character and reads another message.',
    fix: 'Send the payload without the dot; keep it in what you sign.',
    example: '".CioweEZB…" instead of "CioweEZB…"',
    severity: 'error',
  },
  PAYLOAD_STANDARD_BASE64: {
    title: 'The payload is in standard base64 instead of base64url',
    why: "'/' is taken by luck. '+' is not refused but decodes to other bits: addresses and memos change silently under a valid signature.",
    fix: "Encode as base64url ('-' and '_'), then sign that text.",
    example: 'Buffer.toString("base64url"), not "base64".',
    severity: 'error',
    ledger: 'INVALID_ENCODING',
  },
  INVALID_ENCODING: {
    title: 'The payload text is not in the encoding of its flow',
    why: 'The device refuses few characters: it decodes others to garbage, so the error shows up far from its cause.',
    fix: 'Send base64url of the protobuf bytes (legacy swap: hex digits), in one line, encoded once.',
    example: 'A line end after every 76 characters.',
    severity: 'error',
  },
  PAYLOAD_IS_HEX_TEXT: {
    title: 'The payload is hex',
    why: 'Hex digits are valid base64url, so they are decoded to bytes that are no message.',
    fix: 'Encode the protobuf bytes as base64url.',
    example: '0a2a6263… instead of CipiYzFx…',
    severity: 'error',
    ledger: 'PROTOBUF_DECODE_FAILED',
  },
  PAYLOAD_IS_JSON: {
    title: 'The payload is JSON',
    why: 'The device reads protobuf only.',
    fix: 'Encode the message as protobuf (proto/exchange.proto), then as base64url.',
    example: 'eyJwYXlp… is base64url of {"payi…',
    severity: 'error',
    ledger: 'PROTOBUF_DECODE_FAILED',
  },
  PAYLOAD_WRAPPED: {
    title: 'Something stands around the protobuf message',
    why: 'The device decodes the bytes as the message itself: frames, length prefixes and compression are garbage to it.',
    fix: 'Encode the message alone: encode(), not encodeDelimited(); no gRPC frame, no Any, no gzip.',
    example: 'd4010a2a3078… : a length of 212 in front of the message.',
    severity: 'error',
  },
  PAYLOAD_IS_PROTO_TEXT: {
    title: 'The payload is the text form of a protobuf message',
    why: 'The device reads the binary form only.',
    fix: 'Write the message with SerializeToString, encode or toByteArray, not as text.',
    example: 'payin_address: "0x9858…"',
    severity: 'error',
  },
  PAYLOAD_UTF8_DAMAGED: {
    title: 'The protobuf bytes went through UTF-8',
    why: 'Bytes above 7f were read as text: each became two bytes, or was replaced and is lost.',
    fix: 'Keep the message as bytes from the encoder to base64url; never make a string of it.',
    example: 'c2 80 for every byte 80, or ef bf bd (U+FFFD) where a byte was.',
    severity: 'error',
  },
  PAYLOAD_IS_COMPACT_JWS: {
    title: 'The payload is a whole compact JWS',
    why: 'The device wants its middle part only, signed without a header.',
    fix: `Send payload and signature apart. ${SIGNED}`,
    example: 'header.payload.signature in one text.',
    severity: 'error',
    ledger: 'INVALID_ENCODING',
  },
  PAYLOAD_TOO_LARGE: {
    title: 'The payload is too long for the device',
    why: 'All chunks together, fees included, may have 512 bytes (legacy flows: 255).',
    fix: 'Shorten it: leave out optional fields. 497 base64url characters fit with every fee.',
    example: 'Three addresses of 150 characters: each is allowed, together they are too much.',
    severity: 'error',
  },
  PAYLOAD_NEAR_SIZE_LIMIT: {
    title: 'The payload is so long that some fees break it',
    why: "Ledger's published host library loses bytes when the command has 510 or 511 bytes, and 513 are refused. The size of the fee decides.",
    fix: 'Keep the payload at 497 base64url characters or less.',
    example: '500 characters and a fee of 6 or 7 bytes.',
    severity: 'warning',
  },
});
