/** The formats, in the order in which they are asked. A new one is a file and a line here. */
import { har } from './json/har.js';
import {
  dmkJson,
  dmkLines,
  exchangesJson,
  exchangesLines,
  ledgerLiveJson,
  ledgerLiveLines,
} from './json/ledger-live.js';
import { tsharkJson } from './json/tshark.js';
import type { CaptureFormat, DocumentFormat, LineFormat } from './reader.js';
import { bareApdus } from './text/bare-apdus.js';
import { curl } from './text/curl.js';
import { dmkConsole } from './text/dmk-console.js';
import { hidFramesText } from './text/hid-frames-text.js';
import { ledgerGo } from './text/ledger-go.js';
import { ledgerRs } from './text/ledger-rs.js';
import { ledgerblue } from './text/ledgerblue.js';
import { ledgercomm } from './text/ledgercomm.js';
import { logsConsole } from './text/logs-console.js';
import { raggerConsole } from './text/ragger-console.js';
import { recordstore } from './text/recordstore.js';
import { speculos } from './text/speculos.js';
import { words } from './text/words.js';
import { pcap, pcapng } from './usb/usb-capture.js';

/** Known by their first bytes. */
export const CAPTURE_FORMATS: readonly CaptureFormat[] = [pcap, pcapng];

/** Texts that are one JSON document; the first also takes what is nobody's. */
export const DOCUMENT_FORMATS: readonly DocumentFormat[] = [
  ledgerLiveJson,
  dmkJson,
  har,
  exchangesJson,
  tsharkJson,
];

/**
 * Texts by the line; where two would read as many lines, the first: who writes more around its arrows
 * stands in front. What is nobody's is read as {@link RECORDING}.
 */
export const LINE_FORMATS: readonly LineFormat[] = [
  ledgerLiveLines,
  dmkLines,
  exchangesLines,
  raggerConsole,
  logsConsole,
  speculos,
  ledgerGo,
  ledgerRs,
  dmkConsole,
  hidFramesText,
  ledgerblue,
  ledgercomm,
  curl,
  recordstore,
  words,
  bareApdus,
];

export const RECORDING = recordstore;
