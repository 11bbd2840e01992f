/**
 * Lets the event loop go round so often: whatever takes fewer turns in this process is done then,
 * however slow the machine is. A sleep may be over after a single one.
 */
export async function turns(count = 30): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setTimeout(resolve, 1));
}
