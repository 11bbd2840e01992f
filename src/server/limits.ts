/** Everything a client may make large, and how large. One place, so that a reviewer finds it. */

export const LIMITS = {
  /** Bytes of a request body. */
  body: 64 * 1024,
  /** Bytes of a body that carries a recording. */
  recording: 1024 * 1024,
  /** Bytes it may unpack to. */
  unpacked: 4 * 1024 * 1024,
  /** Recordings that are played at the same time. */
  replays: 4,
  /** Differences told of one recording, and characters of each text of one. */
  mismatches: 100,
  mismatchText: 2000,
  /** Bytes of a command on either wire. The longest a Ledger is ever sent has 260. */
  apdu: 16 * 1024,
  /** Commands that wait for their turn at one device. */
  queue: 64,
  /** Open event streams of one device, and of the whole server. */
  streams: 64,
  allStreams: 1024,
  /** Events a slow stream may be behind before it is cut off. */
  streamBacklog: 1024,
  /** Text events a device remembers since its start or DELETE /events; the oldest go first. */
  textEvents: 4096,
  /** Journal entries a device remembers, for the page and for recordings; the oldest go first. */
  journal: 1024,
  /** Devices in one process. */
  devices: 1024,
  /**
   * Connections to the HTTP port, and to the APDU port; when one more comes, the one that is idle
   * longest goes.
   */
  connections: 2048,
  apduConnections: 512,
  /** Bytes of answers that a client of the APDU port may leave unread. */
  unread: 1024 * 1024,
  /** Rules of an automation document, and characters of one pattern. */
  automationRules: 256,
  automationPattern: 512,
  /** Threads that compare texts with patterns of automation rules. */
  patternThreads: 4,
  /** Milliseconds all patterns of a document have for one text. */
  patternTime: 1000,
  /** Actions that automation rules make at a device between two commands. */
  automationActions: 1000,
  /** Texts of a device that wait for being compared with its rules. */
  automationTexts: 1024,
  /** Faults in front of one device. */
  faults: 16,
  /** Seconds a press may be held. */
  delay: 60,
} as const;

/** The client asked for more than {@link LIMITS} allow; HTTP status 503 or 413. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
  readonly status: 413 | 503;

  constructor(message: string, status: 413 | 503 = 503) {
    super(message);
    this.status = status;
  }
}
