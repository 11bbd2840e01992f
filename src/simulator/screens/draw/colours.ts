/** Colours of the displays, and of what is drawn around them. */
import type { Colour } from './drawing.js';

export const BLACK: Colour = 0x000000;
export const WHITE: Colour = 0xffffff;

/** Greys of Stax and Flex: tags and page numbers; lines and arrows that lead nowhere. */
export const DARK_GREY: Colour = 0x555555;
export const LIGHT_GREY: Colour = 0xaaaaaa;
