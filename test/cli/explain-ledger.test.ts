/** Every status word that Ledger's public client libraries have a name for gets a sentence. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { run } from './command-line.js';

// `import` of this package finds no file in plain Node; `require` does.
const { StatusCodes } = createRequire(import.meta.url)('@ledgerhq/errors') as {
  StatusCodes: Readonly<Record<string, number>>;
};

/**
 * Of @ledgerhq/device-management-kit 1.10.0, written down by hand since it does not export them:
 * `GLOBAL_ERRORS` and the tables of its OS commands (ListApps, OpenApp, LoadCertificate, language
 * packs, background picture).
 */
const KIT =
  '3301 4118 422d 422e 422f 4230 4231 4232 4233 4234 4235 4236 4237 4238 4239 5223 5501 5502 5515 5720 6624 662d 662e 662f 670a 6807 681a 6d00 6e00';

/** Of the clients of single apps: Solana's blind signing, signing in Zondax' apps, Ledger Sync. */
const APPS = '6808 6f01 b00b';

const words = [
  ...Object.entries(StatusCodes).map(([name, word]) => [word.toString(16).padStart(4, '0'), name]),
  ...KIT.split(' ').map((word) => [word, 'device-management-kit']),
  ...APPS.split(' ').map((word) => [word, 'apps']),
];

describe('explain', () => {
  it('is asked about many words', () => {
    expect(Object.keys(StatusCodes).length).toBeGreaterThan(50);
  });

  it.each(words)('%s (%s)', async (word) => {
    const { code, out, err } = await run(['explain', word!, '--json']);
    expect([code, err]).toEqual([0, '']);
    const { status, says, fix } = JSON.parse(out) as Record<string, string>;
    expect(status).toBe(word);
    expect(says).toMatch(/^[A-Z].{7,}\.$/);
    expect(fix).toMatch(/^[A-Z].{7,}\.$/);
  });
});
