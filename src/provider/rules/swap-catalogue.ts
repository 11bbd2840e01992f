/** C. The catalogue of swap: GET /currencies, its members and its pages. */
import { error, SWAP, warning } from './define.js';

export const SWAP_CATALOGUE = [
  error(52, 'CURRENCIES_MISSING', SWAP, 'swap page', {
    requires: 'GET /currencies answers a list that is not empty.',
    test: 'Asks for the first page.',
    switches: ['NO_CURRENCIES'],
  }),
  error(53, 'BARE_ARRAY', SWAP, 'contract of 2026 against that of 2025', {
    requires: '/currencies and /pairs answer an object with the list and next_cursor.',
    test: 'Recognises the bare list of before March 2025.',
  }),
  error(54, 'CURRENCY_ID_DUPLICATE', SWAP, 'ours', {
    requires: 'An id names one currency.',
    test: 'Looks for an id that appears twice over all pages.',
    switches: ['DUPLICATE_ID'],
  }),
  error(55, 'CURRENCY_TYPE', SWAP, 'contract of 2026', {
    requires: 'type is coin or token.',
    test: 'Reads type of every currency.',
    switches: ['TYPE_NATIVE'],
  }),
  error(56, 'CURRENCY_NO_CHAIN', SWAP, 'contract of 2026', {
    requires: 'A currency names its chain by blockchain, by chainId, or both.',
    test: 'Looks for currencies that have neither.',
    switches: ['NO_CHAIN'],
  }),
  warning(57, 'CURRENCY_CHAIN_UNKNOWN', SWAP, 'contract of 2026', {
    requires: 'blockchain is the name that Ledger gives the chain.',
    test: 'Compares it with the names known to Ledger Wallet.',
    switches: ['CHAIN_UNKNOWN'],
  }),
  warning(58, 'CURRENCY_CHAIN_CONFLICT', SWAP, 'contract of 2026', {
    requires: 'blockchain and chainId name the same chain; chainId wins.',
    test: 'Compares the two where both are given.',
    switches: ['CHAIN_CONFLICT'],
  }),
  error(59, 'CHAIN_ID_TYPE', SWAP, 'contract of 2026', {
    requires: 'chainId is a JSON integer.',
    test: 'Looks for texts and hex.',
    switches: ['CHAIN_ID_TEXT'],
  }),
  error(60, 'TOKEN_NO_CONTRACT', SWAP, 'contract of 2026', {
    requires: 'A token names its contract.',
    test: 'Looks for tokens without one.',
    switches: ['NO_CONTRACT'],
  }),
  warning(61, 'COIN_WITH_CONTRACT', SWAP, 'contract of 2026', {
    requires: 'A coin has no contract.',
    test: 'Looks for coins with one.',
    switches: ['COIN_CONTRACT'],
  }),
  warning(62, 'CONTRACT_SHAPE', SWAP, 'ours', {
    requires: 'A contract is an address of its chain, with a right checksum where it has one.',
    test: 'Reads each contract as an address of the chain, EIP-55 included.',
    switches: ['CONTRACT_BAD'],
  }),
  warning(63, 'TOKEN_NOT_IN_LEDGER', SWAP, 'contract of 2026', {
    requires: 'Ledger knows the token by its chain and contract, else it cannot offer it.',
    test: 'Looks each token up in the list of LedgerIds.',
    switches: ['TOKEN_UNKNOWN'],
  }),
  warning(64, 'CURRENCY_DUPLICATE_ASSET', SWAP, 'ours', {
    requires: 'An asset has one id.',
    test: 'Looks for two ids of the same chain and contract.',
    switches: ['DUPLICATE_ASSET'],
  }),
  warning(65, 'CURRENCIES_NOT_STATIC', SWAP, 'contract of 2026', {
    requires: 'The catalogue does not change from one call to the next.',
    test: 'Reads it twice in a run and compares.',
    switches: ['CURRENCIES_FLAP'],
  }),
  warning(66, 'NEXT_CURSOR_MISSING', SWAP, 'contract of 2026', {
    requires: 'Every page has next_cursor; on the last one it is null.',
    test: 'Looks for pages without the member.',
    switches: ['NO_NEXT_CURSOR'],
  }),
  warning(67, 'NEXT_CURSOR_EMPTY', SWAP, 'ours', {
    requires: 'After the last page next_cursor is null, not an empty text.',
    test: 'Reads next_cursor of the last page.',
    switches: ['EMPTY_CURSOR'],
  }),
  error(68, 'CURSOR_LOOP', SWAP, 'ours', {
    requires: 'Following next_cursor comes to an end.',
    test: 'Stops at a cursor that was seen before or a page that repeats.',
  }),
  error(69, 'CURSOR_SKIPS', SWAP, 'ours', {
    requires: 'Small pages together hold what one large page holds.',
    test: 'Reads the catalogue both ways and compares the ids.',
    switches: ['CURSOR_SKIP'],
  }),
  warning(70, 'CURSOR_INVALID_500', SWAP, 'ours', {
    requires: 'A cursor that was never given out is refused with 400.',
    test: 'Sends one.',
    switches: ['CURSOR_500'],
  }),
  warning(71, 'LIMIT_IGNORED', SWAP, 'contract of 2026', {
    requires: 'A page has no more entries than limit says.',
    test: 'Asks for one entry.',
  }),
  warning(72, 'LIMIT_INVALID', SWAP, 'ours', {
    requires: 'A limit that makes no sense is refused with a 4xx or answered with a capped page.',
    test: 'Asks with 0, -1, a text and 1,000,000,000.',
    switches: ['LIMIT_500'],
  }),
];
