/**
 * A Cosmos transaction as the app would show it: the rows of its review, of which a swap is then
 * compared row by row. Source: app-cosmos app/src/tx_display.c, tx_parser.c, parser.c.
 */
import { isCompact, isSorted, JsonError, type JsonNode, member, parseJson } from './json.js';

export interface Item {
  readonly key: string;
  readonly value: string;
}

/** Root entries in the order they are shown, and how deep each is shown apart. */
const ROOTS = [
  ['chain_id', 2],
  ['account_number', 2],
  ['sequence', 2],
  ['msgs', 2],
  ['memo', 2],
  ['fee', 1],
  ['tip', 1],
] as const;

/** Missing ones are told in this order. */
const REQUIRED = [
  ['chain_id', 'chain_id'],
  ['sequence', 'sequence'],
  ['fee', 'fee'],
  ['msgs', 'msgs'],
  ['account_number', 'account number'],
  ['memo', 'memo'],
] as const;

const HUB = 'cosmoshub-4';
/** Only shown for other chains than the hub. */
const EXPERT_ROOTS: readonly string[] = ['chain_id', 'account_number', 'sequence'];
const MAX_DEPTH = 6;
/** A row's value has this many characters on its first page. */
const PAGE = 64;
const KEY_SIZE = 34;
const CHAIN_ID_PAGE = 19;

/** Names of rows; others show the path they stand at. */
const NAMES: Readonly<Record<string, string>> = {
  chain_id: 'Chain ID',
  account_number: 'Account',
  sequence: 'Sequence',
  memo: 'Memo',
  'fee/amount': 'Fee',
  'fee/gas': 'Gas',
  'msgs/type': 'Type',
  'msgs/inputs/address': 'Source Address',
  'msgs/inputs/coins': 'Source Coins',
  'msgs/outputs/address': 'Dest Address',
  'msgs/outputs/coins': 'Dest Coins',
  'msgs/value/from_address': 'From',
  'msgs/value/to_address': 'To',
  'msgs/value/amount': 'Amount',
};

const AMOUNTS = [
  'fee/amount',
  'msgs/inputs/coins',
  'msgs/outputs/coins',
  'msgs/value/inputs/coins',
  'msgs/value/outputs/coins',
  'msgs/value/amount',
  'tip/amount',
];

const TYPES: Readonly<Record<string, string>> = { 'cosmos-sdk/MsgSend': 'Send' };

/**
 * The rows.
 * @param text The transaction, one character a byte.
 * @throws JsonError with the words of the app, where it refuses to show it.
 */
export function itemsOf(text: string): readonly Item[] {
  const { root, tokens } = parseJson(text);
  if (!isCompact(text, tokens)) throw new JsonError('JSON Contains whitespace in the corpus');
  if (!isSorted(tokens)) throw new JsonError('JSON Dictionaries are not sorted');
  for (const [name, words] of REQUIRED) {
    if (member(root, name) === undefined) throw new JsonError(`JSON Missing ${words}`);
  }
  const chain = chainId(root);
  const onHub = chain === HUB;
  const rows = ROOTS.flatMap(([name, level]) => {
    const node = member(root, name);
    if (node === undefined || (onHub && EXPERT_ROOTS.includes(name))) return [];
    const found = leaves(node, name, level, MAX_DEPTH);
    if (name === 'memo') return found.filter(({ node: { text: memo } }) => memo !== '');
    if (name === 'msgs') return withoutRepeatedTypes(found);
    return name === 'fee' && onHub ? found.slice(0, 1) : found;
  });
  return rows.map(({ key, node }) => ({
    key: NAMES[key] ?? key,
    value: AMOUNTS.includes(key) ? amountValue(node, onHub) : tokenValue(node),
  }));
}

interface Row {
  readonly key: string;
  readonly node: JsonNode;
}

/** Objects are taken apart as far as the level goes, arrays always. */
function leaves(node: JsonNode, key: string, level: number, depth: number): Row[] {
  if (level > 0 && depth > 0 && node.kind === 'object') {
    return node.entries.flatMap(([name, value]) =>
      leaves(value, `${key}/${name.text}`, level - 1, depth - 1),
    );
  }
  if (level > 0 && depth > 0 && node.kind === 'array') {
    return node.elements.flatMap((element) => leaves(element, key, level, depth - 1));
  }
  return [{ key: key.slice(0, KEY_SIZE), node }];
}

/** Messages that are all of one type show it once. */
function withoutRepeatedTypes(rows: readonly Row[]): Row[] {
  const types = rows.filter(({ key }) => key === 'msgs/type');
  if (new Set(types.map(({ node }) => node.text)).size !== 1) return [...rows];
  return rows.filter((row) => row.key !== 'msgs/type' || row === types[0]);
}

function chainId(root: JsonNode): string {
  const [first] = leaves(member(root, 'chain_id')!, 'chain_id', 2, MAX_DEPTH);
  const chain = first?.node.text.slice(0, CHAIN_ID_PAGE) ?? '';
  if (chain === '0' || chain === '1') throw new JsonError('Unexpected chain');
  return chain;
}

const tokenValue = ({ text }: JsonNode) => (TYPES[text] ?? text).slice(0, PAGE);

/** Of several coins only the first is on the first page. */
function amountValue(node: JsonNode, onHub: boolean): string {
  if (node.kind !== 'array') return coinValue(node, onHub);
  const [first] = node.elements.map((element) => coinValue(element, onHub));
  return first ?? 'Empty';
}

const MAX_DENOM = 128;
const MAX_DIGITS = 49;
const ATOM_DECIMALS = 6;

function coinValue(node: JsonNode, onHub: boolean): string {
  const inside = node.kind === 'object' ? node.entries : node.kind === 'array' ? node.elements : [];
  if (inside.length === 0) return 'Empty';
  const entries = node.kind === 'object' ? node.entries : [];
  const [[amountKey, amount] = [], [denomKey, denom] = []] = entries;
  if (entries.length !== 2 || amountKey?.text !== 'amount' || denomKey?.text !== 'denom') {
    throw new JsonError('Unexpected field');
  }
  const [digits, unit] = [amount!.text, denom!.text];
  if (
    unit.length === 0 ||
    unit.length > MAX_DENOM ||
    digits.length === 0 ||
    digits.length > MAX_DIGITS
  ) {
    throw new JsonError('Unrecognized error code');
  }
  const isAtom = onHub && unit === 'uatom';
  return (isAtom ? `${pointed(digits)} ATOM` : `${digits} ${unit}`).slice(0, PAGE);
}

/** The point is put into whatever stands there, digits or not. */
function pointed(digits: string): string {
  const padded = digits.padStart(ATOM_DECIMALS + 1, '0');
  return `${padded.slice(0, -ATOM_DECIMALS)}.${padded.slice(-ATOM_DECIMALS)}`;
}
