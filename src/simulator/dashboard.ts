/**
 * The OS around the app: what class B0 answers in every state, and what is left when no app is
 * open (device SDK `io/src/os_io_default_apdu.c`, API level 24 and later).
 */
import { HEADER_SIZE, response } from '../apdu/apdu.js';
import { bytesOf, concat, textOf } from '../bytes.js';
import { SW } from '../exchange/status.js';

export const OS_CLA = 0xb0;

export const OS_INS = { GET_APP_AND_VERSION: 0x01, LOAD_CERTIFICATE: 0x06, EXIT: 0xa7 } as const;

const FORMAT = 1;
/** Device flags as the emulator reports them. */
const FLAGS = Uint8Array.of(1, 0);

export type OsRequest =
  | { readonly kind: 'answer'; readonly answer: Uint8Array }
  | {
      readonly kind: 'load-certificate';
      readonly usage: number;
      readonly data: Uint8Array;
      /** What follows it in the receive buffer. */
      readonly behind: Uint8Array;
    }
  | { readonly kind: 'exit'; readonly answer: Uint8Array };

/**
 * What the OS makes of an APDU of class B0 while an app is open. It does not look at how long the
 * APDU is: the part that did not come is what earlier ones left.
 * @param buffer the OS's receive buffer, the APDU at its start.
 */
export function osRequest(buffer: Uint8Array, app: { name: string; version: string }): OsRequest {
  const [, ins, p1 = 0, p2 = 0, lc = 0] = buffer;
  const plain = p1 === 0 && p2 === 0;
  if (ins === OS_INS.GET_APP_AND_VERSION && plain) {
    return { kind: 'answer', answer: response(SW.SUCCESS, appAndVersion(app)) };
  }
  if (ins === OS_INS.EXIT && plain) return { kind: 'exit', answer: response(SW.SUCCESS) };
  if (ins === OS_INS.LOAD_CERTIFICATE) {
    const end = HEADER_SIZE + lc;
    const data = buffer.subarray(HEADER_SIZE, end);
    return { kind: 'load-certificate', usage: p1, data, behind: buffer.subarray(end) };
  }
  return { kind: 'answer', answer: response(SW.CLASS_NOT_SUPPORTED) };
}

function appAndVersion(app: { name: string; version: string }): Uint8Array {
  const text = (value: string) => concat(Uint8Array.of(value.length), bytesOf(value));
  return concat(Uint8Array.of(FORMAT), text(app.name), text(app.version), FLAGS);
}

/** Opens an app from the dashboard: E0 D8, name as data. */
const OPEN_APP = { cla: 0xe0, ins: 0xd8 } as const;
const APP_NOT_FOUND = 0x6807;

export type DashboardAnswer = { readonly answer: Uint8Array; readonly opens?: string };

/**
 * What the dashboard answers when no app is open: its own name and version, opening an app, and
 * nothing else. (From public documentation, no recording covers it.)
 */
export function dashboardAnswer(
  apdu: Uint8Array,
  os: { version: string; installed: readonly string[] },
): DashboardAnswer {
  const [cla, ins, p1, p2] = apdu;
  if (cla === OS_CLA && ins === OS_INS.GET_APP_AND_VERSION && !p1 && !p2) {
    const { version } = os;
    return { answer: response(SW.SUCCESS, appAndVersion({ name: 'BOLOS', version })) };
  }
  if (cla === OPEN_APP.cla && ins === OPEN_APP.ins) {
    const name = textOf(apdu.subarray(5));
    if (!os.installed.includes(name)) return { answer: response(APP_NOT_FOUND) };
    return { answer: response(SW.SUCCESS), opens: name };
  }
  const known = cla === OPEN_APP.cla || cla === OS_CLA;
  return { answer: response(known ? SW.INVALID_INSTRUCTION : SW.CLASS_NOT_SUPPORTED) };
}
