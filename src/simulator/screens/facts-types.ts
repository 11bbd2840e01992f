/** What a review says, for entries that hand it on. */
export type { Choice, OwnReview, Pair, ReviewFacts } from './content.js';
