/**
 * The two bytes a coin app puts in front of its status word when what it shall sign is not what the
 * user approved in Exchange (SIGNING): the first says what differs, the second is the app's own.
 */

export interface SwapRefusal {
  readonly says: string;
  readonly fix: string;
}

const KINDS: Readonly<Record<number, SwapRefusal>> = {
  0: {
    says: 'The coin app could not compare the transaction.',
    fix: 'Start again with START_NEW_TRANSACTION.',
  },
  1: {
    says: 'The amount is not the one the user approved.',
    fix: 'Sign the amount of the payload, in base units of the same coin or token.',
  },
  2: {
    says: 'The destination is not the one the user approved.',
    fix: "Pay to the payload's payin_address (swap) or in_address, letter for letter.",
  },
  3: {
    says: 'The fees are not those the user approved.',
    fix: 'Announce in PROCESS_TRANSACTION_RESPONSE what the transaction really pays: on EVM networks gas limit times the (maximum) price.',
  },
  4: {
    says: 'The transaction is of a kind that is not signed in a swap.',
    fix: 'Send a plain payment with own inputs only.',
  },
  5: {
    says: 'Memo or call data are not those that were announced.',
    fix: 'Announce a memo as payin_extra_id and the hash of call data as payin_extra_data, and send just that.',
  },
  6: {
    says: 'The OP_RETURN output has a wrong form, position or value.',
    fix: 'Put one OP_RETURN output of value 0 with the announced data into the transaction.',
  },
  7: {
    says: 'The hash of the announced data is another.',
    fix: 'Put the SHA-256 of the very data into payin_extra_data.',
  },
  255: {
    says: 'The transaction has something that was not announced, such as call data or a memo.',
    fix: 'Announce it in the payload, or leave it out.',
  },
};

/** Where an app says more than the first byte does. */
const DETAILS: Readonly<Record<number, string>> = {
  1026: 'Bitcoin: an input is not of this wallet.',
  1027: 'Bitcoin: the previous transaction is missing, or the sighash type is not the usual one.',
  1028: 'Bitcoin: the transaction has too many outputs.',
  1280: 'Ethereum: a memo or call data were expected, or others.',
  1536: 'Bitcoin: the OP_RETURN output has a wrong form.',
  1537: 'Bitcoin: the OP_RETURN output is in the wrong place.',
  1538: 'Bitcoin: the OP_RETURN output carries coins.',
  65281: 'Ethereum: the transaction has call data that was not announced.',
  65282: 'Bitcoin: a memo of the wrong kind was announced.',
};

/**
 * Why a coin app refused to sign in a swap, by the two bytes in front of its status word, big-endian;
 * undefined for what is no such code.
 */
export function swapRefusal(code: number): SwapRefusal | undefined {
  const kind = KINDS[code >> 8];
  if (kind === undefined) return undefined;
  const detail = DETAILS[code];
  return detail === undefined ? kind : { ...kind, says: `${kind.says} ${detail}` };
}
