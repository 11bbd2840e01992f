/**
 * How large a scenario may be: a few lines of a file must not become gigabytes, and nothing on a
 * device comes near these.
 */
export const LIMITS = {
  /** Scenarios of one file, and combinations of one matrix. */
  scenarios: 5000,
  combinations: 1000,
  /** Characters of one text. */
  text: 10_000,
  /** Bytes of a partner's name: its length is one byte. */
  partnerName: 255,
  /** Entries of one list: screens, gestures, faults, … */
  list: 200,
  /** Bytes of PROCESS_TRANSACTION_RESPONSE that `order.size` asks for; devices take 512. */
  size: 10_000,
  /** Members within members of a `matrix` path or of `defaults`; scenarios have four. */
  depth: 8,
  /** Seconds a finger stays down. */
  hold: 60,
} as const;
