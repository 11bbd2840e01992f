/** SVG path data as straight lines, in pixels. Only what `Shape.path` may hold. */

/** Takes each line of a path; contours come closed. */
export type LineSink = (x0: number, y0: number, x1: number, y1: number) => void;

/** Longest way a curve may stray from the lines drawn for it, pixels. */
const TOLERANCE = 0.05;

const TOKEN = /[A-DF-Za-df-z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g;

export function flatten(path: string, dx: number, dy: number, scale: number, line: LineSink): void {
  const tokens = path.match(TOKEN) ?? [];
  let at = 0;
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  let command = '';

  const number = (): number => Number(tokens[at++]);
  const to = (nextX: number, nextY: number): void => {
    line(x * scale + dx, y * scale + dy, nextX * scale + dx, nextY * scale + dy);
    x = nextX;
    y = nextY;
  };
  const close = (): void => {
    if (x !== startX || y !== startY) to(startX, startY);
  };
  /** Cubic from the current point; absolute coordinates. */
  const cubic = (x1: number, y1: number, x2: number, y2: number, x3: number, y3: number): void => {
    const x0 = x;
    const y0 = y;
    // Second differences bound the distance between a curve and its chords.
    const ax = Math.max(Math.abs(x0 - 2 * x1 + x2), Math.abs(x1 - 2 * x2 + x3));
    const ay = Math.max(Math.abs(y0 - 2 * y1 + y2), Math.abs(y1 - 2 * y2 + y3));
    const pieces = Math.max(1, Math.ceil(Math.sqrt((0.75 * (ax + ay) * scale) / TOLERANCE)));
    for (let i = 1; i < pieces; i++) {
      const t = i / pieces;
      const u = 1 - t;
      const a = u * u * u;
      const b = 3 * u * u * t;
      const c = 3 * u * t * t;
      const d = t * t * t;
      to(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3);
    }
    to(x3, y3);
  };

  while (at < tokens.length) {
    const token = tokens[at] ?? '';
    if (/[A-Za-z]/.test(token)) {
      command = token;
      at++;
    }
    const relative = command === command.toLowerCase();
    const baseX = relative ? x : 0;
    const baseY = relative ? y : 0;
    switch (command.toUpperCase()) {
      case 'M':
        close();
        x = baseX + number();
        y = baseY + number();
        startX = x;
        startY = y;
        // Further pairs behind a move are lines.
        command = relative ? 'l' : 'L';
        break;
      case 'L':
        to(baseX + number(), baseY + number());
        break;
      case 'H':
        to(baseX + number(), y);
        break;
      case 'V':
        to(x, baseY + number());
        break;
      case 'Q': {
        const qx = baseX + number();
        const qy = baseY + number();
        const endX = baseX + number();
        const endY = baseY + number();
        const c1x = x + (2 / 3) * (qx - x);
        const c1y = y + (2 / 3) * (qy - y);
        cubic(c1x, c1y, endX + (2 / 3) * (qx - endX), endY + (2 / 3) * (qy - endY), endX, endY);
        break;
      }
      case 'C': {
        const [c1x, c1y] = [baseX + number(), baseY + number()];
        const [c2x, c2y] = [baseX + number(), baseY + number()];
        cubic(c1x, c1y, c2x, c2y, baseX + number(), baseY + number());
        break;
      }
      case 'Z':
        close();
        break;
      default:
        throw new RangeError(`path data has ${JSON.stringify(token)} where a command must stand`);
    }
  }
  close();
}
