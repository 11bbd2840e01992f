/** Review screens as small framed displays, side by side as many as fit. Text only. */
import { isNano, type ScreenView } from '../../device.js';
import { harmless, widthOf, wrapped } from './text.js';

/** Cells inside a frame: three Nanos stand side by side in 80 columns. */
const NANO = { width: 22, height: 4, margin: 0 } as const;
const TOUCH = { width: 32, height: 6, margin: 1 } as const;
const GAP = 2;

/** The lines of a screen as read from top to bottom. */
export function screenLines(screen: ScreenView): string[] {
  return screen.lines.map((line) => line.text.trim()).filter((text) => text !== '');
}

/** Lines of text, `columns` cells wide at most, `indent` blanks in front. */
export function framedScreens(
  screens: readonly ScreenView[],
  { columns, indent }: { columns: number; indent: number },
): string[] {
  const frames = screens.map((screen) => contentOf(screen, columns - indent));
  const lines: string[] = [];
  for (let at = 0; at < frames.length; ) {
    let width = indent + outerWidth(frames[at]!);
    let end = at + 1;
    while (end < frames.length && width + GAP + outerWidth(frames[end]!) <= columns) {
      width += GAP + outerWidth(frames[end]!);
      end++;
    }
    lines.push(...row(frames.slice(at, end), indent));
    at = end;
  }
  return lines;
}

interface Frame {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
  /** Blanks between text and edge; a Nano's texts are centred instead. */
  readonly margin: number;
}

function contentOf(screen: ScreenView, room: number): Frame {
  const { margin, ...shape } = isNano(screen.model) ? NANO : TOUCH;
  const texts = screenLines(screen).map(harmless);
  const longest = Math.max(shape.width, ...texts.map(widthOf));
  const width = Math.min(longest, Math.max(room - 2 * margin - 2, 10));
  const lines = texts.flatMap((text) => wrapped(text, width));
  return { lines, width, margin, height: Math.max(shape.height, lines.length) };
}

function outerWidth({ width, margin }: Frame): number {
  return width + 2 * margin + 2;
}

function row(frames: readonly Frame[], indent: number): string[] {
  const height = Math.max(...frames.map((frame) => frame.height));
  const drawn = frames.map((frame) => drawnFrame(frame, height));
  const blank = ' '.repeat(indent);
  return Array.from(
    { length: height + 2 },
    (_, y) => blank + drawn.map((lines) => lines[y]!).join(' '.repeat(GAP)),
  );
}

function drawnFrame({ lines, width, margin }: Frame, height: number): string[] {
  const top = margin === 0 ? Math.floor((height - lines.length) / 2) : 0;
  const side = ' '.repeat(margin);
  const body = Array.from({ length: height }, (_, y) => {
    const text = lines[y - top] ?? '';
    const free = width - widthOf(text);
    const left = margin === 0 ? Math.floor(free / 2) : 0;
    return `│${side}${' '.repeat(left)}${text}${' '.repeat(free - left)}${side}│`;
  });
  const edge = '─'.repeat(width + 2 * margin);
  return [`┌${edge}┐`, ...body, `└${edge}┘`];
}
