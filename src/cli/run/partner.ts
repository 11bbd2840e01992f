/** The partner of a run, the built-in one or that of a file, and who signs for Ledger. */
import { equal } from '../../bytes.js';
import { InputError } from '../../errors.js';
import type { Flow } from '../../exchange/flows.js';
import { testAuthority } from '../../host/authority.js';
import type { FlowRequest } from '../../host/flow-plan.js';
import { credentialsOf, type Partner, testPartner } from '../../host/partner.js';
import { expected } from '../../shown.js';
import { type Build, trustsTestKey } from '../../simulator/build.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import { keyField, readKeyFile } from '../files/key.js';
import type { RunOptions } from './options.js';

/**
 * @throws InputError for a production build without a registered partner, and for a key that is not
 * the partner's.
 */
export async function partnerOf(flow: Flow, options: RunOptions, build: Build): Promise<Partner> {
  const { partner, key } = options;
  const isTest = trustsTestKey(build);
  if (partner === undefined && !isTest) {
    throw new InputError(
      expected(
        '--partner',
        'a partner registered by Ledger',
        'none: a production build takes the built-in one for a stranger',
      ),
      { hint: UNREGISTERED },
    );
  }
  if (partner === undefined) {
    if (key === undefined) return testPartner(flow);
    throw new InputError(expected('--key', 'beside --partner FILE', 'alone'), {
      hint: 'A key alone is a partner, too: --partner FILE.',
    });
  }
  const { partnerFromFile } = await import('../../host/partner-file.js');
  const [, file = partner, name] = /^(.*)#([^#/\\]+)$/.exec(partner) ?? [];
  const bytes = readKeyFile(file, '--partner');
  const fallback = flow.curve === 'given' ? undefined : flow.curve;
  const named = name === undefined ? {} : { name };
  const environment = isTest ? 'test' : 'prod';
  const read = await partnerFromFile(bytes, { file, environment, fallback, ...named });
  return key === undefined ? read : withKey(read, key);
}

const UNREGISTERED =
  "It needs name, curve, publicKey and Ledger's signature of them; the private key comes with --key. To see the refusal without a registration: exchange-sim keys credentials --name NAME --key FILE --form cal > partner.json";

async function withKey(partner: Partner, file: string): Promise<Partner> {
  const { readPrivateKey } = await import('../../keys/read-key.js');
  const { name, curve, publicKey } = partner;
  const key = readPrivateKey(readKeyFile(file, '--key'), {
    field: keyField('--key', file),
    curve,
  });
  if (equal(key.publicKey, publicKey)) return { ...partner, key };
  throw new InputError(
    expected(
      '--key',
      `the private half of the public key that partner ${name} is registered with`,
      'another one',
    ),
    { hint: 'exchange-sim keys show FILE prints the public half.' },
  );
}

/** Who signs for Ledger: anybody for a build with the test key, for production only Ledger. */
export async function signersFor(
  build: Build,
): Promise<Pick<FlowRequest, 'authority' | 'configurationFor'>> {
  if (trustsTestKey(build)) return { authority: testAuthority() };
  const { configurationFor } = await import('../../host/ledger/production.js');
  return { configurationFor };
}

/** A registration that a production build will refuse is sent all the same, as anything given. */
export async function tellSigner(
  { partner, flow }: FlowRequest,
  notify: (text: string) => void,
): Promise<void> {
  if (partner.signature === undefined) return;
  const { credentialsSigner } = await import('../../sign/credentials.js');
  const { signedBy, reason } = credentialsSigner(
    credentialsOf(partner, flow),
    partner.signature,
    nodeVerifier,
  );
  if (signedBy === 'production') return;
  const whose =
    signedBy === 'test' ? "is by Ledger's public test key" : `is not Ledger's: ${reason}`;
  notify(
    `note: the signature of partner ${partner.name} ${whose}. A production build refuses it at CHECK_PARTNER with 9d1a`,
  );
}
