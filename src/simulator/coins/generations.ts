/**
 * What older releases of coin apps did differently, by version: how amounts read, and what of a
 * configuration is looked at (tags of app-ethereum and app-bitcoin-new).
 */
import { compareVersions } from '../../firmware/versions.js';

/** What older releases of a coin app did differently. */
export interface CoinAppQuirks {
  /** `ETH 1`, ticker in front, where later releases write `1 ETH`. */
  readonly tickerFirst?: boolean;
  /** Ethereum: the chain id may be missing, and what stands behind it is not looked at. */
  readonly shortConfigurations?: boolean;
}

/** First version without the quirk. */
const UNTIL: Readonly<Record<string, Readonly<Partial<Record<keyof CoinAppQuirks, string>>>>> = {
  Ethereum: { tickerFirst: '1.19.3', shortConfigurations: '1.20.1' },
  'Ethereum Classic': { tickerFirst: '1.19.3', shortConfigurations: '1.20.1' },
  Bitcoin: { tickerFirst: '2.4.3' },
};

/** Quirks of a release of a coin app; none when the version is not said. */
export function quirksOf(app: string, version: string | undefined): CoinAppQuirks {
  if (version === undefined || !Object.hasOwn(UNTIL, app)) return {};
  const old = Object.entries(UNTIL[app]!).filter(([, end]) => compareVersions(version, end) < 0);
  return Object.fromEntries(old.map(([quirk]) => [quirk, true]));
}
