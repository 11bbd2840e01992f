/** K. Sell and card; catalogue rules that buy shares. */
import {
  BUY,
  CARD,
  error,
  note,
  SELL,
  SELL_BUY,
  SELL_CARD,
  warning,
  withOrders,
} from './define.js';

export const SELL_RULES = [
  error(191, 'CAPABILITIES_MISSING', SELL_BUY, 'sell page, buy page', {
    requires: 'GET /capabilities answers all its lists.',
    test: 'Asks for it and looks for each list.',
    switches: ['NO_CAPABILITIES'],
  }),
  error(192, 'CAPABILITIES_FIAT', SELL_BUY, 'contract of 2026, ISO 4217', {
    requires: 'A fiat currency is a code of ISO 4217 in capitals.',
    test: "Looks each one up; lower case is a warning, for Ledger's own example has it.",
    switches: ['FIAT_CASE'],
  }),
  error(193, 'CAPABILITIES_COUNTRY', SELL_BUY, 'contract of 2026, ISO 3166', {
    requires: 'A country is a code of ISO 3166 of two letters.',
    test: 'Looks each one up; UK, EL and codes of three letters fail.',
    switches: ['COUNTRY_UK'],
  }),
  error(194, 'CAPABILITIES_METHOD', SELL_BUY, 'contract of 2026, list of 39', {
    requires: 'A payment method has a name of the list.',
    test: 'Looks each one up.',
    switches: ['METHOD_UNKNOWN'],
  }),
  warning(195, 'CAPABILITIES_METHOD_EMPTY', SELL_BUY, 'ours', {
    requires: 'A country has payment methods, and in sell each of them has limits.',
    test: 'Looks for empty lists.',
    switches: ['METHOD_EMPTY'],
  }),
  error(196, 'CAPABILITIES_LIMITS', SELL_BUY, 'contract of 2026', {
    requires: 'Limits are not negative and leave room between minimum and maximum.',
    test: 'Reads them; text for a number is reported as a note, for schema and example disagree.',
    switches: ['CAP_LIMITS'],
  }),
  warning(197, 'CAPABILITIES_FIAT_NOT_LISTED', SELL_BUY, 'ours', {
    requires: 'A restriction is in a fiat currency that is listed.',
    test: 'Looks its fiat up in fiatCurrencyCapabilities.',
    switches: ['CAP_FIAT_LOOSE'],
  }),
  note(198, 'CAPABILITIES_KEY', BUY, 'buy page against the contract of 2026', {
    requires:
      'The list of countries is called countriesCapabilities; the page writes countryCapabilities.',
    test: 'Reads either and says which it is.',
  }),
  error(199, 'CRYPTO_NOT_ARRAY', SELL_BUY, 'contract of 2026', {
    requires: 'GET /crypto-currencies answers a list of ids.',
    test: 'Looks for an object, and for objects instead of ids.',
    switches: ['CC_OBJECTS'],
  }),
  error(200, 'NOT_A_LEDGER_ID', SELL_BUY, 'buy page, sell page', {
    requires: 'A crypto currency is named by its LedgerId.',
    test: 'Looks each one up and suggests the nearest for tickers, contracts and other spellings.',
  }),
  warning(201, 'LEDGER_ID_DELISTED', SELL_BUY, 'ours', {
    requires: 'A LedgerId is one that Ledger still lists.',
    test: 'Looks for those that were taken out.',
    switches: [],
  }),
  error(202, 'CAP_CC_DIFFER', SELL, 'sell page', {
    requires: '/capabilities and /crypto-currencies list the same crypto currencies.',
    test: 'Compares the two lists.',
  }),
  error(203, 'LISTED_BUT_NOT_QUOTED', SELL_BUY, 'buy page, buy architecture, sell page', {
    requires: 'What is listed can be quoted: currency, fiat, country and method at a legal amount.',
    test: 'Asks for quotes of a sample.',
    switches: ['LISTED_NOT_QUOTED'],
  }),
  warning(204, 'QUOTED_BUT_NOT_LISTED', SELL_BUY, 'buy architecture', {
    requires: 'What is quoted is listed, else Ledger never asks for it.',
    test: 'Asks for quotes of what /capabilities excludes.',
    switches: ['QUOTED_NOT_LISTED'],
  }),
  error(205, 'CAP_LIMITS_QUOTE', SELL_BUY, 'buy architecture', {
    requires:
      'The limits of /capabilities are those of the quote, for the app checks against a stored copy.',
    test: 'Asks for quotes at both limits, which must work, and outside, which must not.',
    switches: ['CAP_LIMITS_INCONSISTENT'],
  }),
  warning(206, 'CAPABILITIES_FLAP', SELL_BUY, 'buy architecture', {
    requires: '/capabilities does not change from one call to the next, since it is stored.',
    test: 'Reads it twice in a run and compares.',
    switches: ['CAP_FLAP'],
  }),
  error(207, 'SELL_QUOTE_MEMBERS', SELL, 'contract of 2026', {
    requires: 'A quote has quoteId, amountTo, fees and expiry.',
    test: 'Looks for them.',
    switches: ['DROP_MEMBER'],
  }),
  warning(208, 'SELL_QUOTE_PARAMETER', SELL, 'contract of 2026', {
    requires: 'A missing parameter is refused with a 400 that names it.',
    test: 'Leaves each required parameter out.',
    switches: ['NO_VALIDATION'],
  }),
  error(209, 'SELL_REDIRECT_URL', SELL_BUY, 'contract of 2026', {
    requires: 'rampRedirectUrl is an absolute https URL.',
    test: 'Parses it; http and private hosts are a warning.',
    switches: ['REDIRECT_RELATIVE'],
  }),
  warning(210, 'SELL_REDIRECT_PARAMETERS', SELL_BUY, 'buy architecture, sell page', {
    requires: 'The redirect carries the asset, the fiat currency and the amount that were chosen.',
    test: 'Looks for each of them in the URL.',
    switches: ['REDIRECT_DROPS'],
  }),
  warning(211, 'SELL_REDIRECT_ENCODING', SELL, 'contract of 2026', {
    requires: 'Parameters arrive as they were sent, encoded once.',
    test: 'Sends encoded customParameters and an id with slashes and looks for them in the URL.',
    switches: ['REDIRECT_ENCODING'],
  }),
  warning(212, 'SELL_REDIRECT_MODE', SELL, 'contract of 2026', {
    requires: 'Another mode, an unknown country or method is refused with 400.',
    test: 'Asks for each of them.',
    switches: ['NO_VALIDATION'],
  }),
  ...withOrders([
    error(213, 'SELL_ID_REUSED', SELL_CARD, 'contract of 2026', {
      requires: 'Each order has a sellId of its own that is not the quoteId.',
      test: 'Orders the same quote twice and compares.',
    }),
    error(214, 'SELL_QUOTE_NOT_FOUND', SELL_CARD, 'contract of 2026', {
      requires: 'An order on an unknown quote is refused with 404 and SELL_QUOTE_NOT_FOUND_ERROR.',
      test: 'Orders with a quoteId that was never given out.',
      switches: ['ANY_QUOTE'],
    }),
    error(215, 'SELL_CURRENCY_NOT_FOUND', SELL_CARD, 'contract of 2026', {
      requires:
        'An unknown currency is refused with 404 and CURRENCY_FROM_NOT_FOUND_ERROR or CURRENCY_TO_NOT_FOUND_ERROR.',
      test: 'Orders with an unknown crypto currency and with an unknown fiat currency.',
      switches: ['ANY_CURRENCY'],
    }),
    error(216, 'SELL_AMOUNT', SELL_CARD, 'card page, sell page, contract of 2026', {
      requires:
        'in_amount is the amount asked for in base units, out_amount the amountTo of the quote.',
      test: 'Compares the signed amounts with request and quote.',
      switches: ['AMOUNT_NOT_REQUESTED'],
    }),
    warning(217, 'SELL_AMOUNT_NOT_QUOTED', SELL_CARD, 'contract of 2026', {
      requires:
        'An amount that is not the one quoted is refused or quoted anew, not quietly signed.',
      test: 'Orders another amount than the quote has.',
      switches: ['SELL_ANY_AMOUNT'],
    }),
    warning(218, 'SELL_EMAIL', SELL_CARD, 'Exchange app, card page', {
      requires: 'trader_email is an e-mail address of at most 49 bytes, for the device shows it.',
      test: 'Reads it in the signed message.',
      switches: ['NO_EMAIL'],
    }),
    note(219, 'SELL_REFUND_UNSIGNED', SELL_CARD, 'Exchange app', {
      requires: 'refundAddress is known to be outside of what is signed.',
      test: 'Says so; the message has no field for it.',
      switches: [],
    }),
    note(220, 'SELL_PAYOUT_FEES', SELL_CARD, 'samples of the card and sell pages', {
      requires: 'payoutNetworkFees is no member of the contract; only a sample has it.',
      test: 'Says whether the answer has it.',
      switches: [],
    }),
    error(221, 'SELL_CARD_COUNTRY', CARD, 'contract of 2026', {
      requires: 'POST /sell refuses a user from a restricted region with 451.',
      test: 'Orders as from the region that the profile names.',
      switches: ['REGION_403'],
    }),
    error(222, 'CARD_MESSAGE_TYPE', CARD, 'card page', {
      requires: 'A card order is signed as NewSellResponse.',
      test: 'Decodes the message; a NewFundResponse is named.',
      switches: ['CARD_FUND_MESSAGE'],
    }),
  ]),
];
