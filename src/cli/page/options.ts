/** Options of `page` as the parser hands them over. */

export interface PageOptions {
  readonly out: string;
}
