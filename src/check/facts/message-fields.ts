/** The known fields of a message as the device ends up with them: the last of each, nested ones merged. */
import { concat, EMPTY } from '../../bytes.js';
import { fieldNumbered, type Message } from '../../payload/messages.js';
import { readableText } from '../payload/readable-text.js';
import type { WireField, WireScan } from '../payload/wire.js';

/** By name. A message has a dozen at most: a list is searched sooner than a map is made. */
export class MessageFields {
  private readonly names: string[] = [];
  private readonly fields: WireField[] = [];
  /** Of those that were asked for: many rules ask for the same few. */
  private readonly texts: (string | undefined)[] = [];

  constructor(type: Message, { fields }: WireScan) {
    for (const field of fields) {
      const declared = fieldNumbered(type, field.number);
      if (declared === undefined) continue;
      const at = this.names.indexOf(declared.name);
      if (at < 0) {
        this.names.push(declared.name);
        this.fields.push(field);
        this.texts.push(undefined);
      } else if (declared.type === 'message') {
        // Messages that stand twice are merged field by field: as if one were read after the other.
        this.fields[at] = { ...field, bytes: concat(this.fields[at]!.bytes, field.bytes) };
      } else {
        this.fields[at] = field;
      }
    }
  }

  /** How many different ones there are. */
  get size(): number {
    return this.names.length;
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }

  get(name: string): WireField | undefined {
    const at = this.names.indexOf(name);
    return at < 0 ? undefined : this.fields[at];
  }

  /** Text of a field up to its first NUL; '' when it is absent. */
  text(name: string): string {
    const at = this.names.indexOf(name);
    if (at < 0) return '';
    let text = this.texts[at];
    if (text === undefined) {
      const { bytes } = this.fields[at] ?? { bytes: EMPTY };
      const end = bytes.indexOf(0);
      text = readableText(end < 0 ? bytes : bytes.subarray(0, end));
      this.texts[at] = text;
    }
    return text;
  }
}
