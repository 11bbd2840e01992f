/** Why no whole answer came, in words, from what Node, OpenSSL and undici call it. */

import { cutLong } from '../../shown.js';
import type { FailureKind } from './exchange.js';

export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
}

/** How far an exchange had come. */
export interface Progress {
  readonly isTls: boolean;
  /** The deadline, milliseconds. */
  readonly limit: number;
  /** Of the answer, when its headers have come. */
  status?: number;
  /** Bytes of the body so far. */
  received?: number;
}

const TLS: readonly (readonly [RegExp, string])[] = [
  [/^(DEPTH_ZERO_)?SELF_SIGNED_CERT/, 'the certificate is self-signed, or its root is not trusted'],
  [
    /UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)/,
    'the chain is incomplete: an intermediate certificate is missing, or its root is not trusted',
  ],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'the certificate is for another name'],
  [/^CERT_HAS_EXPIRED$/, 'the certificate has expired'],
  [/^CERT_NOT_YET_VALID$/, 'the certificate is not valid yet'],
  [/^CERT_REVOKED$/, 'the certificate is revoked'],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL/,
    'the port does not speak TLS: plain HTTP, or something else',
  ],
  [/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION/, 'no common protocol version: TLS 1.2 or 1.3 is needed'],
  [/HANDSHAKE_FAILURE|NO_SHARED_CIPHER/, 'the handshake failed: no common cipher'],
];

const KINDS: readonly (readonly [RegExp, FailureKind, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN|ENODATA)$/, 'dns', 'the host name is not found'],
  [/^ECONNREFUSED$/, 'refused', 'the connection is refused: nothing listens on that port'],
  [
    /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
    'connect-timeout',
    'no connection in time: the host does not answer',
  ],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'protocol', 'the headers are larger than 16 KiB'],
  [/^HPE_HEADER_OVERFLOW$/, 'protocol', 'the headers are larger than 16 KiB'],
  [/^(UND_ERR_HEADERS_TIMEOUT)$/, 'headers-timeout', 'no headers in time'],
  [/^(UND_ERR_RES_EXCEEDED_MAX_SIZE|ERR_BUFFER_TOO_LARGE)$/, 'too-large', 'the body is too large'],
  [/^Z_/, 'protocol', 'the body is not the gzip its content-encoding promises'],
  [/^HPE_/, 'protocol', 'the answer is not HTTP'],
];

/** Ends after the headers that mean a cut body. */
const CUT = /^(UND_ERR_SOCKET|ECONNRESET|EPIPE|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/;

export function failureOf(error: unknown, progress: Progress): Failure {
  const { code, name, message } = innermost(error);
  if (name === 'TimeoutError' || name === 'AbortError') return late(progress);
  if (progress.status !== undefined && (CUT.test(code) || /^HPE_INVALID_EOF/.test(code))) {
    const came = `${progress.received ?? 0} bytes of the body`;
    return {
      kind: 'truncated',
      message: `status ${progress.status}, then the connection ended after ${came}, before its end`,
    };
  }
  const tls = TLS.find(([pattern]) => pattern.test(code));
  if (tls !== undefined) return { kind: 'tls', message: `${tls[1]} (${code})` };
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code) || /before secure TLS/.test(message)) {
    return { kind: 'tls', message: `the TLS handshake failed: ${message} (${code})` };
  }
  const known = KINDS.find(([pattern]) => pattern.test(code));
  if (known !== undefined) return { kind: known[1], message: `${known[2]} (${code})` };
  if (name === 'HTTPParserError') {
    return { kind: 'protocol', message: `the answer is not HTTP (${message})` };
  }
  return {
    kind: 'network',
    message: `the connection ended without an answer (${code === '' ? message : code})`,
  };
}

function late({ status, received, limit }: Progress): Failure {
  if (status === undefined) {
    return { kind: 'headers-timeout', message: `no headers within ${limit} ms` };
  }
  const came = `${received ?? 0} bytes had come`;
  return {
    kind: 'deadline',
    message: `status ${status}, but the body was not complete after ${limit} ms; ${came}`,
  };
}

/** The cause that names a code: connection errors of several addresses come as one. */
function innermost(error: unknown): { code: string; name: string; message: string } {
  const { code, name, message, cause, errors } = error as {
    code?: unknown;
    name?: string;
    message?: string;
    cause?: unknown;
    errors?: unknown[];
  };
  if (errors?.[0] !== undefined) return innermost(errors[0]);
  const isNamed = typeof code === 'string' && code !== '';
  if (!isNamed && cause instanceof Error) return innermost(cause);
  return {
    code: isNamed ? code : '',
    name: name ?? 'Error',
    message: cutLong(message ?? String(error)),
  };
}
