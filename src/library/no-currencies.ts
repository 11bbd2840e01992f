/**
 * What a bundler for browsers takes instead of the file of Ledger's currencies (`browser` in
 * package.json): there is none, and who reads it is not needed either.
 */
export const packageCurrencies = (): null => null;
