/**
 * The commands a host sends to a coin app between START_SIGNING_TRANSACTION and its return (SIGNING):
 * its transaction, what goes with that, and public keys that nobody is shown.
 */

export interface CoinCommand {
  readonly cla: number;
  readonly ins: number;
  /** Values P1 may have; any when absent. */
  readonly p1?: readonly number[];
  readonly p2?: readonly number[];
}

const command = (cla: number, ...instructions: readonly number[]): readonly CoinCommand[] =>
  instructions.map((ins) => ({ cla, ins }));

const ETHEREUM: readonly CoinCommand[] = [
  // The transaction in chunks; token and network information; version; public key, not shown; what
  // Ledger's signer asks before: a challenge, and whether the user wants Transaction Check.
  { cla: 0xe0, ins: 0x04, p1: [0x00, 0x80], p2: [0x00] },
  { cla: 0xe0, ins: 0x0a },
  { cla: 0xe0, ins: 0x30 },
  { cla: 0xe0, ins: 0x06 },
  { cla: 0xe0, ins: 0x02, p1: [0x00] },
  { cla: 0xe0, ins: 0x20 },
  { cla: 0xe0, ins: 0x32, p1: [0x00, 0x01] },
];

/** By the name of the app, as it is installed. */
const COMMANDS: Readonly<Record<string, readonly CoinCommand[]>> = {
  Ethereum: ETHEREUM,
  'Ethereum Classic': ETHEREUM,
  // SIGN_PSBT, answers to what it asks, extended keys, addresses, fingerprint.
  Bitcoin: [...command(0xe1, 0x04, 0x00, 0x03, 0x05), ...command(0xf8, 0x01)],
  Tron: [{ cla: 0xe0, ins: 0x02, p1: [0x00] }, ...command(0xe0, 0x04)],
  TON: command(0xe0, 0x05, 0x06),
  Stellar: [{ cla: 0xe0, ins: 0x02, p1: [0x00], p2: [0x00] }, ...command(0xe0, 0x04)],
  Cosmos: command(0x55, 0x02, 0x04),
  'Cardano ADA': command(0xd7, 0x00, 0x11, 0x21),
  Aptos: [{ cla: 0x5b, ins: 0x05, p1: [0x00] }, ...command(0x5b, 0x06)],
  Polkadot: [{ cla: 0xf9, ins: 0x01, p1: [0x00] }, ...command(0xf9, 0x00, 0x02)],
  'Tezos Wallet': command(0x80, 0x02, 0x04),
  Hedera: [{ cla: 0xe0, ins: 0x02, p1: [0x01] }, ...command(0xe0, 0x01, 0x04)],
  Kaspa: command(0xe0, 0x05, 0x06),
  // Public key, message; challenge, whose a token account is, token.
  Solana: [{ cla: 0xe0, ins: 0x05, p1: [0x00] }, ...command(0xe0, 0x04, 0x06, 0x20, 0x21, 0x22)],
  XRP: [{ cla: 0xe0, ins: 0x02, p1: [0x00] }, ...command(0xe0, 0x04)],
  Celo: ETHEREUM.filter(({ ins }) => ins !== 0x30),
  NEAR: [{ cla: 0x80, ins: 0x04, p1: [0x01] }, ...command(0x80, 0x02)],
  // Version, public key, transaction; all blocks come in the same command.
  Sui: command(0x00, 0x00, 0x02, 0x03),
  // Version, keys, trusted inputs, inputs, outputs, signatures.
  Litecoin: command(0xe0, 0x16, 0x40, 0x42, 0x44, 0x48, 0x4a),
};

/** Whether an APDU is one of those this app signs with. */
export function isSigningCommand(app: string, apdu: Uint8Array): boolean {
  const [cla, ins, p1 = 0, p2 = 0] = apdu;
  const commands = Object.hasOwn(COMMANDS, app) ? COMMANDS[app]! : [];
  return commands.some(
    (known) =>
      known.cla === cla &&
      known.ins === ins &&
      (known.p1?.includes(p1) ?? true) &&
      (known.p2?.includes(p2) ?? true),
  );
}
