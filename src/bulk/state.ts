/** The file `--resume` keeps: how far an archive was judged, for whom, and with what. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../check/answer/json-text.js';
import { InputError } from '../errors.js';
import { expected } from '../shown.js';
import { NOTHING_YET, type Progress } from './archive.js';
import type { BulkSummary } from './summary.js';

const FORMAT = 'exchange-sim bulk 1';

const counts = z.record(z.string(), z.number());
const STATE = z.object({
  format: z.literal(FORMAT),
  /** Digest of everything the verdicts depend on beside the archive. */
  question: z.string(),
  offset: z.number().int().nonnegative(),
  /** False: the archive ended in the middle of a line, as far as anyone could know. */
  wholeLines: z.boolean(),
  seam: z.object({ end: z.number(), size: z.number(), sha256: z.string() }),
  summary: z.object({
    lines: z.number(),
    tally: z.object({
      cases: z.number(),
      accepted: z.number(),
      refused: z.number(),
      unreadable: z.number(),
      notRead: z.number(),
      clean: z.number(),
      severities: counts,
      findings: counts,
      refusals: counts,
      releases: z
        .record(
          z.string(),
          z.object({
            accepted: z.number(),
            ignored: z.number(),
            refused: z.number(),
            unreadable: z.number(),
          }),
        )
        .optional(),
    }),
    examples: z.record(z.string(), z.array(z.number())),
    problems: z.array(z.object({ line: z.number(), problem: z.string() })),
  }),
});

export type BulkState = z.infer<typeof STATE>;

export function stateText({ offset, summary, seam }: Progress, question: string): string {
  const { end, bytes } = seam;
  const state: BulkState = {
    format: FORMAT,
    question,
    offset,
    wholeLines: bytes.length === 0 || bytes.at(-1) === 0x0a,
    seam: { end, size: bytes.length, sha256: sha256(bytes) },
    summary: { ...summary, examples: { ...summary.examples } as Record<string, number[]> },
  };
  return `${JSON.stringify(state, null, 2)}\n`;
}

/** @throws InputError when the text is no state, or one of another check. */
export function readState(text: string, name: string, question: string): BulkState {
  const read = STATE.safeParse(parseJson(text, name));
  if (!read.success) {
    throw new InputError(expected(name, 'a state that --resume wrote', 'another document'));
  }
  if (read.data.question !== question) {
    throw new InputError(
      expected(name, 'the state of a check with the same options', 'one with others'),
      { hint: 'Delete the file to start again, or give the options, firmware and version it had.' },
    );
  }
  return read.data;
}

/** What to go on from; `seam` is read from the archive. @throws InputError for another archive. */
export function progressOf(state: BulkState, seam: Uint8Array, name: string): Progress {
  const { offset, summary } = state;
  if (seam.length !== state.seam.size || sha256(seam) !== state.seam.sha256) {
    throw new InputError(
      expected(name, 'the archive the state was made of', `another text before byte ${offset}`),
      { hint: 'Delete the state to start again.' },
    );
  }
  return {
    ...NOTHING_YET,
    offset,
    summary: summary as BulkSummary,
    seam: { end: state.seam.end, bytes: seam },
  };
}

/** Digest of what the verdicts depend on: the same for the same question only. */
export function questionOf(parts: unknown): string {
  const plain = (_: string, value: unknown) =>
    typeof value === 'bigint'
      ? `${value}`
      : ArrayBuffer.isView(value)
        ? [...(value as Uint8Array)]
        : value;
  return sha256(Buffer.from(JSON.stringify(parts, plain)));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
