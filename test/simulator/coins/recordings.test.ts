import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/bytes.js';
import type { CoinApp } from '../../../src/simulator/coins/coin-app.js';
import { coinAppNamed } from '../../../src/simulator/coins/registry.js';
import { walletFromMnemonic } from '../../../src/simulator/mnemonic.js';
import { type CoinCheck, coinChecks } from './recordings.js';

const wallet = walletFromMnemonic();
const checks = coinChecks();

/** The app that really ran: Exchange knows `Tezos` by another name. */
function appCalled(app: string, bitcoinRenamed = false): CoinApp {
  const name = app === 'Tezos' ? 'Tezos Wallet' : app;
  const renamed = bitcoinRenamed && name !== 'Ethereum';
  const found = coinAppNamed(name, renamed ? { sameAs: 'Bitcoin' } : {});
  if (!found) throw new Error(`no simulation of ${name}`);
  return found;
}

/** What the real app said; undefined where the recording does not tell. */
function ownedByDevice({ user, answer, crossSeed }: CoinCheck): boolean | undefined {
  if (user?.role === 'refund') return answer !== '6a83';
  return crossSeed === undefined ? undefined : !crossSeed;
}

describe('coin apps agree with the recordings of the real ones', () => {
  it('on whose an address is', () => {
    const wrong: string[] = [];
    const compared: Record<string, number> = {};
    for (const check of checks) {
      const { app, user } = check;
      const owned = ownedByDevice(check);
      if (!user || owned === undefined) continue;
      const coin = appCalled(app, check.bitcoinRenamed);
      const ours = coin.checkAddress({ wallet, ...check, ...user });
      count(compared, app);
      if (ours !== owned)
        wrong.push(`${check.file}: ${app}, ${user.role} ${user.address}, ${ours}`);
    }
    expect(wrong).toEqual([]);
    expect(compared).toMatchObject({ Ethereum: expect.any(Number), Bitcoin: expect.any(Number) });
    expect(Object.keys(compared)).toHaveLength(13);
  });

  it('on which amounts can be printed, and how', () => {
    const wrong: string[] = [];
    const compared: Record<string, number> = {};
    for (const check of checks) {
      const { file, app, answer, configuration, amounts, shown } = check;
      if (answer === '6a83') continue;
      const coin = appCalled(app, check.bitcoinRenamed);
      const texts = amounts.map(({ label, bytes }) =>
        coin.formatAmount({ configuration, amount: bytes, isFee: label === 'Fees' }),
      );
      const printable = texts.every((text) => text !== null && text !== '');
      if (printable !== (answer === '9000')) wrong.push(`${file}: ${app} ${answer}, ${texts}`);
      for (const [at, { label }] of amounts.entries()) {
        const row = new RegExp(`${label}(estimated)?(?!address)`);
        if (!printable || !row.test(shown)) continue;
        count(compared, app);
        const text = texts[at]!.replaceAll(' ', '').replace(/[.?]/g, '\\$&');
        const found = new RegExp(`${row.source}${text}(?![0-9.])`).test(shown);
        if (!found) wrong.push(`${file}: ${app} ${label} ${texts[at]} is not in ${shown}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(Object.keys(compared)).toHaveLength(13);
    expect(Object.values(compared).reduce((sum, number) => sum + number)).toBeGreaterThan(1000);
  });

  // Exchange's commands are the coin app's while it runs:
  // device-behaviour.md#the-wire-after-approval.
  it('on instructions the Ethereum app of older releases does not have', () => {
    const older = coinAppNamed('Ethereum', { tickerFirst: true })!;
    const answer = (hex: string) => {
      const bytes = older.answerWhileSigning?.(fromHex(hex), wallet);
      return bytes && toHex(bytes);
    };
    expect(answer('e003000300')).toBe('6d00');
    expect(answer('e0030003')).toBe('6d00');
    expect(answer('e00f000302abcd')).toBe('6d00');
    expect(answer('e00f000303abcd')).toBeNull();
    expect(answer('e004000000')).toBeNull();
    expect(answer('b001000000')).toBeNull();
  });
});

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
