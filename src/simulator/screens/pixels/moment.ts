/** What moves on a page that stands still otherwise: time. All are milliseconds. */
export interface Moment {
  /** How long the page has been shown: turns the spinner. */
  readonly shown?: number;
  /** How long a finger has been on the bar that is held; absent when none is. */
  readonly held?: number;
  /** True after a finger has been lifted from the bar too early. */
  readonly letGo?: boolean;
}
