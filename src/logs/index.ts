/** Logs of APDUs as other tools write them. Runs in a browser. */
export { FORMATS, type FormatName } from './format-names.js';
export type { Counted, Found } from './found.js';
export { isoTime } from './iso-time.js';
export type { ImportedLog, LoggedExchange, Problem } from './log.js';
export type { PairedExchange } from './pairing.js';
export {
  type LogListener,
  type LogOptions,
  type LogStream,
  logStream,
  readLog,
} from './read-log.js';
export {
  type PcapOptions,
  type PcapWriter,
  pcapWriter,
  type UsbExchange,
} from './usb/write-pcap.js';
