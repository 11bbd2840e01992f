/** What a journey is asked for: the body of POST /journey. */
import { MODELS } from '../../device.js';
import { InputError } from '../../errors.js';
import { FIRMWARE_IDS } from '../../firmware/index.js';
import { type JsonObject, oneOf, onlyKeys, optionalText } from '../../server/request-body.js';
import { expected, shownText } from '../../shown.js';
import { PRODUCTS } from '../product.js';
import type { JourneyWish } from './journey.js';

const TEXTS = ['from', 'to', 'amount', 'paymentMethod', 'country', 'provider'] as const;
const KEYS = ['product', ...TEXTS, 'user', 'until', 'model', 'firmware'];
const MAX_TEXT = 300;

/** @throws InputError for the first member that cannot be used. */
export function wishIn(body: JsonObject): JourneyWish {
  onlyKeys(body, KEYS);
  const texts = TEXTS.flatMap((name) => {
    const text = optionalText(body, name)?.trim();
    if (text !== undefined && text.length > MAX_TEXT) {
      throw new InputError(expected(name, `at most ${MAX_TEXT} characters`, text.length));
    }
    return text === undefined || text === '' ? [] : [[name, text] as const];
  });
  const given = Object.fromEntries(texts) as Partial<Record<(typeof TEXTS)[number], string>>;
  const { amount } = given;
  if (amount !== undefined && !/^\d{1,30}(\.\d{1,30})?$/.test(amount)) {
    throw new InputError(expected('amount', 'a decimal number such as 0.01', shownText(amount)));
  }
  return {
    product: oneOf(body, 'product', PRODUCTS),
    ...given,
    user: oneOf(body, 'user', ['wait', 'approve', 'reject'], 'wait'),
    until: oneOf(body, 'until', ['end', 'quote'], 'end'),
    ...(body.model === undefined ? {} : { model: oneOf(body, 'model', MODELS) }),
    ...(body.firmware === undefined ? {} : { firmware: oneOf(body, 'firmware', FIRMWARE_IDS) }),
  };
}
