/**
 * Registrations of partners as the public has them, each with the same members: a list or one entry,
 * a table by name (Ledger Wallet's own list), a list inside an answer, one a line, and entries of
 * published test vectors.
 */

export type Members = Readonly<Record<string, unknown>>;

/** As one entry of a CAL answer; `credentials` where the entry has the signed bytes, too. */
export interface Entry extends Members {
  readonly where: string;
}

/** Lists are found in these members of an answer. */
const LISTS = ['data', 'partners', 'providers', 'results', 'items'];

/** Members of published vectors, and what they are elsewhere. */
const ALIASES: Readonly<Record<string, string>> = {
  partnerName: 'name',
  partner_name: 'name',
  partnerPublicKey: 'publicKey',
  partnerCurve: 'curve',
  partner_curve: 'curve',
};

/** Undefined for text that is no JSON, nor one JSON value a line. */
export function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length < 2) return undefined;
    try {
      return lines.map((line) => JSON.parse(line) as unknown);
    } catch {
      return undefined;
    }
  }
}

/** @param file how messages call the text. */
export function entriesOf(value: unknown, file: string): Entry[] {
  const list = listIn(value);
  return list
    .filter(({ members }) => isRegistration(members))
    .map(({ members, key }, at) => ({
      ...renamed(members, key),
      where: list.length === 1 ? file : `${file}[${key ?? at}]`,
    }));
}

function listIn(value: unknown): { members: Members; key?: string }[] {
  if (Array.isArray(value)) return value.map((entry) => ({ members: membersOf(entry) }));
  const members = membersOf(value);
  for (const name of LISTS) {
    if (Array.isArray(members[name])) return listIn(members[name]);
  }
  const named = Object.entries(members);
  const isTable =
    named.length > 0 &&
    named.every(([, entry]) =>
      ['publicKey', 'public_key'].some((name) => name in membersOf(entry)),
    );
  if (!isTable) return [{ members }];
  return named.map(([key, entry]) => ({ key, members: membersOf(entry) }));
}

/** Vectors of other things stand in one list with those of partners. */
function isRegistration({ flow }: Members): boolean {
  return typeof flow !== 'string' || flow === 'partner-credentials';
}

function renamed(members: Members, key: string | undefined): Members {
  const isVector = 'partnerName' in members;
  // The key of a vector is the signer's, its name the vector's own.
  const { name, curve, payload, ...rest } = members;
  const own = isVector ? { ...rest, credentials: payload } : members;
  const aliased = Object.fromEntries(
    Object.entries(own).map(([member, value]) => [ALIASES[member] ?? member, value]),
  );
  return { ...(key === undefined ? {} : { name: key }), ...aliased };
}

export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
