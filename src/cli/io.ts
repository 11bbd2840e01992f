/** Where a command writes, and what the terminal can show: handed in, so that tests have their own. */

export interface Output {
  write(text: string): unknown;
}

export interface Io {
  /** Results. */
  readonly stdout: Output;
  /** Talk. */
  readonly stderr: Output;
  readonly color: boolean;
  /** Width to fit in. */
  readonly columns: number;
  /** A person is watching. */
  readonly isTty: boolean;
  /** A person is watching stderr: progress may be shown there. */
  readonly isTalkTty?: boolean;
  /** What `-` stands for. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/** The same with other parts. The rest is asked for when it is used: `stdin` opens when it is. */
export function ioWith<Parts extends object>(io: Io, parts: Parts): Io & Parts {
  return Object.assign(Object.create(io) as Io, parts);
}

const DEFAULT_COLUMNS = 80;
const MAX_COLUMNS = 100;

/** The process's own streams; NO_COLOR (any value), FORCE_COLOR and TERM=dumb are respected. */
export function processIo(): Io {
  const { stdout, stderr, env } = process;
  const isTty = stdout.isTTY === true;
  const wanted = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  const unwanted = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return {
    stdout,
    stderr,
    color: !unwanted && (isTty || wanted),
    columns: Math.min(MAX_COLUMNS, isTty ? stdout.columns || DEFAULT_COLUMNS : DEFAULT_COLUMNS),
    isTty,
    isTalkTty: stderr.isTTY === true && env.TERM !== 'dumb',
    // Only asked for when it is read: an open standard input keeps a process alive.
    get stdin() {
      return process.stdin;
    },
  };
}
