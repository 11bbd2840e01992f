/** `provider test` as a stranger would call it: the command, its options, its JSON. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { providerTest } from '../../../src/cli/provider/test/test.js';
import type { Product } from '../../../src/provider/product.js';
import type { RunResult } from '../../../src/provider/test/result.js';

export interface Judged extends RunResult {
  readonly exitCode: number;
  readonly failed: readonly string[];
  readonly evidence: Readonly<Record<string, string>>;
  readonly codes: readonly string[];
  readonly notRun: Readonly<Record<string, string>>;
}

export interface Provider {
  readonly url: string;
  /** In any form: PEM goes into a file, what is one line onto the command line. */
  readonly publicKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function judged(
  product: Product,
  provider: Provider,
  profile?: Readonly<Record<string, unknown>>,
): Promise<Judged> {
  const folder = mkdtempSync(join(tmpdir(), 'others-'));
  try {
    const header = Object.entries(provider.headers ?? {}).map((pair) => pair.join(': '));
    let told = '';
    const stdout = { write: (text: string) => (told += text) };
    const stderr = { write: () => {} };
    const file = join(folder, 'profile.yaml');
    const keyFile = join(folder, 'partner.pem');
    const { publicKey } = provider;
    if (publicKey !== undefined) writeFileSync(keyFile, publicKey);
    if (profile !== undefined) {
      writeFileSync(file, stringify({ url: provider.url, products: [product], ...profile }));
    }
    const exitCode = await providerTest(
      profile === undefined ? provider.url : undefined,
      {
        product,
        ...(publicKey === undefined
          ? {}
          : { publicKey: publicKey.includes('\n') ? keyFile : publicKey }),
        header,
        createOrders: true,
        seed: '1',
        json: true,
        ...(profile === undefined ? {} : { profile: file }),
      },
      // biome-ignore lint/suspicious/noExplicitAny: of the terminal only what is written counts.
      { stdout, stderr, color: false, columns: 80 } as any,
    );
    const result = JSON.parse(told) as RunResult;
    const of = (kind: string) => result.rules.filter((rule) => rule.result === kind);
    return {
      ...result,
      exitCode,
      failed: of('failed').map(({ id }) => id),
      evidence: Object.fromEntries(of('failed').map(({ id, evidence }) => [id, evidence])),
      codes: of('failed').flatMap(({ codes = [] }) => codes),
      notRun: Object.fromEntries(of('notRun').map(({ id, why = '' }) => [id, why])),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
