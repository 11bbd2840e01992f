// Figures of `npm run bench` that must not get worse: what each was when it was kept last, in
// bench-figures.json, and how today's compares. `npm run bench -- --keep` keeps today's.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';

const KEPT = new URL('bench-figures.json', import.meta.url);

const figures = new Map();

/** @param better whether the better value is `more` or `less`. */
export function figure(name, value, better) {
  figures.set(name, { value: Number(value.toPrecision(4)), better });
}

const machine = () => `node ${process.version}, ${arch()}, ${cpus()[0]?.model.trim()}`;

/** One line a figure: above 1.00 is better than what was kept. */
export function compareFigures() {
  const kept = existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : { figures: {} };
  console.log(`beside the figures kept    of ${kept.date ?? 'never'} on ${kept.machine ?? 'none'}`);
  for (const [name, { value, better }] of figures) {
    const before = kept.figures[name];
    const ratio = better === 'more' ? value / before : before / value;
    const said = before === undefined ? 'new' : `${ratio.toFixed(2)} (${before})`;
    console.log(`  ${name.padEnd(32)} ${String(value).padStart(9)}  ${said}`);
  }
}

export function keepFigures() {
  const date = new Date().toISOString().slice(0, 10);
  const values = Object.fromEntries([...figures].map(([name, { value }]) => [name, value]));
  const text = JSON.stringify({ date, machine: machine(), figures: values }, null, 2);
  writeFileSync(KEPT, `${text}\n`);
}
