/**
 * What the recordings of the real firmware (test/golden) say about coin apps: every address and
 * amount that was checked. A parser of its own, so that a mistake in the simulator's cannot hide one
 * here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const GOLDEN = fileURLToPath(new URL('../../golden/', import.meta.url));

export interface Exchange {
  readonly command: string;
  readonly answer: string | undefined;
  /** Screens shown until the next command, lines joined by ` | `. */
  readonly screens: string[];
}

export interface CoinCheck {
  readonly file: string;
  readonly app: string;
  readonly configuration: Uint8Array;
  readonly parameters: Uint8Array;
  /** The byte behind them: of the last command before that was longer, else 0. */
  readonly behind: Uint8Array;
  /** Of the user: payout or refund; none for sell and fund, nor after a trusted name. */
  readonly user: { address: string; extraId: string; role: 'payout' | 'refund' } | undefined;
  readonly amounts: readonly { label: 'Send' | 'Receive' | 'Fees'; bytes: Uint8Array }[];
  readonly answer: string;
  /** Whether the Bitcoin app ran under another name, too. */
  readonly bitcoinRenamed: boolean;
  /** Whether the review warned of an address that is not the user's; undefined without a review. */
  readonly crossSeed: boolean | undefined;
  /** All text shown from here to the next transaction, without blanks and page numbers. */
  readonly shown: string;
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const upToNul = (text: string) => text.split('\0', 1)[0]!;

export function recordings(): { file: string; apps: string; exchanges: Exchange[] }[] {
  const files = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /^(suite|edges|fuzz)-.*\.apdu$/.test(file))
    .sort()
    .map((file) => {
      const lines = readFileSync(GOLDEN + file, 'utf8').split('\n');
      const apps = lines.find((line) => line.startsWith('# apps: '))?.slice(8) ?? '';
      return { file, apps, exchanges: exchangesOf(lines) };
    });
}

function exchangesOf(lines: readonly string[]): Exchange[] {
  const exchanges: { command: string; answer: string | undefined; screens: string[] }[] = [];
  for (const line of lines) {
    const last = exchanges.at(-1);
    if (line.startsWith('=> ')) {
      exchanges.push({ command: line.slice(3), answer: undefined, screens: [] });
    } else if (line.startsWith('<= ')) {
      const open = exchanges.findLast(({ answer }) => answer === undefined);
      if (open) open.answer = line.slice(3);
    } else if (line.startsWith('# screen: ')) last?.screens.push(line.slice(10));
  }
  return exchanges;
}

/** Every coin configuration that got as far as the coin app. */
export function coinChecks(): CoinCheck[] {
  return recordings().flatMap(({ file, apps, exchanges }) => {
    const checks: CoinCheck[] = [];
    let chunks = Buffer.alloc(0);
    let message: Message | undefined;
    let renamed = false;
    let memory = Buffer.alloc(512);
    for (const [index, { command, answer }] of exchanges.entries()) {
      const apdu = Buffer.from(command, 'hex');
      const [cla, ins = 0, , p2 = 0] = apdu;
      const data = apdu.subarray(5);
      if (cla !== 0xe0) continue;
      memory = Buffer.concat([apdu, memory.subarray(apdu.length)]);
      if (ins === 0x03 && answer?.endsWith('9000')) message = undefined;
      if (ins === 0x11 && answer === '9000') renamed = true;
      if (ins === 0x06) {
        renamed = false;
        chunks = (p2 & 0x10) === 0 ? data : Buffer.concat([chunks, data]);
        if ((p2 & 0x20) === 0 && answer === '9000') message = messageOf(chunks, p2 & 0x0f);
      }
      const coin = [0x08, 0x09, 0x0b, 0x0c, 0x0d].includes(ins);
      if (!coin || !message || !['9000', '6a83', '6a8b'].includes(answer ?? '')) continue;
      const rest = exchanges.slice(index);
      const end = rest.findIndex((next, at) => at > 0 && next.command.startsWith('e003'));
      const screens = rest.slice(0, end < 0 ? undefined : end).flatMap((next) => next.screens);
      const shown = squeezed(screens);
      const { user, amounts } = questions(message, ins, p2 % 3);
      checks.push({
        file,
        bitcoinRenamed: apps.includes('(= Bitcoin app)'),
        ...coinData(data),
        behind: memory.subarray(apdu.length, apdu.length + 1),
        // A trusted name has replaced the address by another one.
        user: renamed ? undefined : user,
        amounts,
        answer: answer!,
        crossSeed: crossSeedOf(shown),
        shown,
      });
    }
    return checks;
  });
}

