/**
 * A buffer a device receives APDUs into. A new one is written over the start of the old bytes and
 * nothing is cleared, so whoever reads behind its end reads what an earlier, longer one left there.
 * Answers leave through a buffer of their own (device SDK, API level 24 and later: `io/src/os_io.c`,
 * `io_legacy/src/os_io_legacy.c`; recordings `edges-buffer`).
 *
 * A device has two of them, all zeros when an app starts: the OS receives every APDU into the one
 * and reads class B0 from it, what is not of class B0 goes on into the other, which the app reads.
 * Not simulated: the OS's own events (a button, a tick every 100 ms) are received into the first one
 * as well and change up to eight bytes at its start, which only an APDU that is cut this short shows.
 */

/** Bytes of the buffer, the longest APDU that is received; a longer one is dropped unanswered. */
export const RECEIVE_BUFFER_SIZE = 272;

export const EMPTY_RECEIVE_BUFFER: Uint8Array = new Uint8Array(RECEIVE_BUFFER_SIZE);

/** The buffer after `apdu`, of which no more is taken than fits. The old one is left as it is. */
export function received(buffer: Uint8Array, apdu: Uint8Array): Uint8Array {
  const next = buffer.slice();
  next.set(apdu.subarray(0, RECEIVE_BUFFER_SIZE));
  return next;
}
