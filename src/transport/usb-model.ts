/** Ledger's USB product numbers: the model in the high byte, interfaces in the low one. */
import { MODEL_NAMES, type Model } from '../device.js';

/** Source: `@ledgerhq/devices`. */
const MODELS_BY_BYTE: Readonly<Record<number, Model>> = {
  64: 'nanox',
  80: 'nanosp',
  96: 'stax',
  112: 'flex',
  128: 'apex_p',
};

/** In the boot loader the model is the low digit of a small number. */
const MODELS_IN_BOOT: Readonly<Record<number, Model>> = {
  4: 'nanox',
  5: 'nanosp',
  6: 'stax',
  7: 'flex',
  8: 'apex_p',
};

/** Models without the Exchange app of today are undefined. */
export function modelOfProduct(productId: number): Model | undefined {
  return MODELS_IN_BOOT[productId] ?? MODELS_BY_BYTE[productId >> 8];
}

export function productText(ledger: {
  readonly productId: number;
  readonly product: string;
}): string {
  const model = modelOfProduct(ledger.productId);
  if (model !== undefined) return `Ledger ${MODEL_NAMES[model]}`;
  const number = ledger.productId.toString(16).padStart(4, '0');
  return ledger.product === '' ? `Ledger (product ${number})` : `Ledger ${ledger.product}`;
}
