/** Currencies. */
import { findings } from '../entry.js';

export const CURRENCY_FINDINGS = findings({
  CURRENCY_WHITESPACE: {
    title: 'The ticker has blanks around it',
    why: 'The device compares it with the ticker Ledger signed: it is another one.',
    fix: 'Copy payloadCurrencyFrom and payloadCurrencyTo unchanged.',
    example: '"ETH " instead of "ETH".',
    severity: 'error',
  },
  CURRENCY_CASE: {
    title: 'The ticker is not in upper case',
    why: 'The device takes it, since it compares in upper case.',
    fix: 'Copy payloadCurrencyFrom and payloadCurrencyTo unchanged.',
    example: '"btc" instead of "BTC".',
    severity: 'warning',
  },
  CURRENCY_IS_LEDGER_ID: {
    title: 'The currency is a Ledger id',
    why: 'The message carries the ticker the device shows, not the id of a catalogue.',
    fix: 'Copy payloadCurrencyFrom and payloadCurrencyTo (sell: payloadCryptoCurrency).',
    example: '"bitcoin" instead of "BTC".',
    severity: 'error',
  },
  CURRENCY_IS_PROVIDER_ID: {
    title: "The currency is the provider's own id",
    why: 'The device does not know it.',
    fix: 'Copy payloadCurrencyFrom and payloadCurrencyTo (sell: payloadCryptoCurrency).',
    example: '"eth_main" instead of "ETH".',
    severity: 'error',
  },
  CURRENCY_FROM_TO_SWAPPED: {
    title: 'The currencies stand in each other’s place',
    why: 'The device asks the coin app of the wrong currency.',
    fix: 'currency_from is what the user pays with, currency_to what he gets.',
    example: 'currency_from ETH in an order that pays with BTC.',
    severity: 'error',
  },
  CURRENCY_NOT_BUILT_IN: {
    title: 'The currency is not built in',
    why: 'Its addresses and its coin app are not known here, and its decimals only where Ledger lists them for one currency: what the message says in it is judged by nobody, such an amount apart, and the order stays undecided.',
    fix: 'Name the currency by its LedgerId in the request (`exchange-sim currencies` finds it). Where its coin app is not simulated, compare addresses and memo by hand, and try the order on a device.',
    example: 'DOGE, whose coin app is not simulated; AAVE, which is the ticker of several tokens.',
    severity: 'warning',
  },
});
