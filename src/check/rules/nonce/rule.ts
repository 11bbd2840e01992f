/** The device's nonce in the message: the right field, the right bytes, this very transaction. */

import { cString, equal, fromHex, isHex, textOf, toBigInt, toHex } from '../../../bytes.js';
import { decodeBase64, encodeBase64url } from '../../../codec/base64.js';
import { hexDigits } from '../../../codec/hex.js';
import { FLOWS } from '../../../exchange/flows.js';
import { type Facts, textField } from '../../facts/facts.js';
import { hexOfNumber, quotedNumber } from '../../findings/evidence.js';
import type { Findings } from '../../findings/findings.js';
import { isPrintable } from '../../payload/readable-text.js';
import { judgeSize } from '../size/rule.js';
import { LETTERS, SIZE } from './clean.js';
import { damagedNonce } from './damaged.js';

export function judgeNonce(facts: Facts, findings: Findings): void {
  const { messageFlow, scan, draft, envelope } = facts;
  if (envelope.protobuf === undefined || draft) return;
  const field = messageFlow.nonceField;
  if (messageFlow.nonce === 'letters') judgeLetters(facts, findings, field);
  else judgeBytes(facts, findings, field, scan.problem !== undefined);
}

function judgeBytes(facts: Facts, findings: Findings, field: string, cutOff: boolean): void {
  const { fields, judged } = facts;
  const found = fields.get(field);
  const legacy = field === FLOWS.SWAP_NG.nonceField ? textField(facts, FLOWS.SWAP.nonceField) : '';
  const wanted = judged.nonce;
  if (
    found?.bytes.length === SIZE &&
    found.wireType !== 0 &&
    legacy === '' &&
    wanted !== undefined
  ) {
    if (equal(found.bytes, wanted)) return;
  }
  const corrected = wanted === undefined ? undefined : toHex(wanted);
  if (found === undefined || (found.wireType === 2 && found.bytes.length === 0)) {
    if (cutOff) return;
    const code = legacy === '' ? 'NONCE_MISSING' : 'NONCE_IN_LEGACY_FIELD';
    const evidence =
      legacy === ''
        ? `${field} is ${found === undefined ? 'absent' : 'empty'}.`
        : `${FLOWS.SWAP.nonceField} (field 11) is ${quotedNumber(legacy)}, ${field} (field 12) is absent.`;
    findings.add(code, { field, evidence, corrected });
    return;
  }
  const value = found.bytes;
  if (legacy !== '') {
    findings.add('NONCE_IN_BOTH_FIELDS', {
      field: FLOWS.SWAP.nonceField,
      evidence: `Field 11 is ${quotedNumber(legacy)} beside field 12.`,
    });
  }
  const add = (code: Parameters<Findings['add']>[0], evidence: string, meant?: string) =>
    findings.add(code, { field, evidence, corrected: corrected ?? meant });
  if (found.wireType === 0) {
    add('NONCE_AS_NUMBER', `A number, ${found.varint}, instead of ${SIZE} bytes.`);
  } else if (value.length === SIZE) {
    judgeWhole(value, wanted, add);
  } else {
    judgeWrongSize(value, wanted, add);
    if (value.length > SIZE)
      judgeSize(facts, findings, { type: facts.type, field: found, path: '' });
  }
}

type Add = (code: Parameters<Findings['add']>[0], evidence: string, meant?: string) => void;

function judgeWhole(value: Uint8Array, wanted: Uint8Array | undefined, add: Add): void {
  if (wanted === undefined) {
    const text = textOf(value);
    if (isHex(text))
      add('NONCE_HEX_AS_TEXT', `${quotedNumber(text)}: hex digits, as text, of 16 bytes.`);
    return;
  }
  if (equal(value, wanted)) return;
  const shown = `The device made ${toHex(wanted)}, the message has ${toHex(value)}.`;
  if (equal(value, wanted.slice().reverse()) || equal(value, swappedWords(wanted))) {
    add('NONCE_BYTE_ORDER', shown);
  } else if (isLossyNumber(value, wanted)) {
    add('NONCE_AS_NUMBER', `${shown} The first digits agree, the rest was lost.`);
  } else {
    const damage = damagedNonce(value, wanted);
    if (damage === undefined) add('NONCE_OTHER_TRANSACTION', shown);
    else add(damage.code, damage.says, damage.meant);
  }
}

/** Each group of four bytes turned round. */
function swappedWords(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, at) => bytes[(at & ~3) + 3 - (at & 3)] ?? 0);
}

/** Equal in the leading 6 bytes, zeros at the end: it went through a floating-point number. */
function isLossyNumber(value: Uint8Array, wanted: Uint8Array): boolean {
  return (
    equal(value.subarray(0, 6), wanted.subarray(0, 6)) &&
    value.subarray(8).every((byte) => byte === 0)
  );
}