function crossSeedOf(shown: string): boolean | undefined {
  if (shown.includes('doesnotbelong')) return true;
  return /Signtransaction|Fees/.test(shown) ? false : undefined;
}

function squeezed(screens: readonly string[]): string {
  return screens
    .join(' | ')
    .replaceAll(/(Send|Receive|Fees) \([2-9]\/\d\)/g, '')
    .replaceAll(/ \(1\/\d\)/g, '')
    .replaceAll(/[ |]/g, '');
}

function coinData(data: Uint8Array) {
  const [coin, behindCoin] = split(data);
  const [, behindTicker] = split(coin);
  const [app, behindApp] = split(behindTicker);
  const [configuration] = split(behindApp);
  const [parameters] = split(behindCoin.subarray(2 + behindCoin[1]!));
  return { app: upToNul(latin1(app)), configuration, parameters };
}

/** A part behind its length byte, and what follows it. */
function split(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const end = 1 + (bytes[0] ?? 0);
  return [bytes.subarray(1, end), bytes.subarray(end)];
}

interface Message {
  readonly fields: Map<number, Uint8Array>;
  readonly fee: Uint8Array;
}

function questions({ fields, fee }: Message, ins: number, flow: number) {
  const text = (field: number) => upToNul(latin1(fields.get(field) ?? new Uint8Array()));
  const amount = (field: number) => trimmed(fields.get(field) ?? new Uint8Array());
  const fees = { label: 'Fees', bytes: fee } as const;
  if (flow === 0 && ins === 0x08) {
    return {
      user: { role: 'payout', address: text(5), extraId: text(6) },
      amounts: [{ label: 'Receive', bytes: amount(10) }],
    } as const;
  }
  if (flow === 0) {
    return {
      user: { role: 'refund', address: text(3), extraId: text(4) },
      amounts: [{ label: 'Send', bytes: amount(9) }, fees],
    } as const;
  }
  const bytes = amount(flow === 1 ? 3 : 4);
  return { user: undefined, amounts: [{ label: 'Send', bytes }, fees] } as const;
}

function trimmed(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? new Uint8Array() : bytes.subarray(start);
}

/** Fields of a transaction; undefined for wire forms only the device itself can make sense of. */
function messageOf(chunks: Buffer, flow: number): Message | undefined {
  const ng = flow >= 3;
  const start = ng ? 3 : 1;
  const size = ng ? chunks.readUInt16BE(1) : chunks[0]!;
  const payload = chunks.subarray(start, start + size);
  const base64 = ng ? chunks[0] === 1 : flow !== 0;
  const fee = split(chunks.subarray(start + size))[0];
  if (base64 && !/^[\w-]*={0,2}$/.test(payload.toString('latin1'))) return undefined;
  const fields = fieldsOf(base64 ? Buffer.from(payload.toString('latin1'), 'base64url') : payload);
  return fields && { fields, fee };
}

function fieldsOf(bytes: Uint8Array): Map<number, Uint8Array> | undefined {
  const fields = new Map<number, Uint8Array>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * 2 ** shift;
      if (!(byte & 0x80)) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag === 0) break;
    if (tag % 8 === 0) varint();
    else if (tag % 8 === 2) {
      const size = varint();
      fields.set(Math.floor(tag / 8), bytes.subarray(at, at + size));
      at += size;
    } else return undefined;
  }
  return fields;
}
