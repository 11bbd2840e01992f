/** Of derivation paths; apart from `derivation.ts`, so that addresses alone load no curves. */

/** From this index on a path element is hardened. */
export const HARDENED = 0x80000000;
