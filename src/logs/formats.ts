/** The formats, in the order in which they are asked. A new one is a file and a line here. */
import type { CaptureFormat, DocumentFormat, LineFormat } from './reader.js';
import { recordstore } from './text/recordstore.js';

/** Known by their first bytes. */
export const CAPTURE_FORMATS: readonly CaptureFormat[] = [];

/** Texts that are one JSON document. */
export const DOCUMENT_FORMATS: readonly DocumentFormat[] = [];

/** Texts by the line; where two would read as many lines, the first. */
export const LINE_FORMATS: readonly LineFormat[] = [recordstore];
