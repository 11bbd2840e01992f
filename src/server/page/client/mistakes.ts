/** Mistakes a partner can be asked to make: what each puts into the order. */

export interface Mistake {
  readonly id: string;
  readonly label: string;
  /** Members of the order; `pay` and `to` are other people's addresses of the two currencies. */
  readonly order: (foreign: Foreign, legacy: boolean) => Readonly<Record<string, unknown>>;
}

export interface Foreign {
  readonly pay: string;
  readonly to: string;
}

const NONE: Mistake = { id: '', label: 'none', order: () => ({}) };

const WRONG_NONCE: Mistake = {
  id: 'nonce',
  label: 'signs the nonce of another transaction',
  order: () => ({ nonce: '00'.repeat(32) }),
};

const WRONG_LETTERS: Mistake = {
  ...WRONG_NONCE,
  order: (_, legacy) => ({ nonce: legacy ? 'AAAAAAAAAA' : '00'.repeat(32) }),
};

export const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  swap: [
    NONE,
    WRONG_LETTERS,
    {
      id: 'refund',
      label: "sends another person's refund address",
      order: ({ pay }) => ({ refund: pay }),
    },
    {
      id: 'payout',
      label: "sends another person's receive address",
      order: ({ to }) => ({ payout: to }),
    },
    {
      id: 'long-memo',
      label: 'sends a memo that is too long',
      order: () => ({ fields: { payin_extra_id: 'this-memo-is-much-too-long' } }),
    },
    {
      id: 'two-extras',
      label: 'sends both a memo and extra data',
      order: () => ({ memo: '12345', fields: { payin_extra_data: '01'.repeat(33) } }),
    },
  ],
  sell: [
    NONE,
    WRONG_NONCE,
    {
      id: 'long-email',
      label: 'sends an e-mail address that is too long',
      order: () => ({ fields: { trader_email: `${'x'.repeat(56)}@example.com` } }),
    },
  ],
  fund: [
    NONE,
    WRONG_NONCE,
    {
      id: 'long-account',
      label: 'sends an account name that is too long',
      order: () => ({ fields: { account_name: 'x'.repeat(70) } }),
    },
  ],
};
