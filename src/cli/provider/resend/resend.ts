/** `exchange-sim provider resend [ORDER]`: status pushes that are done are sent once more. */

import { EXIT } from '../../../errors.js';
import type { ProviderResendDocument } from '../../documents.js';
import type { Io } from '../../io.js';
import { jsonText } from '../../text/text.js';
import { adminCall, adminUrl } from '../operator.js';
import type { OperatorOptions } from '../operator-options.js';

/** @throws InputError for an order that is none. */
export async function providerResendCommand(
  order: string | undefined,
  options: OperatorOptions,
  io: Io,
): Promise<number> {
  const path = order === undefined ? 'resend' : `orders/${encodeURIComponent(order)}/resend`;
  const answer = (await adminCall(adminUrl(options.url), path, {})) as ProviderResendDocument;
  const { resent } = answer;
  const words = resent === 1 ? '1 push is sent again' : `${resent} pushes are sent again`;
  io.stdout.write(options.json === true ? jsonText(answer) : `${words}\n`);
  return EXIT.yes;
}
