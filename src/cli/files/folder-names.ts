/** Folders for the screens of several recordings or cases, each with its own. */

/** Gives out names; one that is asked for again gets a number. */
export class FolderNames {
  private readonly taken = new Set<string>();

  free(name: string): string {
    let free = name;
    for (let number = 2; this.taken.has(free); number++) free = `${name}-${number}`;
    this.taken.add(free);
    return free;
  }
}
