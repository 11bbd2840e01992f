/** CRC-32 of gzip, zip, PNG and Ethernet (RFC 1952 section 8). */

/** Of each byte; made for the first that asks. */
let table: Uint32Array | undefined;

function madeTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    return crc;
  });
}

/**
 * Unsigned.
 * @param before the CRC of what stands in front: bytes may come in pieces.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  table ??= madeTable();
  let crc = ~before;
  for (let at = 0; at < bytes.length; at++) crc = table[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
