/** Packets as `tshark -T json` prints them: the reports of USB, direction and device beside them. */

import { HID_REPORT_SIZE } from '../../apdu/hid-frames.js';
import type { Found } from '../found.js';
import { type HidStream, hidStreams, isApduReport } from '../hid-stream.js';
import type { DocumentFormat } from '../reader.js';
import { bytesIn } from './byte-value.js';
import { member } from './entry.js';
import type { JsonRecord } from './records.js';

/** Names of the fields, wherever in the layers they stand. */
const DATA = ['usbhid.data', 'usb.capdata', 'usb.data_fragment'];
const DEEPEST = 8;

type Fields = ReadonlyMap<string, unknown>;

export const tsharkJson: DocumentFormat = {
  name: 'hid-frames-text',
  score: (records) => records.filter((record) => layersOf(record) !== undefined).length,
  read(records) {
    const streams = hidStreams();
    return [...records.flatMap((record) => reportIn(record, streams)), ...streams.end()];
  },
};

function layersOf({ value }: JsonRecord): object | undefined {
  const layers = member(member(value, '_source'), 'layers') ?? member(value, 'layers');
  return typeof layers === 'object' && layers !== null ? layers : undefined;
}

function reportIn(record: JsonRecord, streams: ReturnType<typeof hidStreams>): Found[] {
  const layers = layersOf(record);
  if (layers === undefined) return [];
  const fields = fieldsOf(layers);
  const report = DATA.map((name) => bytesIn(fields.get(name))).find(
    (bytes) => bytes?.length === HID_REPORT_SIZE && isApduReport(bytes),
  );
  const kind = kindOf(fields);
  if (report === undefined || kind === undefined) return [];
  const seconds = Number(fields.get('frame.time_epoch'));
  const time = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
  return streams.add({ kind, device: deviceOf(fields) }, report, { at: record.line, time });
}

/** Direction of the endpoint; else which side the host is on. */
function kindOf(fields: Fields): HidStream['kind'] | undefined {
  const direction = fields.get('usb.endpoint_address.direction');
  if (direction !== undefined) return isIn(direction) ? 'answer' : 'command';
  if (fields.get('usb.src') === 'host') return 'command';
  return fields.get('usb.dst') === 'host' ? 'answer' : undefined;
}

function isIn(direction: unknown): boolean {
  return direction === '1' || direction === 1 || direction === true || direction === 'True';
}

function deviceOf(fields: Fields): string {
  return `${fields.get('usb.bus_id')} ${fields.get('usb.device_address')}`;
}

/** Fields stand in the layer of their protocol or in trees of it. */
function fieldsOf(layers: object): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  const gather = (value: object, depth: number) => {
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'object' && inner !== null && depth < DEEPEST) gather(inner, depth + 1);
      else if (!fields.has(name)) fields.set(name, inner);
    }
  };
  gather(layers, 0);
  return fields;
}
