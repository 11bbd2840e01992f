/**
 * Of all that tell of the same exchanges, one is believed for the commands and one for the answers, for
 * the whole file: same bytes do not mean same exchange (the same command is legitimately sent twice in a
 * row). Decided once enough of the log is seen, then it streams.
 */
import { decodeHidReport } from '../apdu/hid-frames.js';
import { bareTurns } from './bare-turns.js';
import type { Found } from './found.js';
import { bleStreams, hidStreams, isApduReport } from './hid-stream.js';
import { sessionExchanges } from './session-exchanges.js';
import { turn, unreadable } from './turn.js';
import type { Witness, WitnessSource } from './witness.js';

export interface Witnesses {
  /** In the order of time. */
  add(witness: Witness): Found[];
  end(): Found[];
}

/** Witnesses that are seen before the choice. */
const LOOKED_AT = 2000;

type Direction = 'command' | 'answer';
type Chosen = ReadonlySet<WitnessSource>;

/** Best first; of these the one that saw most. A log may hold both families: two ways to a device. */
const FAMILIES: readonly Readonly<Record<Direction, readonly WitnessSource[]>>[] = [
  { command: ['apdu', 'turns'], answer: ['apdu', 'turns'] },
  {
    command: ['will-send', 'transport', 'session-text', 'kit', 'tracer', 'session'],
    answer: ['session', 'transport', 'session-text', 'kit', 'tracer'],
  },
];

/** Asked one after another where no family saw anything. */
const LAST_RESORTS: readonly WitnessSource[] = [
  'hid-frame',
  'ble-frame',
  'kit-frame',
  'pair',
  'text',
];

export function witnesses(): Witnesses {
  let seen: Witness[] = [];
  let tell: ((witness: Witness) => Found[]) | undefined;
  let finish: () => Found[] = () => [];

  function decide(): Found[] {
    const teller = tellerOf(seen);
    tell = teller.add;
    finish = teller.end;
    const all = seen;
    seen = [];
    return all.flatMap(tell);
  }

  return {
    add(witness) {
      if (tell !== undefined) return tell(witness);
      seen.push(witness);
      return seen.length < LOOKED_AT ? [] : decide();
    },
    end() {
      const first = tell === undefined ? decide() : [];
      return [...first, ...finish()];
    },
  };
}

function tellerOf(seen: readonly Witness[]): Witnesses {
  const commands = chosen(seen, 'command');
  const answers = chosen(seen, 'answer');
  const sessions = sessionExchanges(sessionsIn(seen) > 1);
  const bare = bareTurns();
  const reports = hidStreams();
  const frames = bleStreams();
  const isBySession = answers.has('session');

  function add(witness: Witness): Found[] {
    const { source, command, answer, broken } = witness;
    if (broken !== undefined) {
      const isBelieved = (broken.kind === 'command' ? commands : answers).has(source);
      return isBelieved ? unreadable(broken.kind, broken.why, witness) : [];
    }
    if (source === 'session') {
      if (isBySession) return sessions.exchange(witness);
      return commands.has(source) && command ? turn('command', command, witness) : [];
    }
    if (source === 'pair') return commands.has(source) ? pair(witness) : [];
    const kind = command === undefined ? 'answer' : 'command';
    const bytes = command ?? answer;
    if (bytes === undefined || !(kind === 'command' ? commands : answers).has(source)) return [];
    if (source === 'turns') return bare.add(bytes, witness);
    if (source === 'ble-frame') return frames.add({ kind }, bytes, witness);
    if (source === 'hid-frame' || source === 'kit-frame') {
      if (!isApduReport(bytes)) return [];
      const device = witness.device ?? String(decodeHidReport(bytes).channel);
      return reports.add({ kind, device }, bytes, witness);
    }
    const isKit = source !== 'apdu' && source !== 'text';
    if (isKit && isBySession && kind === 'command') return sessions.command(witness);
    return turn(kind, bytes, witness);
  }

  return { add, end: () => [...sessions.end(), ...reports.end(), ...frames.end()] };
}

function pair(witness: Witness): Found[] {
  const { command, answer } = witness;
  const sent = command === undefined ? [] : turn('command', command, witness);
  return answer === undefined ? sent : [...sent, ...turn('answer', answer, witness)];
}

function sessionsIn(seen: readonly Witness[]): number {
  const all = seen.flatMap(({ source, device }) => (source === 'session' ? [device] : []));
  return new Set(all).size;
}

function chosen(seen: readonly Witness[], kind: Direction): Chosen {
  const counts = new Map<WitnessSource, number>();
  for (const witness of seen) {
    const isIts = witness[kind] !== undefined || witness.broken?.kind === kind;
    if (isIts) counts.set(witness.source, (counts.get(witness.source) ?? 0) + 1);
  }
  const count = (source: WitnessSource) => counts.get(source) ?? 0;
  const best = FAMILIES.flatMap((family) => bestOf(family[kind], count));
  if (seen.some(isFrame) && seen.some(isUnreadable)) return new Set<WitnessSource>(['kit-frame']);
  if (best.length > 0 || isSomewhere(seen)) return new Set(best);
  return new Set(LAST_RESORTS.filter((source) => count(source) > 0).slice(0, 1));
}

/**
 * The one that saw most, the first of equals; but a session's own lines, which know the device, need
 * not have seen the end of a log that was cut.
 */
function bestOf(sources: readonly WitnessSource[], count: (source: WitnessSource) => number) {
  const most = Math.max(...sources.map(count));
  if (most === 0) return [];
  const isEnough = (source: WitnessSource) =>
    count(source) === most || (isPreferred(source) && 2 * count(source) >= most);
  return [sources.find(isEnough)!];
}

function isPreferred(source: WitnessSource): boolean {
  return source === 'session' || source === 'will-send';
}

function isSomewhere(seen: readonly Witness[]): boolean {
  return seen.some(({ source }) =>
    FAMILIES.some(({ command, answer }) => command.includes(source) || answer.includes(source)),
  );
}

/** Where the kit's own lines cannot be read (a console cuts long lists), its reports can. */
function isUnreadable({ source, broken }: Witness): boolean {
  return broken !== undefined && source !== 'kit-frame';
}

function isFrame({ source }: Witness): boolean {
  return source === 'kit-frame';
}
