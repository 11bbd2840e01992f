/** CHECK_TRANSACTION_SIGNATURE: the provider's signature over the payload as transmitted. */
import { briefBytes } from '../../bytes.js';
import { SIGNATURE_FORMAT } from '../../exchange/constants.js';
import type { Flow } from '../../exchange/flows.js';
import { decode } from '../../exchange/layout.js';
import { signatureForm, transactionSignature } from '../../exchange/layouts.js';
import { SW } from '../../exchange/status.js';
import { rsFromStrictDer } from '../../payload/signature.js';
import type { Environment } from '../environment.js';
import { accept, type Outcome, refuse } from '../outcome.js';
import { malformed } from '../reasons.js';
import { type AppState, draftOf } from '../state.js';
import { signatureProblem } from '../verifier.js';

const DOT = 0x2e;

export function checkTransactionSignature(
  state: AppState,
  flow: Flow,
  data: Uint8Array,
  env: Environment,
): Outcome {
  const layout = transactionSignature(flow);
  const read = decode(layout, data);
  if (!read.ok) return malformed(state, layout, read.problem);
  const { dotPrefix, signatureFormat, signature } = read.fields;
  const dotted = flow.dotPrefix === 'given' ? dotPrefix!.bytes[0] === 1 : flow.dotPrefix;
  const format =
    flow.signatureFormat === 'given' ? formatOf(signatureFormat!.bytes[0]!) : flow.signatureFormat;

  const form = signatureForm(format, env.profile.wire);
  const sized = decode(form, signature!.bytes);
  if (!sized.ok) return malformed(state, form, sized.problem);
  const sent = signature!.bytes;
  // Here, and only here, the DER length byte is compared before the signature is verified.
  if (format === 'der' && sent[1] !== sent.length - 2) {
    return refuse(state, SW.INCORRECT_COMMAND_DATA, {
      what: 'the DER length of the signature does not fit its size',
      field: 'signature',
      expected: `${sent.length - 2}`,
      actual: `${sent[1]}`,
    });
  }

  const partner = state.partner!;
  const signed = {
    curve: partner.curve,
    publicKey: partner.publicKey,
    message: dotted ? withDot(state.payload) : state.payload,
    hash: 'sha256',
  } as const;
  // The device makes strict DER of R‖S and reads it again: what comes out is what went in.
  const rs = format === 'rs' ? { rs: sent } : rsFromStrictDer(sent);
  const problem = signatureProblem(env.verifier, signed, rs);
  if (problem !== undefined) {
    const over = dotted ? "'.' + payload" : 'the payload (without a dot)';
    return refuse(state, SW.SIGN_VERIFICATION_FAIL, {
      what: `the provider's signature does not verify over ${over} on ${partner.curve}: ${problem}`,
      field: 'signature',
    });
  }
  const next = draftOf(state);
  next.step = 'signature-checked';
  return accept(next);
}

function withDot(payload: Uint8Array): Uint8Array {
  const text = briefBytes(1 + payload.length);
  text[0] = DOT;
  text.set(payload, 1);
  return text;
}

function formatOf(byte: number): 'der' | 'rs' {
  return byte === SIGNATURE_FORMAT.der ? 'der' : 'rs';
}
