/** Times in answers, as they were written. */

export interface ReadTime {
  /** Milliseconds since 1970; undefined where it is no time. */
  readonly at?: number;
  readonly form: 'missing' | 'number' | 'digits' | 'text' | 'iso';
  /** `none`: readers differ by hours. `colonless`: +0000, ISO 8601 but not RFC 3339. */
  readonly zone?: 'none' | 'colonless' | 'full';
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** Without a zone it is read as UTC. */
export function readTime(value: unknown): ReadTime {
  if (value === undefined || value === null || value === '') return { form: 'missing' };
  if (typeof value === 'number') return { form: 'number' };
  if (typeof value !== 'string') return { form: 'text' };
  if (/^\d+(\.\d+)?$/.test(value)) return { form: 'digits' };
  const found = ISO.exec(value.trim());
  if (found === null) return { form: 'text' };
  const [, year, month, day, hour, minute, second = '00', , zone] = found;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const isReal =
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= days &&
    Number(hour) <= 23 &&
    Number(minute) <= 59 &&
    Number(second) <= 60;
  if (!isReal) return { form: 'text' };
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const at = utc - offsetOf(zone ?? 'Z');
  if (zone === undefined) return { form: 'iso', at, zone: 'none' };
  const isFull = /^z$/i.test(zone) || zone.includes(':');
  return { form: 'iso', at, zone: isFull ? 'full' : 'colonless' };
}

function offsetOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
