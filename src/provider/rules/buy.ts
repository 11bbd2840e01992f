/** M. Buy. */
import { BUY, error, note, warning } from './define.js';

export const BUY_RULES = [
  error(228, 'BUY_QUOTE_MEMBERS', BUY, 'contract of 2026', {
    requires: 'A quote has from, to, fiatAmount and cryptoAmount.',
    test: 'Looks for them.',
    switches: ['DROP_MEMBER'],
  }),
  error(229, 'BUY_QUOTE_ECHO', BUY, 'contract of 2026', {
    requires: 'from, to and fiatAmount are those that were asked for.',
    test: 'Compares them with the request.',
    switches: ['AMOUNT_ECHO'],
  }),
  note(230, 'BUY_AFTER_FEES', BUY, 'buy page against the buy architecture', {
    requires: 'cryptoAmount is what the user receives after all fees; one page speaks of fiat.',
    test: 'Takes cryptoAmount and says that the documents disagree.',
    switches: [],
  }),
  warning(231, 'BUY_AMOUNT_INTEGER', BUY, 'contract of 2026', {
    requires: 'A whole amount of fiat can be quoted; fractions are not documented.',
    test: 'Asks for a whole amount and for one with decimals.',
    switches: [],
  }),
  error(232, 'BUY_PARAMETER', BUY, 'contract of 2026', {
    requires: 'A missing parameter is refused with a 400 whose text names it.',
    test: 'Leaves each of the six out.',
    switches: ['NO_VALIDATION'],
  }),
  error(233, 'BUY_LEDGER_ID_TO', BUY, 'buy page', {
    requires: 'Every listed LedgerId is accepted as to, with its slashes encoded or not.',
    test: 'Asks for quotes of listed ids in both spellings.',
    switches: ['SLASH_REFUSED'],
  }),
  error(234, 'BUY_METHOD_COUNTRY', BUY, 'buy architecture', {
    requires: 'A method that a country does not have is refused.',
    test: 'Asks for a quote with one.',
    switches: ['ANY_METHOD'],
  }),
  warning(235, 'BUY_DEST_ADDRESS', BUY, 'contract of 2026', {
    requires: 'dest of another chain is not quietly accepted.',
    test: 'Asks for a quote with one.',
    switches: ['ANY_ADDRESS'],
  }),
  error(236, 'BUY_REDIRECT_ID', BUY, 'contract of 2026', {
    requires: 'ledgerTransactionId is required and carried along.',
    test: 'Leaves it out, and looks for it in the URL.',
    switches: ['REDIRECT_DROPS'],
  }),
  error(237, 'BUY_REDIRECT_OLD', BUY, 'contract of 2025', {
    requires: 'The redirect is served at /buy-redirect, not only at /buy.',
    test: 'Where it is missing, tries /buy.',
    switches: ['OLD_PATH'],
  }),
  note(238, 'BUY_DCA', BUY, 'contract of 2026', {
    requires: 'dca is true or false.',
    test: 'Reads it where it is given.',
    switches: ['DCA_TEXT'],
  }),
  warning(239, 'BUY_KEY', BUY, 'contract of 2026', {
    requires: '/quote and /buy-redirect want the key; the catalogues need none.',
    test: 'Makes each call without a key.',
    switches: ['ACCEPT_NO_KEY'],
  }),
];
