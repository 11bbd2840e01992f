/** Shapes of partner JSON, checked with zod; loaded only when there is a partner file. */
import { z } from 'zod';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import { curveNamed } from '../keys/curves.js';
import { expected } from '../shown.js';
import { foundText } from './schema-issue.js';

/** All forms as one. */
export interface PartnerRecord {
  readonly name: string;
  /** Absent: the key names its own. */
  readonly curve?: Curve | undefined;
  /** In any form `keys/read-key.ts` knows. */
  readonly privateKey?: unknown;
  readonly publicKey?: unknown;
  /** What the file calls its public key. */
  readonly publicKeyName: string;
  /** Ledger's signature of the credentials, hex. */
  readonly signature?: string | undefined;
}

const curve = z.enum(['secp256k1', 'secp256r1']);
const FORMS = [z.string(), z.record(z.string(), z.unknown())] as const;
const key = z.union([...FORMS, z.array(z.number())], 'expected a key');
/** A list of one JWK, too. */
const publicKey = z.union([...FORMS, z.array(z.unknown())], 'expected a key');

/**
 * Our own, and with `publicKey: {curve, data}` as Ledger Wallet takes it for a test provider and
 * `exchange-tool cal` prints it.
 */
const OWN = z.object({
  name: z.string(),
  curve: curve.optional(),
  privateKey: key.optional(),
  publicKey: publicKey.optional(),
  signature: z.string().optional(),
});

const CAL = z.object({
  name: z.string(),
  public_key: publicKey,
  public_key_curve: curve,
  privateKey: key.optional(),
  signature: z.string().optional(),
  descriptor: z
    .object({ signatures: z.object({ prod: z.string().optional(), test: z.string().optional() }) })
    .optional(),
});

/** @throws InputError for the first member that is not as it must be. */
export function partnerRecord(
  entry: unknown,
  { file, environment }: { file: string; environment: 'test' | 'prod' },
): PartnerRecord {
  if (typeof entry !== 'object' || entry === null) {
    throw new InputError(expected(file, 'a JSON object with a partner', typeof entry));
  }
  if ('public_key' in entry) {
    const { public_key: publicKey, public_key_curve, descriptor, ...rest } = read(CAL, entry, file);
    const signature = descriptor?.signatures[environment] ?? rest.signature;
    return { ...rest, curve: public_key_curve, publicKey, signature, publicKeyName: 'public_key' };
  }
  const own = read(OWN, entry, file);
  if (own.privateKey === undefined && own.publicKey === undefined) {
    throw new InputError(expected(file, 'privateKey or publicKey', 'neither'));
  }
  return { ...own, curve: own.curve ?? curveWithin(own.publicKey), publicKeyName: 'publicKey' };
}

/** `exchange-tool cal` names the curve beside the public key: it is the private key's, too. */
function curveWithin(publicKey: unknown): Curve | undefined {
  if (typeof publicKey !== 'object' || publicKey === null || !('curve' in publicKey))
    return undefined;
  return typeof publicKey.curve === 'string' ? curveNamed(publicKey.curve) : undefined;
}

function read<T>(schema: z.ZodType<T>, entry: object, file: string): T {
  const result = schema.safeParse(entry);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path ?? [];
  const rule = (issue?.message ?? 'invalid')
    .replace(/^Invalid \w+: /, '')
    .replace(/, received.*/, '');
  throw new InputError(
    `${file}: ${path.map(String).join('.')}: ${rule}, found ${foundText(entry, path)}`,
  );
}
