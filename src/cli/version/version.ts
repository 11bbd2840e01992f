/** `exchange-sim --version`, and with `--json` all that a report of a defect needs. */
import { MODELS } from '../../device.js';
import { EXIT } from '../../errors.js';
import { DEFAULT_FIRMWARE, RELEASES } from '../../firmware/index.js';
import { aboutCurrencies } from '../../host/ledger/catalogue.js';
import { loadContract } from '../../provider/contract/index.js';
import { PRODUCTS, type Product } from '../../provider/product.js';
import { ledgerPackages } from '../../transport/ledgerjs.js';
import type { VersionDocument } from '../documents.js';
import type { Io } from '../io.js';
import { packageVersion } from '../package-version.js';
import { jsonText } from '../text/text.js';

export async function versionCommand(
  { json }: { readonly json: boolean },
  io: Io,
): Promise<number> {
  io.stdout.write(json ? jsonText(await versionDocument()) : `${packageVersion()}\n`);
  return EXIT.yes;
}

async function versionDocument(): Promise<VersionDocument> {
  const newest = RELEASES.filter(({ builds }) => builds.length > 0).at(-1);
  const { source, date, count, signed } = aboutCurrencies() ?? {};
  return {
    version: packageVersion(),
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    firmware: {
      default: DEFAULT_FIRMWARE.id,
      newest: newest?.id ?? DEFAULT_FIRMWARE.id,
      date: newest?.date ?? DEFAULT_FIRMWARE.date,
    },
    models: MODELS,
    currencies: { package: source, date, count, signed },
    contracts: await contracts(),
    packages: ledgerPackages(),
  };
}

/** Fund is a part of card's. */
async function contracts(): Promise<VersionDocument['contracts']> {
  const all = await loadContract();
  const versions = PRODUCTS.filter((product) => product !== 'fund').map((product) => {
    const { info } = all.document(product) as { info: { version: string } };
    return [product, info.version] as const;
  });
  return Object.fromEntries(versions) as Record<Exclude<Product, 'fund'>, string>;
}
