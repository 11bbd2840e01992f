/** What Ledger has registered of the provider: its name, and the credential over name and key. */
import { utf8 } from '../../../bytes.js';
import { flowFor } from '../../../exchange/flows.js';
import { LEDGER_PRODUCTION_KEY, LEDGER_TEST_KEY } from '../../../exchange/keys.js';
import { credentialsOf } from '../../../host/partner.js';
import { rsFromStrictDer } from '../../../payload/signature.js';
import { cut } from '../../../shown.js';
import { nobleVerifier } from '../../../simulator/verifier.js';
import { FLOW_OF_PRODUCT } from '../../product.js';
import { DEFAULT_PARTNER_NAME } from '../read-profile.js';
import type { ProviderRun } from '../run.js';

const [SHORTEST, LONGEST] = [3, 15];

export function judgePartner(run: ProviderRun): void {
  judgeName(run);
  judgeCredential(run);
}

function judgeName({ judge, profile }: ProviderRun): void {
  const id = 'PARTNER_NAME_LENGTH';
  const { partnerName } = profile;
  if (partnerName === DEFAULT_PARTNER_NAME) {
    judge.notRun(id, 'the profile names no partnerName');
    return;
  }
  const { length } = utf8(partnerName);
  const evidence = `${JSON.stringify(cut(partnerName))} has ${length} bytes; the device takes ${SHORTEST} to ${LONGEST}`;
  if (length >= SHORTEST && length <= LONGEST) judge.passed(id, { evidence });
  else judge.failed(id, { evidence });
}

function judgeCredential({ judge, profile, product }: ProviderRun): void {
  const id = 'PARTNER_CREDENTIAL';
  const { partnerName, key, credential, environment } = profile;
  const kind = FLOW_OF_PRODUCT[product];
  if (kind === undefined) {
    judge.notRun(id, 'buy signs nothing: the device asks for no credential');
    return;
  }
  if (credential === undefined || key === undefined) {
    const missing =
      key === undefined ? 'registered key' : "credential (Ledger's signature of the registry)";
    judge.notRun(id, `the profile names no ${missing}`);
    return;
  }
  const message = credentialsOf({ ...key, name: partnerName }, flowFor(kind));
  const read = rsFromStrictDer(credential);
  const keys = { test: LEDGER_TEST_KEY, production: LEDGER_PRODUCTION_KEY };
  const verifies = (publicKey: Uint8Array) =>
    'rs' in read &&
    nobleVerifier.verify({ curve: 'secp256k1', publicKey, message, hash: 'sha256' }, read.rs);
  const about = `the credential over ${JSON.stringify(partnerName)}, ${key.curve} and the registered key`;
  if (verifies(keys[environment])) {
    judge.passed(id, { evidence: `${about} is signed with Ledger's ${environment} key` });
    return;
  }
  const other = environment === 'test' ? 'production' : 'test';
  const why = verifies(keys[other])
    ? `is that of the ${other} environment, and this is a ${environment} run`
    : 'problem' in read
      ? `cannot be read: ${read.problem}`
      : `does not verify under Ledger's keys: the name counts letter for letter (upper and lower case), the curve and the key, too`;
  judge.failed(id, { evidence: `${about} ${why}` });
}
