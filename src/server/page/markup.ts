/** HTML as text: a template tag that escapes everything put into it. */
import { escaped } from '../../simulator/screens/draw/svg.js';

/** Text that is HTML already. Only {@link html} makes it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[];

export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const shown = parts.map((part) => {
    if (part instanceof Markup) return part.text;
    return Array.isArray(part) ? part.map(({ text }: Markup) => text).join('') : escaped(`${part}`);
  });
  return new Markup(texts.map((text, at) => text + (shown[at] ?? '')).join(''));
}
