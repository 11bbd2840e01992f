/** A. Reaching the provider: HTTP and JSON as Ledger's backend meets them, for every product. */
import {
  ALL,
  BUY,
  error,
  note,
  SELL_BUY,
  SIGNED,
  SWAP_SELL_BUY,
  SWAP_SELL_CARD,
  warning,
} from './define.js';

export const REACHING = [
  error(1, 'HTTP_UNREACHABLE', ALL, 'sell page', {
    requires: 'The base URL is reached from outside: its name resolves and its port accepts.',
    test: 'Makes the first call of each endpoint and tells DNS, refusal and connect time-out apart.',
    switches: ['CLOSED_PORT'],
  }),
  error(2, 'HTTP_TLS_INVALID', ALL, 'ours', {
    requires: 'A certificate is valid for the host name, in date, and signed by a known authority.',
    test: 'Connects with full verification and says in words what is wrong with the chain.',
    switches: ['TLS_SELF_SIGNED', 'TLS_OTHER_NAME'],
  }),
  warning(3, 'HTTP_NOT_TLS', ALL, 'ours', {
    requires: 'Beyond this machine the API is served over https.',
    test: 'Looks at the base URL: http is fine on loopback only.',
    switches: [],
  }),
  error(4, 'HTTP_SLOW_HEADERS', ALL, 'contract of 2025', {
    requires: 'The headers of an answer arrive within 5 seconds.',
    test: 'Measures the time to the headers of each call; for a quote too long is an error, else a warning.',
    switches: ['SLOW_HEADERS'],
  }),
  error(5, 'HTTP_DRIPPING_BODY', ALL, 'ours', {
    requires: 'A body is sent without long pauses and ends in time.',
    test: 'Holds each call to one deadline for the whole answer, however often a byte arrives.',
    switches: ['DRIP'],
  }),
  error(6, 'HTTP_BODY_TOO_LARGE', ALL, 'ours', {
    requires: 'An answer stays below 1 MiB, a catalogue below 16 MiB.',
    test: 'Stops reading at the limit and reports the size reached.',
    switches: ['HUGE_BODY'],
  }),
  error(7, 'HTTP_BODY_TRUNCATED', ALL, 'ours', {
    requires: 'A body is as long as its content-length says, or its chunks end properly.',
    test: 'Compares what arrived before the connection closed with what was announced.',
    switches: ['TRUNCATE'],
  }),
  error(8, 'HTTP_PROTOCOL_ERROR', ALL, 'ours', {
    requires:
      'What answers on the port speaks HTTP, with headers and compression that can be read.',
    test: 'Reports answers that are no HTTP, headers that are too large, and broken compression.',
    switches: ['NOT_HTTP'],
  }),
  error(9, 'HTTP_REDIRECTED', ALL, 'ours', {
    requires: 'An API call is answered where it was made, without a redirect.',
    test: 'Follows no redirect, so the key stays on its host; another host is an error, the same one a warning.',
    switches: ['REDIRECT_OTHER_HOST'],
  }),
  warning(10, 'HTTP_CONTENT_TYPE', ALL, 'contract of 2026', {
    requires: 'A JSON answer says application/json; plain text is allowed for a 400 of buy.',
    test: 'Reads the content type of every 200.',
    switches: ['CONTENT_TYPE_HTML'],
  }),
  error(11, 'HTTP_HTML_WITH_200', ALL, 'ours', {
    requires: 'An API call is never answered with a web page.',
    test: 'Recognises HTML and login pages behind a 200.',
    switches: ['HTML_200'],
  }),
  error(12, 'JSON_INVALID', ALL, 'contract of 2026', {
    requires: 'A body that says JSON is JSON.',
    test: 'Parses each body strictly and gives the position of the first error.',
    switches: ['JSON_TRAILING_COMMA'],
  }),
  error(13, 'JSON_DUPLICATE_KEY', ALL, 'ours', {
    requires: 'No object has the same member twice, since readers differ in which one they take.',
    test: 'Parses each body with a reader that reports duplicate members and their place.',
    switches: ['DUPLICATE_KEY'],
  }),
  error(14, 'JSON_INVALID_UTF8', ALL, 'ours', {
    requires: 'JSON is UTF-8 without a byte order mark.',
    test: 'Decodes the bytes of each body strictly and gives the offset of the first bad one.',
    switches: ['INVALID_UTF8'],
  }),
  error(15, 'JSON_NOT_AN_OBJECT', ALL, 'contract of 2026', {
    requires: 'The top level of an answer has the kind that its contract says.',
    test: 'Compares object, list and plain value with the contract of the call.',
    switches: ['BARE_ARRAY_QUOTE'],
  }),
  error(16, 'SCHEMA_MISMATCH', ALL, 'contract of 2026', {
    requires: 'Every answer fits the schema of its operation.',
    test: 'Validates every answer against our OpenAPI files and names each place that does not fit.',
    switches: ['DROP_MEMBER'],
  }),
  error(17, 'NUMBER_INSTEAD_OF_STRING', SWAP_SELL_CARD, 'contract of 2026', {
    requires: 'Amounts and fees are texts, so that no digit is lost on the way.',
    test: 'Looks for JSON numbers where the contract has a decimal text.',
    switches: ['NUMBERS'],
  }),
  warning(18, 'STRING_INSTEAD_OF_NUMBER', BUY, 'contract of 2026', {
    requires: 'fiatAmount, cryptoAmount and limits of buy are JSON numbers.',
    test: 'Looks for texts where the buy contract has a number.',
    switches: ['STRINGS'],
  }),
  error(19, 'SCIENTIFIC_NOTATION', ALL, 'ours', {
    requires: 'Amounts are written out in plain digits.',
    test: 'Looks for an exponent in every amount, in texts and in the text of numbers.',
    switches: ['SCIENTIFIC'],
  }),
  warning(20, 'AMOUNT_PRECISION', ALL, 'ours', {
    requires: 'An amount has no more decimals than its currency, no separators and no plus sign.',
    test: 'Reads every amount against the decimals of its currency.',
    switches: ['TOO_MANY_DECIMALS'],
  }),
  error(21, 'AMOUNT_NEGATIVE', ALL, 'ours', {
    requires: 'Amounts, fees and limits are numbers that are not below zero.',
    test: 'Looks for a minus sign, NaN and Infinity in every amount.',
    switches: ['NEGATIVE_FEE'],
  }),
  warning(22, 'AUTH_NOT_ENFORCED', ALL, 'sell page, swap page', {
    requires: 'A call without the agreed key, or with a wrong one, is refused.',
    test: 'Repeats a call without a key and with a wrong one and wants 401 or 403.',
    switches: ['ACCEPT_NO_KEY'],
  }),
  warning(23, 'AUTH_STATUS', ALL, 'ours', {
    requires: 'A refused key is answered with 401 or 403.',
    test: 'Looks at the status of the refusals: 200 with an error, 404 and 500 mislead the caller.',
    switches: ['AUTH_200'],
  }),
  error(24, 'AUTH_HEADER_CASE', ALL, 'contract of 2026', {
    requires: 'Header names are read without regard to case, as HTTP demands.',
    test: 'Sends the key under its header name in another case.',
    switches: ['HEADER_CASE'],
  }),
  error(25, 'USER_AUTH_ON_QUOTE', SWAP_SELL_BUY, 'swap page', {
    requires: 'A quote is given to a user who has not logged in.',
    test: 'Asks for a quote without any cookie or user token; 401, 403 or a login page fails.',
    switches: ['USER_AUTH'],
  }),
  error(26, 'AUTH_LEAK', ALL, 'ours', {
    requires: 'No answer repeats the key or the nonce in an error text.',
    test: 'Looks for the values that were sent as secrets in every error body.',
    switches: ['ECHO_KEY'],
  }),
  error(27, 'METHOD_WRONG', ALL, 'contract of 2026', {
    requires: 'Each path answers the method that its contract names.',
    test: 'Where the documented method gives 404 or 405, tries the other one.',
    switches: ['METHOD_GET_QUOTE'],
  }),
  error(28, 'PATH_OLD', ALL, 'contract of 2025', {
    requires: 'The paths of today are served, not only those of an earlier contract.',
    test: 'Where a path is missing, tries /crypto-currencies (swap), /cryptoCurrencies (sell, buy), /swap, /swap/trade/* and /buy.',
    switches: ['OLD_PATH'],
  }),
  note(
    29,
    'QUOTES_PATH',
    SELL_BUY,
    'buy page, buy architecture, sell page against the contract of 2026',
    {
      requires: 'Quotes are served at /quote as in the contracts; the pages write /quotes.',
      test: 'Where /quote is missing, tries /quotes and goes on with what answers.',
    },
  ),
  warning(30, 'TRAILING_SLASH', ALL, 'ours', {
    requires: 'A base URL with and without a slash at its end leads to the same API.',
    test: 'Makes the same call below the base URL with one and with two slashes.',
    switches: [],
  }),
  warning(31, 'HEAD_OPTIONS_CRASH', ALL, 'ours', {
    requires: 'HEAD and OPTIONS do not make the server fail.',
    test: 'Sends both to a documented path; a 5xx fails.',
    switches: [],
  }),
  warning(32, 'MALFORMED_REQUEST_500', ALL, 'ours', {
    requires: 'A malformed request is answered with a 4xx.',
    test: 'Sends an empty body, {}, wrong types and broken JSON; a 5xx fails.',
    switches: ['CRASH_ON_BAD_BODY'],
  }),
  warning(33, 'UNKNOWN_MEMBER_REFUSED', ALL, 'ours', {
    requires: 'A member that is not known is ignored, since contracts grow.',
    test: 'Adds one to a request that works.',
    switches: ['STRICT_REQUEST'],
  }),
  warning(34, 'REQUEST_NOT_VALIDATED', ALL, 'contract of 2026', {
    requires: 'A request without a required member is refused.',
    test: 'Leaves a required member out; an answer with 200 fails.',
    switches: ['NO_VALIDATION'],
  }),
  warning(35, 'STACK_TRACE', ALL, 'ours', {
    requires: 'Error bodies tell nothing of the inside: no source paths, SQL or stacks.',
    test: 'Looks for them in every error body.',
  }),
  note(36, 'RATE_LIMITED', ALL, 'ours', {
    requires: 'A limit on the number of calls is known to Ledger and named by Retry-After.',
    test: 'Obeys Retry-After after a 429, slows down, and reports the limit that was met.',
    switches: ['RATE_LIMIT'],
  }),
  error(37, 'CONCURRENCY_MIXUP', SIGNED, 'ours', {
    requires: 'Orders made at the same time stay apart.',
    test: 'Makes 20 orders at once with 20 nonces; each answer must carry its own nonce, address and id.',
    switches: ['CROSS_TALK'],
    orders: true,
  }),
  warning(38, 'CLOCK_SKEW', ALL, 'ours', {
    requires: "The provider's clock is right to within 60 seconds.",
    test: 'Compares the Date header, createdAt and expiry with the time here.',
  }),
];
