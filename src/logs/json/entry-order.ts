/**
 * Exports run either way: oldest first or newest first. Which is found out from the numbers and dates of
 * all entries; where those say nothing, the way that leaves fewer answers without a command. A list is
 * turned as a whole and never sorted by date: a command and the answer before it share a millisecond.
 */
import type { Found } from '../found.js';
import type { Witness } from '../witness.js';
import { type Entry, numberOf, timeOf } from './entry.js';

export interface EntryOrder {
  /** Takes the next entry of the file; gives what can be told, in the order of time. */
  add(entry: Entry, witness: Witness | undefined): readonly Witness[];
  end(): readonly Witness[];
  /** Whatever could not be kept. */
  problems(): readonly Found[];
}

/** Steps of one kind that are more than of the other, before the order is believed in mid-file. */
const SURE = 64;
/** APDUs of a log with the newest first that are kept until its beginning comes. */
const MOST_KEPT = 200_000;

/** @param isWhole the whole file is at hand: nothing is told before its end. */
export function entryOrder(isWhole: boolean): EntryOrder {
  const numbers = steps();
  const times = steps();
  let kept: Witness[] = [];
  let dropped: { count: number; at: number } | undefined;
  let isForward = false;
  const sameTime = sameTimes();

  function direction(): 'forward' | 'backward' | undefined {
    const net = numbers.net === 0 ? times.net : numbers.net;
    if (net === 0) return undefined;
    return net > 0 ? 'forward' : 'backward';
  }

  function keep(witness: Witness): void {
    if (kept.length < MOST_KEPT) kept.push(witness);
    else dropped = { count: (dropped?.count ?? 0) + 1, at: dropped?.at ?? witness.at };
  }

  return {
    add(entry, witness) {
      times.add(timeOf(entry));
      if (witness !== undefined) {
        numbers.add(witness.number ?? numberOf(entry));
        if (isForward) return sameTime.add(witness);
        keep(witness);
      }
      const isSure = Math.max(numbers.net, numbers.net === 0 ? times.net : 0) >= SURE;
      if (isWhole || isForward || !isSure) return [];
      isForward = true;
      const all = kept;
      kept = [];
      return all.flatMap((one) => sameTime.add(one));
    },
    end() {
      const known = isForward ? 'forward' : direction();
      const turned = kept.toReversed();
      const isTurned = known === undefined ? orphans(turned) < orphans(kept) : known === 'backward';
      const all = isTurned ? turned : kept;
      kept = [];
      return [...all.flatMap((one) => sameTime.add(one)), ...sameTime.end()];
    },
    problems() {
      if (dropped === undefined) return [];
      const what = `the newest entry comes first, and only ${MOST_KEPT} APDUs can wait for the oldest: ${dropped.count} older ones are not read`;
      return [{ kind: 'problem', at: dropped.at, what }];
    },
  };
}

/** How many steps go up, less those that go down. */
function steps() {
  let last: number | undefined;
  let net = 0;
  return {
    add(value: number | undefined) {
      if (value === undefined) return;
      if (last !== undefined) net += Math.sign(value - last);
      last = value;
    },
    get net() {
      return net;
    },
  };
}

/** Entries of the same millisecond may be shuffled by a sort: their numbers put them right. */
function sameTimes() {
  let run: Witness[] = [];
  const flush = () => {
    const all = run;
    run = [];
    const isNumbered =
      all.length > 1 && new Set(all.map(({ number }) => number)).size === all.length;
    if (!isNumbered || all.some(({ number }) => number === undefined)) return all;
    return all.sort((a, b) => a.number! - b.number!);
  };
  return {
    add(witness: Witness): Witness[] {
      const isSame = run[0]?.time !== undefined && run[0].time === witness.time;
      const before = isSame && run.length < SURE ? [] : flush();
      run.push(witness);
      return before;
    },
    end: flush,
  };
}

/** Answers that no command is in front of. */
function orphans(all: readonly Witness[]): number {
  let isOpen = false;
  let count = 0;
  for (const { command, answer } of all) {
    if (answer !== undefined) {
      if (!isOpen) count++;
      isOpen = false;
    } else if (command !== undefined) isOpen = true;
  }
  return count;
}
