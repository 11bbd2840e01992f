/**
 * Icons, arrows and buttons of this display, measured in pictures of its screens.
 * Written by scripts/build-pixels.mjs; do not edit.
 */
import type { PieceData } from '../bitmap.js';

export const PIECES: Readonly<
  Record<
    | 'previous'
    | 'next'
    | 'hold'
    | 'button'
    | 'info'
    | 'more'
    | 'back'
    | 'close'
    | 'exchange'
    | 'warning'
    | 'important'
    | 'cross'
    | 'check'
    | 'spinner-0'
    | 'spinner-1'
    | 'spinner-2'
    | 'spinner-3',
    PieceData
  >
> = {
  previous: {
    x: 142,
    y: 360,
    width: 12,
    height: 20,
    levels: '0mf0nfg0lfi0jfi0jfi0jfi0jfi0jfi0jfi0jfi0kfi0lfi0lfi0lfi0lfi0lfi0lfi0lfi0lfg0nf00',
  },
  next: {
    x: 266,
    y: 360,
    width: 12,
    height: 20,
    levels: '00f0nfg0lfi0lfi0lfi0lfi0lfi0lfi0lfi0lfi0kfi0jfi0jfi0jfi0jfi0jfi0jfi0jfi0lfg0nf0m',
  },
  hold: {
    x: 228,
    y: 268,
    width: 56,
    height: 56,
    levels:
      '0hfzfzfh0jfzfzfl0gfzfzfn00fzfzfn0fzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfw0fzfzfn0gfzfzfl0ifzft0fo0ifzft0gfm0ifzft0ifk0ifzfv0ifi0ifzfx0ifg0ifzfz0if0ifzfzff0mfzfzfh0kfzfzfj0ifzfzfl0gfzfzfn0fzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfq0fzfzfn00fzfzfn0gfzfzfl0jfzfzfh0h',
  },
  button: {
    x: 16,
    y: 284,
    width: 268,
    height: 56,
    levels:
      '0hfzfzfzfzfzfzfzfzfzfzfzfv0jfzfzfzfzfzfzfzfzfzfzfzfz0gfzfzfzfzfzfzfzfzfzfzfzfzff00fzfzfzfzfzfzfzfzfzfzfzfzff0fzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzfzft0fzfzfzfzfzfzfzfzfzfzfzfzff00fzfzfzfzfzfzfzfzfzfzfzfzff0gfzfzfzfzfzfzfzfzfzfzfzfz0jfzfzfzfzfzfzfzfzfzfzfzfv0h',
  },
  info: {
    x: 230,
    y: 16,
    width: 54,
    height: 56,
    levels:
      '0hf00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f0z0z0sf0z0z0jf0z0z0z0z0yf0z0z0lf0z0z0z0z0xf0z0z0lf0z0z0z0z0xf0z0z0lf0z0z0z0z0xf0z0z0lf0z0z0z0z0xf0z0z0lf0z0z0z0z0xf0z00fh0z00f0z0gfh0z0z0jfh0z0gf0z0z0lf0z0z0z0qfh0z0gf0z0fi0z00f0z00fi0z0z0kfg0z0gf0z0gfg0z00f0z0hfg0z0z0kfg0z0gf0z0gfg0z00f0z0hfg0z0z0kfg0z0gf0z0gfg0z00f0z0hfg0z0z0z0qf0z0z0lf0z0z0z0z0xf0z0z0lf0z0z0z0z0xf0z0z0lf0z0z0z0z0xf0z0z0lf0z0z0z0z0xf0z0z0lf0z0z0z0z0yf0z0z0jf0z0z0sf00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f0h',
  },
  more: {
    x: 0,
    y: 0,
    width: 89,
    height: 40,
    levels:
      '0gf00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f0gf00f0hf0z0z0z0wf0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z0z0z0z0z00f0z0z0z0yf0z0z0z0z00f0z0z0z0wf0hf00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f00f0gf00f0g',
  },
  back: {
    x: 16,
    y: 20,
    width: 23,
    height: 20,
    levels: '0mf0yfg0wfi0ufi0ufi0ufi0ufi0ufi0ufzfzfzff0fz00fi0wfi0wfi0wfi0wfi0wfi0wfg0yf0q',
  },
  close: {
    x: 22,
    y: 364,
    width: 13,
    height: 13,
    levels: '00f0kf0gfg0ifg0fi0gfi0fi0fi0gfm0ifk0kfi0kfk0ifm0gfi0fi0fi0gfi0fg0ifg0gf0kf00',
  },
  exchange: {
    x: 2,
    y: 2,
    width: 44,
    height: 44,
    levels:
      '0qfv0yfzfj0sfzfm0ofzfp0mfzfr0kfzft0ifzfu0ifm0ifzfh0gfm0lfj0ifr00fl0nfh0lfp00fk0hfh0gfh0mfo00fk0gfj0gfm0hfn00fj0gfk0gfn0gfn0fk0gfk0gfn0gfv0gfk0gfn0gfv0gfk0gfk0jf00ft0gfi0gfl0mft0ofm0lfu0mfo0jfx0jfq0hfzfw00fzfzfzfzfz00fzfw0hfq0jfx0jfo0mfu0lfm0oft0mfl0gfi0gft00f0jfk0gfk0gfv0gfn0gfk0gfv0gfn0gfk0gfk0fn0gfn0gfk0gfj00fn0hfm0gfj0gfk00fo0mfh0gfh0hfk00fp0lfh0nfl00fr0ifj0lfm0gfzfh0ifm0ifzfu0ifzft0kfzfr0mfzfp0ofzfm0sfzfj0yfv0q',
  },
  warning: {
    x: 0,
    y: 2,
    width: 48,
    height: 45,
    levels:
      '0yfj0z0wfl0z0vfl0z0ufn0z0tfh00fh0z0sfi00fi0z0rfh0hfh0z0qfi0hfi0z0pfh0jfh0z0ofi0jfi0z0nfh0lfh0z0mfi0lfi0z0lfh0nfh0z0kfi0nfi0z0jfh0pfh0z0ifi0pfi0z0hfh0ifh0ifh0z0gfi0ifh0ifi0z00fh0jfh0jfh0z0fi0jfh0jfi0zfh0kfh0kfh0yfi0kfh0kfi0xfh0lfh0lfh0wfi0lfh0lfi0vfh0mfh0mfh0ufi0mfh0mfi0tfh0nfh0nfh0sfi0nfh0nfi0rfh0ofh0ofh0qfi0ofh0ofi0pfh0pfh0pfh0ofi0z0jfi0nfh0z0lfh0mfi0qfh0qfi0lfh0rfh0rfh0kfi0rfh0rfi0jfh0sfh0sfh0ifi0z0pfi0hfh0z0rfh0gfi0z0rfi00fh0z0tfh0fzfzfzfzfl0fzfzff0gfzfz00',
  },
  important: {
    x: 1,
    y: 1,
    width: 46,
    height: 46,
    levels:
      '0ufp0z0mfv0z0hfz0zfzfh0wfm0nfm0ufk0tfk0sfj0xfj0qfj0zfj0ofj0z00fj0mfj0z0hfj0kfj0z0jfj0ifj0pfj0pfi0ifi0qfj0qfi0hfh0rfj0rfh0gfi0rfj0rfi00fh0sfj0sfh00fh0sfj0sfh0fi0sfj0sfm0tfj0tfl0tfj0tfl0tfj0tfl0tfj0tfl0tfj0tfl0tfj0tfl0tfj0tfl0tfj0tfl0tfj0tfl0tfj0tfm0z0rfi0fh0z0rfh00fh0sfj0sfh00fi0rfj0rfi0gfh0rfj0rfh0hfi0qfj0qfi0ifi0z0lfi0jfj0z0jfj0kfj0z0hfj0mfj0z00fj0ofj0zfj0qfj0xfj0sfk0tfk0ufm0nfm0wfzfh0zfz0z0hfv0z0mfp0u',
  },
  cross: {
    x: 1,
    y: 1,
    width: 46,
    height: 46,
    levels:
      '0ufp0z0mfv0z0hfz0zfzfh0wfm0nfm0ufk0tfk0sfj0xfj0qfj0zfj0ofj0z00fj0mfj0z0hfj0kfj0z0jfj0ifj0z0lfi0ifi0z0nfi0hfh0nf0pf0nfh0gfi0mfg0nfg0mfi00fh0mfi0lfi0mfh00fh0lfk0jfk0lfh0fi0mfk0hfk0mfm0ofk00fk0ofl0pfr0pfl0qfp0qfl0rfn0rfl0sfl0sfl0sfl0sfl0rfn0rfl0qfp0qfl0pfr0pfl0ofk00fk0ofm0mfk0hfk0mfi0fh0lfk0jfk0lfh00fh0mfi0lfi0mfh00fi0mfg0nfg0mfi0gfh0nf0pf0nfh0hfi0z0nfi0ifi0z0lfi0jfj0z0jfj0kfj0z0hfj0mfj0z00fj0ofj0zfj0qfj0xfj0sfk0tfk0ufm0nfm0wfzfh0zfz0z0hfv0z0mfp0u',
  },
  check: {
    x: 1,
    y: 1,
    width: 46,
    height: 46,
    levels:
      '0ufp0z0mfv0z0hfz0zfzfh0wfm0nfm0ufk0tfk0sfj0xfj0qfj0zfj0ofj0z00fj0mfj0z0hfj0kfj0z0jfj0ifj0z0lfi0ifi0z0nfi0hfh0z0pfh0gfi0z0gf0lfi00fh0z0gfg0lfh00fh0z00fi0kfh0fi0z0fk0jfm0z0fk0lfl0nf0ofk0mfl0mfg0mfk0nfl0lfi0kfk0ofl0kfk0ifk0pfl0lfk0gfk0qfl0mfk0fk0rfl0nfq0sfl0ofo0tfl0pfm0ufm0pfk0ufi0fh0qfi0vfh00fh0rfg0wfh00fi0rf0wfi0gfh0z0pfh0hfi0z0nfi0ifi0z0lfi0jfj0z0jfj0kfj0z0hfj0mfj0z00fj0ofj0zfj0qfj0xfj0sfk0tfk0ufm0nfm0wfzfh0zfz0z0hfv0z0mfp0u',
  },
  'spinner-0': {
    x: 130,
    y: 0,
    width: 15,
    height: 10,
    levels: 'fzfn0qff0qff0qff0qff0qff0qff0qff0q',
  },
  'spinner-1': {
    x: 155,
    y: 0,
    width: 15,
    height: 10,
    levels: 'fzfl0qff0qff0qff0qff0qff0qff0qff0qff',
  },
  'spinner-2': {
    x: 155,
    y: 22,
    width: 15,
    height: 10,
    levels: '0qff0qff0qff0qff0qff0qff0qfzfn0qff',
  },
  'spinner-3': {
    x: 130,
    y: 22,
    width: 15,
    height: 10,
    levels: 'ff0qff0qff0qff0qff0qff0qff0qfzfn0q',
  },
};
