/** Finding and making elements. Text is always set as text: nothing here reads HTML. */

type Kind<T extends Element> = abstract new () => T;

/** @throws Error when the document has no such element: the page and its modules do not fit. */
export function byId<T extends HTMLElement>(id: string, kind: Kind<T>): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} called ${id}`);
}

export function find<T extends Element>(root: ParentNode, selector: string, kind: Kind<T>): T {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} at ${selector}`);
}

type Child = Node | string;

/** An element with a class and children; texts become text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children.flatMap(breakable));
  return element;
}

/** Between the words of a name like CHECK_PARTNER. */
const WORD_ENDS = /(?<=[A-Z]_)(?=[A-Z]{2})/;

/** Long names break between their words where the page is narrow. */
function breakable(child: Child): Child[] {
  if (typeof child !== 'string') return [child];
  const [first = '', ...words] = child.split(WORD_ENDS);
  return [first, ...words.flatMap((word) => [document.createElement('wbr'), word])];
}

/** A list of terms and what they stand for; rows without text are left out. */
export function pairs(rows: readonly (readonly [term: string, text: string | undefined])[]) {
  const list = el('dl', 'pairs');
  for (const [term, text] of rows) {
    if (text === undefined || text === '') continue;
    list.append(el('dt', '', term), el('dd', '', text));
  }
  return list;
}

export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
