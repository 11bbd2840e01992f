/** Percent-encoding of URLs. */

/** A text decoded; as it stands where it is not percent-encoded rightly. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
