/** Options of `run` as the parser hands them over. */
import type { Model } from '../../device.js';
import type { Curve } from '../../exchange/constants.js';
import type { Tamper } from '../../host/signing/tamper.js';
import type { OrderOptions } from '../../order/options.js';
import type { Product } from '../../provider/product.js';
import type { NonceForm } from '../../sign/provider-request.js';
import type { PixelsChoice } from '../options/pixels.js';
import type { ScreensChoice } from '../screens/output.js';

/** Currencies of a flow are built in: their decimals are known. */
type RunOrder = Omit<OrderOptions, 'fields' | 'decimals' | 'receiveDecimals'>;

export interface RunOptions extends RunOrder {
  /** `simulator` when absent; see `src/transport/device-spec.ts`. */
  readonly device?: string;
  /** Of the simulator, a Nano S Plus when absent; of other devices, what they must be. */
  readonly model?: Model;
  readonly firmware?: string;
  /** `random` on the simulator, when absent; another device says what it is. */
  readonly build?: string;
  readonly apps?: string;
  readonly seed?: string;
  readonly client: 'direct' | 'ledger-wallet';
  readonly reject?: true;
  /** Compare the review page by page, by question. */
  readonly ask?: true;
  /** Have the coin app sign; a device that is not simulated is only handed over without it. */
  readonly sign?: true;
  /** File with an unsigned transaction of one's own. */
  readonly tx?: string;
  readonly tamper?: Tamper;
  /** Fixed when absent; with a provider as its quote was. */
  readonly rate?: 'fixed' | 'floating';
  readonly legacy?: true;
  readonly partner?: string;
  /** Its private key, where its file has none. */
  readonly key?: string;
  readonly payload?: string;
  readonly signature?: string;
  readonly response?: string;
  /** Base URL of a running backend, or the file of its profile. */
  readonly provider?: string;
  readonly header?: readonly string[];
  readonly product?: Product;
  /** Of an order, where the quote was made on the provider's page. */
  readonly quoteId?: string;
  readonly nonceForm?: NonceForm;
  readonly publicKey?: string;
  readonly curve?: Curve;
  readonly field?: readonly string[];
  /** true: every screen, false: none, absent: those of the review; a format: files in `out`. */
  readonly screens?: ScreensChoice;
  readonly out?: string;
  readonly pixels?: PixelsChoice;
  readonly json?: true;
  readonly record?: string;
  readonly verbose?: true;
}
