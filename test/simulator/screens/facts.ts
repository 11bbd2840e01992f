/** The recorded facts these tests compare with, and what turns them into inputs of the screens. */
import { readFileSync } from 'node:fs';
import { textOf, utf8 } from '../../../src/bytes.js';
import type { Model, TextLine } from '../../../src/device.js';
import { V4_4_2 } from '../../../src/firmware/releases/v4.4.2.js';
import { type ReviewFacts, type UiContext, uiContext } from '../../../src/simulator/screens/ui.js';

const FOLDER = new URL('../../golden/screens/', import.meta.url);

function load<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as T;
}

/** What Ledger's snapshot tests show, by hand from their images. */
export interface GoldenInput {
  readonly kind: 'swap' | 'sell' | 'fund';
  readonly frm: string;
  readonly to: string;
  readonly pairs: readonly (readonly [tag: string, value: string])[];
}

export interface GoldenTexts {
  readonly model: Model;
  readonly test: string;
  readonly phase: 'review' | 'cross_seed_review' | 'post_sign';
  readonly screens: readonly (readonly string[])[];
}

/** One run in the emulator: [text, x, y, w, h] after each gesture. */
export interface EmulatorRun {
  readonly model: Model;
  readonly flow: 'home' | 'swap' | 'sell' | 'fund';
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly steps: readonly {
    readonly after: string;
    readonly events: readonly (readonly [string, number, number, number, number])[];
  }[];
}

export interface FontMetrics {
  readonly lineHeight: number;
  readonly height: number;
  readonly advance: Readonly<Record<string, number>>;
  readonly glyphBox: Readonly<Record<string, readonly number[]>>;
}

export const goldenInputs = (): Record<string, GoldenInput> => load('golden-inputs.json');
export const goldenTexts = (): GoldenTexts[] => load('golden-texts.json');
export const emulatorRuns = (): EmulatorRun[] => load('emulator-events.json');
export const fontMetrics = (): { devices: Record<string, Record<string, FontMetrics>> } =>
  load('font-metrics.json');

export function contextOf(model: Model, testBuild = true): UiContext {
  return uiContext(V4_4_2, model, testBuild);
}

/** UTF-8 bytes as a byte string. */
export const bytes = (text: string): string => textOf(utf8(text));

/** Facts whose review has these rows. */
export function factsOf(
  kind: 'swap' | 'sell' | 'fund',
  from: string,
  to: string,
  pairs: readonly (readonly [tag: string, value: string])[],
): ReviewFacts {
  const row = (tag: string): string | undefined => {
    const value = pairs.find(([name]) => name === tag)?.[1];
    return value === undefined ? undefined : bytes(value);
  };
  const funded = pairs.find(([name]) => name.startsWith('To '));
  const estimated = row('Receive estimated');
  return {
    kind,
    from: bytes(from),
    to: bytes(to),
    partner: row('Exchange partner') ?? bytes(funded?.[0].slice(3) ?? ''),
    email: row('Email') ?? '',
    user: row('User') ?? '',
    send: row('Send') ?? '',
    receive: estimated ?? row('Receive') ?? '',
    account: bytes(funded?.[1] ?? ''),
    fees: row('Fees') ?? '',
    estimated: estimated !== undefined,
    crossSeedAddress: row('Receive address') ?? null,
  };
}

/** Texts of a screen in reading order, as the golden images were read. */
export function readingOrder(lines: readonly TextLine[]): string[] {
  return [...lines]
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map(({ text }) => text.trimEnd())
    .filter((text) => text !== '');
}

/** Counts what was compared, model by model, and prints it. */
export class Tally {
  private readonly counts = new Map<string, number>();
  private readonly what: string;

  constructor(what: string) {
    this.what = what;
  }

  add(model: Model, count = 1): void {
    this.counts.set(model, (this.counts.get(model) ?? 0) + count);
  }

  of(model: Model): number {
    return this.counts.get(model) ?? 0;
  }

  print(): void {
    const parts = [...this.counts].map(([model, count]) => `${model} ${count}`);
    console.info(`${this.what}: ${parts.join(', ')}`);
  }
}
