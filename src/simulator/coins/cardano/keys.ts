/** Which keys the Cardano app signs with. */
import { HARDENED } from '../../hardened.js';
import { COIN_TYPE, isPaymentPath, isStakingPath, PURPOSE, STAKING_CHAIN } from './address.js';
import { refuse, Unknown } from './session.js';

/** Purposes of other keys than an ordinary wallet's: several signatures, minting, pools, votes. */
const OTHER_PURPOSES: readonly number[] = [1853, 1854, 1855, 1694].map((n) => HARDENED + n);

/** The app signs with its account, payment and staking keys. */
export function requireKey(path: readonly number[]): void {
  const [purpose = 0, coinType, account = 0, chain = 0] = path;
  const isAccount =
    path.length === 3 &&
    (purpose === PURPOSE.byron || purpose === PURPOSE.shelley) &&
    coinType === COIN_TYPE &&
    account >= HARDENED;
  const isOwn =
    isAccount ||
    isPaymentPath(path, PURPOSE.shelley) ||
    isPaymentPath(path, PURPOSE.byron) ||
    isStakingPath(path);
  if (isOwn) return;
  const isGovernance = purpose === PURPOSE.shelley && (chain & 0xff) > STAKING_CHAIN;
  if (OTHER_PURPOSES.includes(purpose) || isGovernance) throw new Unknown('keys of this path');
  refuse('the app has no key of this path');
}
