/** D. Pairs of swap. */
import { error, note, SWAP, warning } from './define.js';

export const PAIRS = [
  note(73, 'PAIRS_ABSENT', SWAP, 'swap page', {
    requires: 'Without /pairs every permutation of the catalogue can be traded.',
    test: 'After a 404 takes a sample of 20 ordered pairs.',
    switches: ['NO_PAIRS'],
  }),
  error(74, 'PAIRS_INCOMPLETE', SWAP, 'swap page', {
    requires: 'Without /pairs no permutation is refused as an unknown pair.',
    test: 'Asks for a quote of each pair of the sample.',
    switches: ['NO_PAIRS_INCOMPLETE'],
  }),
  error(75, 'PAIR_UNKNOWN_CURRENCY', SWAP, 'contract of 2026', {
    requires: 'from and to are ids of the catalogue, case included.',
    test: 'Looks both up.',
    switches: ['PAIR_UNKNOWN'],
  }),
  warning(76, 'PAIR_SAME', SWAP, 'ours', {
    requires: 'A pair has two currencies.',
    test: 'Looks for pairs of a currency with itself.',
  }),
  warning(77, 'PAIR_DUPLICATE', SWAP, 'ours', {
    requires: 'An ordered pair is listed once.',
    test: 'Looks for repetitions over all pages.',
  }),
  error(78, 'PAIR_METHOD', SWAP, 'contract of 2026', {
    requires: 'tradeMethod is a list, not empty, of fixed and float.',
    test: 'Reads tradeMethod of every pair.',
    switches: ['METHOD_TEXT'],
  }),
  error(79, 'PAIR_LIMITS', SWAP, 'contract of 2026', {
    requires: 'A pair has a minimum and a maximum that leave room between them.',
    test: 'Looks for missing limits, a minimum above the maximum and a maximum of 0.',
    switches: ['LIMITS_SWAPPED'],
  }),
  error(80, 'PAIR_LISTED_NOT_QUOTED', SWAP, 'contract of 2026', {
    requires: 'A listed pair can be quoted at an amount within its limits.',
    test: 'Asks for quotes of a sample of listed pairs.',
    switches: ['LISTED_NOT_QUOTED'],
  }),
  warning(81, 'PAIR_QUOTED_NOT_LISTED', SWAP, 'ours', {
    requires: 'A pair that is quoted is listed, else Ledger never asks for it.',
    test: 'Asks for quotes of ordered pairs that are not listed.',
    switches: ['QUOTED_NOT_LISTED'],
  }),
  error(82, 'LIMITS_INCONSISTENT', SWAP, 'contract of 2026', {
    requires: 'The limits of /pairs are those of /quote.',
    test: 'Asks for quotes at both limits, which must work, and just outside, which must not.',
  }),
];
