/** Page kinds in words, for captions and titles of pictures. */
import type { PageKind } from '../page.js';

export const KIND_WORDS: Readonly<Record<PageKind, string>> = {
  home: 'home',
  info: 'information',
  warning: 'warning',
  title: 'first page',
  pair: 'value',
  pairs: 'values',
  details: 'whole value',
  approve: 'approve',
  reject: 'reject',
  'reject-dialog': 'reject?',
  processing: 'processing',
  status: 'outcome',
  blank: 'blank',
};
