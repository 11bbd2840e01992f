/** @param graphics the SDK's graphics library, `nbgl` when absent. */
export function placeholderElf(graphics?: 'bagl' | 'nbgl'): Buffer;
export function writePlaceholder(path: string, graphics?: 'bagl' | 'nbgl'): void;
