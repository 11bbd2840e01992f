/** What the page's forms offer, taken from the tables of the simulator and the host. */
import { MODEL_NAMES, MODELS } from '../../device.js';
import { FIRMWARE_IDS } from '../../firmware/index.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface CurrencyChoice extends Choice {
  /** Somebody else's address of this currency. */
  readonly foreign: string;
}

export interface PageOptions {
  readonly version: string;
  /** Clients may change devices and start flows: they are simulated. */
  readonly manage: boolean;
  readonly models: readonly Choice[];
  readonly firmwares: readonly Choice[];
  readonly currencies: readonly CurrencyChoice[];
}

export async function pageOptions(
  own: Pick<PageOptions, 'version' | 'manage'>,
): Promise<PageOptions> {
  const { CURRENCIES } = await import('../../host/currencies.js');
  return {
    ...own,
    models: MODELS.map((value) => ({ value, label: MODEL_NAMES[value] })),
    firmwares: FIRMWARE_IDS.map((value) => ({
      value,
      label: value === 'documentation' ? 'as documented' : value,
    })),
    currencies: CURRENCIES.map(({ id, ticker, name, foreignAddress }) => ({
      value: id,
      label: `${ticker} · ${name}`,
      foreign: foreignAddress,
    })),
  };
}
