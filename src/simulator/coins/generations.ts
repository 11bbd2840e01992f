/** What older releases of coin apps did differently, by version: how amounts read. */
import { compareVersions } from '../../firmware/versions.js';

/** First version that writes `1 ETH` where those before wrote `ETH 1`. */
const TICKER_LAST_SINCE: Readonly<Record<string, string>> = {
  Ethereum: '1.18.0',
  'Ethereum Classic': '1.18.0',
  Bitcoin: '2.4.3',
};

/** Habits of a release of a coin app; of the newest when the version is not said. */
export function habitsOf(app: string, version: string | undefined): { tickerFirst?: boolean } {
  const since = Object.hasOwn(TICKER_LAST_SINCE, app) ? TICKER_LAST_SINCE[app] : undefined;
  if (version === undefined || since === undefined) return {};
  return { tickerFirst: compareVersions(version, since) < 0 };
}
