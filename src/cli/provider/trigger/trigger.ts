/** `exchange-sim provider trigger STATUS ORDER`: an order gets a status now, and Ledger is told. */

import { EXIT } from '../../../errors.js';
import type { ProviderTriggerDocument } from '../../documents.js';
import type { Io } from '../../io.js';
import { jsonText } from '../../text/text.js';
import { adminCall, adminUrl } from '../operator.js';
import type { OperatorOptions } from '../operator-options.js';

/** @throws InputError for a status or an order that is none. */
export async function providerTriggerCommand(
  status: string,
  order: string,
  options: OperatorOptions,
  io: Io,
): Promise<number> {
  const path = `orders/${encodeURIComponent(order)}/status`;
  const moved = (await adminCall(adminUrl(options.url), path, {
    status,
  })) as ProviderTriggerDocument;
  const { id, status: now } = moved;
  io.stdout.write(options.json === true ? jsonText(moved) : `${id} is ${now}\n`);
  return EXIT.yes;
}
