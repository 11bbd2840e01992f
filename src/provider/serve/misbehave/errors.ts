/** B. Mistakes in errors. */
import type { Reply } from '../call.js';
import { answered, endsWith, errors, type Json, mistake, type Switch } from './switch.js';

const LIMITS = /^FROM_CURRENCY_M(IN|AX)IMUM_AMOUNT_ERROR$/;
const isLimit = (key: string | undefined) => key !== undefined && LIMITS.test(key);
const isDocumented = (key: string | undefined) =>
  key !== undefined && /_ERROR$|^TRANSACTION_NOT_FOUND$/.test(key);

/** Understood, and refused all the same; buy says so in a text. */
const isRefusal = ({ status, body }: Reply) =>
  status === 400 && typeof body === 'string' && !body.startsWith('Request not');

/** The text of buy's 400 as the object it has for everything else. */
const coded = ({ body }: Reply, status: number): Reply =>
  answered(status, { code: 400, message: body });

/** Another body for errors with a documented key. */
const body = (wanted: (key: string | undefined) => boolean, change: (body: Json) => Json) =>
  errors(wanted, (reply) => ({ ...reply, body: change(reply.body) }));

const key = (wanted: (key: string | undefined) => boolean, change: (key: string) => string) =>
  body(wanted, (given) => ({ ...given, messageKey: change(given.messageKey) }));

export const ERRORS: readonly Switch[] = [
  mistake(
    'ERROR_200',
    'Answers 200 with the error in the body.',
    errors(
      (code, reply, { product }) => isDocumented(code) || (product === 'buy' && isRefusal(reply)),
      (reply, { product }) => (product === 'buy' ? coded(reply, 200) : { ...reply, status: 200 }),
    ),
  ),
  mistake(
    'ERROR_500',
    'Answers 500 for a limit; beside swap, for whatever is refused.',
    errors(
      (code, reply, { product }) =>
        isLimit(code) ||
        (product === 'buy' && isRefusal(reply)) ||
        (product !== 'swap' && isDocumented(code)),
      (reply, { product }) => (product === 'buy' ? coded(reply, 500) : { ...reply, status: 500 }),
    ),
  ),
  mistake(
    'ERROR_NO_KEY',
    'Leaves the message out; sell and card: the messageKey.',
    errors(
      (code) => code !== undefined,
      (reply, { product }) => {
        const { message, messageKey, ...rest } = reply.body as Json;
        return {
          ...reply,
          body: product === 'swap' ? { messageKey, ...rest } : { message, ...rest },
        };
      },
    ),
  ),
  mistake(
    'ERROR_HTML',
    'Buy: errors as a web page.',
    errors(
      (_, __, { product }) => product === 'buy',
      (reply) => ({
        ...reply,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Error</title><h1>Something went wrong</h1>',
      }),
    ),
  ),
  mistake(
    'ERROR_KEY_UNKNOWN',
    'Uses keys of its own.',
    key(
      (code) => isDocumented(code) && !isLimit(code),
      () => 'SOMETHING_WENT_WRONG',
    ),
  ),
  mistake(
    'ERROR_OLD_NAME',
    'Uses keys of before 2025.',
    key(
      (code) => code === 'FROM_CURRENCY_MAXIMUM_AMOUNT_ERROR' || code === 'TRANSACTION_NOT_FOUND',
      (code) => (isLimit(code) ? code.replace('FROM', 'TO') : `SWAP_${code}_ERROR`),
    ),
  ),
  mistake(
    'ERROR_KEY_CASE',
    'Writes its keys in lower case.',
    key(isDocumented, (code) => code.toLowerCase()),
  ),
  mistake(
    'LIMITS_MISSING',
    'Says that an amount is beyond a limit, not which.',
    body(isLimit, ({ additionalFields: _, ...rest }) => rest),
  ),
  mistake(
    'LIMITS_WRONG',
    'Gives the limits of errors in base units.',
    body(isLimit, (given) => {
      const { minRequiredAmount: min, maxRequiredAmount: max } = given.additionalFields;
      const base = (text: string) => String(Math.round(Number(text) * 1e8));
      const limits = { minRequiredAmount: base(min), maxRequiredAmount: base(max) };
      return { ...given, additionalFields: limits };
    }),
  ),
  mistake(
    'EMPTY_MESSAGE',
    'Leaves the text of errors empty.',
    errors(
      () => true,
      (reply) => {
        if (typeof reply.body === 'string') return { ...reply, body: '' };
        return { ...reply, body: { ...(reply.body as object), message: '' } };
      },
    ),
  ),
  mistake(
    'REGION_403',
    'Answers 403 where the region is the reason.',
    errors(
      (code) => code === 'REGION_RESTRICTED_ERROR',
      (reply) => ({ ...reply, status: 403 }),
    ),
  ),
  mistake(
    'CURRENCY_REGION_404',
    'Answers 404 where a currency is not available in the region.',
    errors(
      (code) => code === 'CURRENCY_REGION_RESTRICTED_ERROR',
      (reply) => ({ ...reply, status: 404 }),
    ),
  ),
  mistake('REGION_ONLY_ORDER', 'Quotes everywhere and refuses the order.', {
    ask: (call, { settings }) => {
      if (!endsWith(call, '/quote')) return call;
      const headers = Object.entries(call.headers).filter(
        ([name]) => name !== settings.regionHeader,
      );
      return { ...call, headers: Object.fromEntries(headers) };
    },
  }),
];
