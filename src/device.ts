/**
 * THE CONTRACT. A Device answers APDUs and, where it can, shows a screen and takes gestures.
 * The simulator, an emulator, a Ledger on USB and a recording all satisfy it; everything above
 * (host, command line, server, tests) talks to this and never to one of them.
 */

export const MODELS = ['nanosp', 'nanox', 'stax', 'flex', 'apex_p'] as const;

/** Device models, spelt as Speculos and the app repositories spell them. */
export type Model = (typeof MODELS)[number];

/** What Ledger calls each model. */
export const MODEL_NAMES: Readonly<Record<Model, string>> = {
  nanosp: 'Nano S Plus',
  nanox: 'Nano X',
  stax: 'Stax',
  flex: 'Flex',
  apex_p: 'Apex',
};

/** True for the models with buttons; the others have a touch screen. */
export function isNano(model: Model): boolean {
  return model === 'nanosp' || model === 'nanox';
}

export type Button = 'left' | 'right' | 'both';

/** A finger on the screen: down at (x, y), lifted `seconds` later at (toX, toY). Pixels. */
export interface Touch {
  readonly x: number;
  readonly y: number;
  /** How long the finger stays down; a short tap when absent. */
  readonly seconds?: number;
  readonly toX?: number;
  readonly toY?: number;
}

/** One text line on the screen; the box is in pixels, origin top left. */
export interface TextLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What the user sees at one moment. */
export interface ScreenView {
  readonly model: Model;
  /** What kind of page it is, for people and for tests; never part of the protocol. */
  readonly kind: string;
  /** Lines in the order the device draws them. */
  readonly lines: readonly TextLine[];
  /**
   * The same texts as Speculos reports them, and as recordings hold them: joined characters, boxes of
   * their bitmaps. Where the device knows more than lines.
   */
  readonly events?: readonly TextLine[];
  /** Position in a review, from 0, and its number of pages; where the device tells. */
  readonly page?: { readonly index: number; readonly count: number };
}

/**
 * The part of a Device that shows and is pressed. A Ledger on USB has none that a program can use.
 */
export interface DeviceScreen {
  /** What is shown now. */
  current(): ScreenView;
  /** Throws an InputError on a touch model. */
  press(button: Button): Promise<void>;
  /** Throws an InputError on a Nano. */
  touch(touch: Touch): Promise<void>;
  /** Named gestures work on every model: go through a whole review and decide. */
  approve(): Promise<void>;
  /** Goes to the page that rejects, and rejects. */
  reject(): Promise<void>;
  /** Goes one page forward, as a right press or a tap on the arrow does. */
  next(): Promise<void>;
  /** Calls back on every new screen until the returned function is called. */
  onChange(listener: (screen: ScreenView) => void): () => void;
  /**
   * The first screen, the current one included, with a line that contains `text` (or matches it).
   * Driven by events, never by sleeping. Rejects with a DeviceError after `timeoutMs`.
   */
  waitFor(text: string | RegExp, options?: { timeoutMs?: number }): Promise<ScreenView>;
}

/**
 * Whether a text is what `waitFor` waits for. A global or sticky pattern remembers where it stopped;
 * each text is a new one.
 */
export function fitsText(line: string, text: string | RegExp): boolean {
  if (typeof text === 'string') return line.includes(text);
  text.lastIndex = 0;
  const fits = text.test(line);
  text.lastIndex = 0;
  return fits;
}

/** A sentence may be broken over lines: each line is looked at, and all of them as one text. */
export function showsText({ lines }: ScreenView, text: string | RegExp): boolean {
  const texts = lines.map((line) => line.text.trim());
  return [...texts, texts.join(' ')].some((line) => fitsText(line, text));
}

/** Why a command was refused: only a device that can be looked into can tell. */
export interface Reason {
  /** One sentence: what is wrong. */
  readonly what: string;
  /** Field of the wire structure or message, when there is one. */
  readonly field?: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** `exchange` and `close` every device has; what else one can do is optional. */
export interface Device {
  /** 'simulator', 'speculos', …: for messages and reports. */
  readonly name: string;
  readonly model: Model;
  readonly screen?: DeviceScreen;
  /**
   * Sends one command APDU and resolves with the whole answer: data, then the two status bytes
   * (big-endian). Stays pending while the user decides. One command at a time.
   * @throws DeviceError when the device is gone or the answer can never come.
   */
  exchange(apdu: Uint8Array): Promise<Uint8Array>;
  /** Why the last command was refused, where the device can know more than the status word. */
  whyRefused?(): Reason | undefined;
  /** PNG of the screen at the display's own resolution. */
  screenshot?(): Promise<Uint8Array>;
  /** Lets go of the device; commands that wait are rejected. */
  close(): Promise<void>;
}
