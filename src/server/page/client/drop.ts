/** Files and texts that are chosen, dropped onto a page or pasted into it, whatever is done with them. */
import { byId } from './dom.js';

export interface DropTarget {
  file(file: File): void;
  /** @param name how the page calls it. */
  text(text: string, name: 'dropped text' | 'pasted text'): void;
}

/** Of a page with a `file` input and a `drop-veil`. What is pasted into a field is that field's. */
export function listenToDrops({ file, text }: DropTarget): void {
  const veil = byId('drop-veil', HTMLElement);
  const input = byId('file', HTMLInputElement);
  const take = (data: DataTransfer | null, name: 'dropped text' | 'pasted text') => {
    const first = data?.files[0];
    const words = data?.getData('text/plain') ?? '';
    if (first !== undefined) file(first);
    else if (words.trim() !== '') text(words, name);
  };
  input.addEventListener('change', () => {
    const chosen = input.files?.[0];
    if (chosen !== undefined) file(chosen);
    input.value = '';
  });
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    veil.hidden = true;
    take(event.dataTransfer, 'dropped text');
  });
  document.addEventListener('paste', (event) => {
    if (event.target instanceof Element && event.target.closest('input, textarea') !== null) return;
    take(event.clipboardData, 'pasted text');
  });
}