function judgeWrongSize(value: Uint8Array, wanted: Uint8Array | undefined, add: Add): void {
  const text = isPrintable(value) ? textOf(value) : '';
  const digits = hexDigits(text);
  if (digits.length === 2 * SIZE && isHex(digits)) {
    add(
      'NONCE_HEX_AS_TEXT',
      `${value.length} bytes, the hex digits ${quotedNumber(text)}.`,
      digits,
    );
    return;
  }
  const asText = encodeBase64url(value);
  if (value.length === 48 && isHex(asText)) {
    add('NONCE_HEX_DECODED_AS_BASE64', `48 bytes; in base64 they read ${asText}.`, asText);
    return;
  }
  const decoded = text.length >= 42 && text.length <= 44 ? decodeBase64(text) : undefined;
  if (decoded?.length === SIZE) {
    add(
      'NONCE_BASE64_AS_TEXT',
      `${value.length} bytes, the base64 text ${quotedNumber(text)}.`,
      toHex(decoded),
    );
    return;
  }
  const damage = damagedNonce(value, wanted);
  if (damage !== undefined) {
    add(damage.code, damage.says, damage.meant);
    return;
  }
  if (/^\d{15,}$/.test(text) || /^\d(\.\d+)?e\+\d+$/i.test(text)) {
    add('NONCE_AS_NUMBER', `${value.length} bytes, the decimal number ${quotedNumber(text)}.`);
    return;
  }
  if (isPartOfNumber(value, wanted)) {
    add(
      'NONCE_AS_NUMBER',
      `${hexOfNumber(value)}: a number on ${value.length} bytes, digits were lost.`,
    );
    return;
  }
  const cut = wanted !== undefined && isCut(value, wanted) ? ' A leading zero byte was lost.' : '';
  add('NONCE_WRONG_LENGTH', `${hexOfNumber(value)} instead of ${SIZE}.${cut}`);
}

/** A 4-, 8- or 16-byte integer: zeros in front of, or just, the first bytes of the nonce. */
function isPartOfNumber(value: Uint8Array, wanted: Uint8Array | undefined): boolean {
  if (![4, 8, 16].includes(value.length)) return false;
  const digits = value.subarray(value.findIndex((byte) => byte !== 0));
  if (wanted === undefined) return value[0] === 0;
  if (value[0] === 0 && equal(digits.subarray(0, 6), wanted.subarray(0, 6))) return true;
  return value[0] === 0 || toBigInt(value) < 1n << 32n;
}

/** The nonce without its leading zero bytes. */
function isCut(value: Uint8Array, wanted: Uint8Array): boolean {
  return toBigInt(value) === toBigInt(wanted) && wanted[0] === 0;
}

function judgeLetters(facts: Facts, findings: Findings, field: string): void {
  const { fields, judged } = facts;
  const value = textField(facts, field);
  const wanted = judged.nonce === undefined ? undefined : textOf(judged.nonce);
  const corrected = wanted;
  if (value === '') {
    const elsewhere = fields.get(FLOWS.SWAP_NG.nonceField);
    const evidence = elsewhere
      ? `${field} is empty; field 12 has ${hexOfNumber(elsewhere.bytes)}, which legacy swaps do not read.`
      : `${field} is empty.`;
    findings.add('NONCE_MISSING', { field, evidence, corrected });
  } else if (wanted !== undefined && value !== wanted) {
    const size = value.length === LETTERS ? 'NONCE_OTHER_TRANSACTION' : 'NONCE_WRONG_LENGTH';
    const hex = isHex(value) && textOf(fromHex(value)) === wanted;
    const base64 = decodeBase64(value);
    const code = hex
      ? 'NONCE_HEX_AS_TEXT'
      : base64 !== undefined && textOf(base64) === wanted
        ? 'NONCE_BASE64_AS_TEXT'
        : size;
    const evidence = `The device made ${quotedNumber(wanted)}, the message has ${quotedNumber(value)}.`;
    findings.add(code, { field, evidence, corrected });
  } else if (wanted === undefined) {
    const bytes = cString(fields.get(field)?.bytes ?? NOTHING);
    if (bytes.length === LETTERS && isPrintable(bytes)) return;
    const what = bytes.length === LETTERS ? 'characters that are not printable ASCII' : 'bytes';
    const evidence = `${quotedNumber(value)} has ${bytes.length} ${what}, ${LETTERS} printable ASCII characters are right.`;
    findings.add('NONCE_WRONG_LENGTH', { field, evidence });
  }
}

const NOTHING = new Uint8Array(0);
