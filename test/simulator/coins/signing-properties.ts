/** What holds for every coin app that signs; each coin's test calls this with its recordings. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBigInt, toBigInt } from '../../../src/bytes.js';
import type { Approval, SigningContext } from '../../../src/simulator/coins/signing.js';
import { played, type RecordedSigning, recordedSignings } from './recorded-signing.js';

const RUNS = Number(process.env.FUZZ_RUNS ?? 400);
/** Made signings are few and alike. */
const RUNS_OF_MADE = Math.ceil(RUNS / 4);

/** The parts of the approval this app holds the transaction against; fees may also be a limit. */
export type Checked = readonly ('amount' | 'fees' | 'fees at most' | 'destination' | 'extraId')[];

/**
 * @param looked The characters of the destination the app looks at, where that is not all of it.
 * @param random The bytes of the last answer that differ each time, in an answer that is long enough.
 */
export function itSignsOnlyWhatWasApproved(
  pattern: RegExp,
  checked: Checked,
  looked?: readonly [from: number, to: number],
  random?: readonly [from: number, to: number],
): void {
  const all = recordedSignings(pattern);
  const signed = async () =>
    (await all).filter(({ name }) => /valid/.test(name)).filter(endsSigned);

  const fixed = (answer: Uint8Array | null) =>
    answer && random && answer.length > random[1]
      ? [...answer.subarray(0, random[0]), ...answer.subarray(random[1])]
      : answer;

  it('answers as recorded', async () => {
    for (const { name, signer, approval, commands, answers } of await all) {
      const session = played(signer, approval, commands);
      expect([name, session.answers.map(fixed)]).toEqual([name, answers.map(fixed)]);
    }
  });

  neverSigns(signed, RUNS, checked, looked);
  answersWhateverComes(() => all, RUNS);
}

/** The same of signings that nobody has recorded; each of them is one that is signed. */
export function signsOnlyWhatWasApproved(
  made: () => readonly Signing[],
  checked: Checked,
  looked?: readonly [from: number, to: number],
): void {
  it('signs each of them', () => {
    expect(made().map(endsSigned)).toEqual(made().map(() => true));
  });
  neverSigns(made, RUNS_OF_MADE, checked, looked);
  answersWhateverComes(made, RUNS_OF_MADE);
}

/** A session that may have been recorded or made. */
export type Signing = Pick<RecordedSigning, 'signer' | 'approval' | 'commands'> & {
  readonly context?: SigningContext;
};
type Signings = () => readonly Signing[] | Promise<readonly Signing[]>;

function neverSigns(
  signed: Signings,
  numRuns: number,
  checked: Checked,
  looked: readonly [from: number, to: number] = [0, Number.POSITIVE_INFINITY],
): void {
  it('never signs when a checked part differs', async () => {
    const recorded = await signed();
    expect(recorded.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(
        fc.nat(recorded.length - 1),
        fc.constantFrom(...checked),
        fc.bigInt({ min: 1n, max: 1n << 62n }),
        fc.nat(),
        (which, part, delta, at) => {
          const { signer, approval, commands, ...own } = recorded[which]!;
          const other = changed(approval, part, delta, at, looked);
          const session = played(signer, other, commands, own);
          expect(session.ends).not.toBe('signed');
        },
      ),
      { numRuns },
    );
  });
}

function answersWhateverComes(all: Signings, numRuns: number): void {
  it('answers whatever comes, and says why it refuses', async () => {
    const recorded = await all();
    fc.assert(
      fc.property(
        fc.nat(recorded.length - 1),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(255), fc.nat(3)), { maxLength: 4 }),
        (which, mutations) => {
          const { signer, approval, commands, ...own } = recorded[which]!;
          const sent = mutations.reduce(mutated, [...commands]);
          const session = played(signer, approval, sent, own);
          for (const answer of session.answers) {
            if (answer !== null) expect(answer.length).toBeGreaterThanOrEqual(2);
          }
          if (session.ends === 'refused') expect(session.reason?.what).toMatch(/\w/);
        },
      ),
      { numRuns },
    );
  });
}

function endsSigned({ signer, approval, commands, ...own }: Signing): boolean {
  return played(signer, approval, commands, own).ends === 'signed';
}

function changed(
  approval: Approval,
  part: Checked[number],
  delta: bigint,
  at: number,
  [from, to]: readonly [number, number],
): Approval {
  if (part === 'amount' || part === 'fees') {
    const value = toBigInt(approval[part]);
    const other = value > delta && at % 2 === 0 ? value - delta : value + delta;
    return { ...approval, [part]: fromBigInt(other, Math.max(8, approval[part].length)) };
  }
  if (part === 'fees at most') {
    const fees = toBigInt(approval.fees);
    return { ...approval, fees: fromBigInt(fees - 1n - (delta % fees), approval.fees.length) };
  }
  const text = approval[part];
  const end = part === 'destination' ? Math.min(to, text.length) : text.length;
  const start = part === 'destination' ? from : 0;
  const index = start + (at % Math.max(1, end - start));
  const letter = text[index] === 'q' ? 'p' : 'q';
  return { ...approval, [part]: text.slice(0, index) + letter + text.slice(index + 1) };
}

/** One byte changed, put in or taken out, or one command sent twice. */
function mutated(
  commands: Uint8Array[],
  [which, where, byte, how]: [number, number, number, number],
): Uint8Array[] {
  if (commands.length === 0) return commands;
  const index = which % commands.length;
  const command = [...commands[index]!];
  const at = where % Math.max(1, command.length);
  if (how === 0) command[at] = byte;
  if (how === 1) command.splice(at, 0, byte);
  if (how === 2) command.splice(at, 1);
  // Half of those that changed size get a length byte that fits again.
  if (command.length > 4 && byte % 2 === 0) command[4] = (command.length - 5) & 0xff;
  const sent = Uint8Array.from(command);
  const twice = how === 3 ? [sent, sent] : [sent];
  return [...commands.slice(0, index), ...twice, ...commands.slice(index + 1)];
}
