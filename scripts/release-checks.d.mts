export interface ReleaseState {
  readonly version: string;
  /** Of package-lock.json. */
  readonly lockVersion: string;
  readonly changelog: string;
  /** Of `git status --porcelain`. */
  readonly changes: string;
  /** Tags at HEAD. */
  readonly tags: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One thing that has to be so, and what to do where it is not. */
export interface ReleaseCheck {
  readonly what: string;
  readonly problem?: string;
}

/** @param publishes whether npm is really asked: then there is a tag, and somebody who attests. */
export function releaseChecks(state: ReleaseState, publishes: boolean): ReleaseCheck[];

/** What the changelog says of a version; undefined when nothing. */
export function changesOf(changelog: string, version: string): string | undefined;

/** What is to be run. */
export function publishArguments(version: string): string[];
