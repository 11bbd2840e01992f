// Which pieces of ink make which furniture, for scripts/build-pixels.mjs: width, height, a place where
// the piece was seen, and the kind of page where that does not tell it. `origin` is what the place is
// told from: the corner of an icon's cell, of the 'More' button, of the spinner; the display's own
// corner when absent.

const cell = (x, y, ...ink) => ({ origin: [x, y], ink });
const at = (...ink) => ({ ink });

const RING = { stax: [60, 60, 170, 274], flex: [60, 60, 210, 238], apex: [46, 46, 127, 155] };

export const PIECES = {
  nano: {
    previous: at([4, 7, 0, 28]),
    next: at([4, 7, 124, 28]),
    exchange: cell(57, 9, [10, 10, 59, 11]),
    check: cell(57, 9, [13, 9, 58, 12]),
    cross: cell(57, 16, [12, 12, 58, 17, 'reject']),
    // The only page that has it cuts off its top.
    warning: cell(57, -3, [12, 10, 58, 0]),
    info: cell(57, 16, [14, 14, 57, 16]),
    back: cell(57, 16, [10, 10, 59, 18]),
    quit: cell(57, 16, [9, 6, 62, 20], [9, 12, 57, 17]),
    processing: cell(57, 16, [12, 12, 58, 17, 'processing']),
  },
  stax: {
    previous: at([14, 26, 193, 613]),
    next: at([14, 26, 354, 613]),
    'no-previous': at([14, 24, 193, 614]),
    'no-next': at([14, 24, 354, 614]),
    hold: at([80, 80, 296, 476]),
    button: at([352, 80, 24, 504]),
    info: at([80, 80, 296, 24], [6, 16, 332, 59], [4, 3, 334, 54]),
    more: cell(137, 384, [125, 64, 137, 384]),
    back: at([32, 26, 28, 31]),
    close: at([22, 22, 29, 615]),
    exchange: cell(168, 190, [58, 58, 171, 193]),
    warning: cell(168, 170, [64, 61, 168, 171], [6, 21, 197, 193], [6, 5, 197, 217]),
    important: cell(168, 108, [60, 60, 170, 110], [6, 20, 197, 126], [6, 6, 197, 149]),
    cross: cell(168, 272, RING.stax, [26, 26, 187, 291]),
    check: cell(168, 272, RING.stax, [31, 21, 185, 294]),
    'spinner-0': cell(0, 288, [22, 14, 170, 288]),
    'spinner-1': cell(0, 288, [22, 14, 208, 288]),
    'spinner-2': cell(0, 288, [22, 15, 208, 318]),
    'spinner-3': cell(0, 288, [22, 15, 170, 318]),
  },
  flex: {
    previous: at([17, 32, 235, 536]),
    next: at([17, 32, 421, 536]),
    'no-previous': at([16, 31, 235, 536]),
    'no-next': at([17, 30, 421, 537]),
    hold: at([88, 88, 360, 384]),
    button: at([416, 88, 32, 416]),
    info: at([88, 88, 360, 32], [7, 19, 399, 70], [5, 3, 401, 64]),
    more: cell(173, 332, [134, 64, 173, 332]),
    back: at([38, 32, 33, 32]),
    close: at([28, 28, 38, 538]),
    exchange: cell(208, 154, [58, 58, 211, 157]),
    warning: cell(208, 128, [64, 61, 208, 129], [6, 21, 237, 151], [6, 5, 237, 175]),
    important: cell(208, 62, [60, 60, 210, 64], [6, 20, 237, 80], [6, 6, 237, 103]),
    cross: cell(208, 236, RING.flex, [26, 26, 227, 255]),
    check: cell(208, 236, RING.flex, [31, 21, 225, 258]),
    'spinner-0': cell(0, 246, [24, 16, 208, 246]),
    'spinner-1': cell(0, 246, [24, 16, 248, 246]),
    'spinner-2': cell(0, 246, [24, 17, 248, 278]),
    'spinner-3': cell(0, 246, [24, 17, 208, 278]),
  },
  apex: {
    previous: at([12, 20, 142, 360]),
    next: at([12, 20, 266, 360]),
    hold: at([56, 56, 228, 268]),
    button: at([268, 56, 16, 284]),
    info: at([54, 56, 230, 16], [5, 17, 254, 36]),
    more: cell(105, 230, [79, 40, 105, 230], [7, 40, 187, 230]),
    back: at([23, 20, 16, 20]),
    close: at([13, 13, 22, 364]),
    exchange: cell(126, 95, [44, 44, 128, 97]),
    warning: cell(126, 86, [48, 45, 126, 88], [4, 21, 148, 104]),
    important: cell(126, 43, [46, 46, 127, 44], [6, 23, 147, 55]),
    cross: cell(126, 154, RING.apex, [20, 20, 140, 168]),
    check: cell(126, 154, RING.apex, [24, 18, 138, 169]),
    'spinner-0': cell(0, 165, [15, 10, 130, 165]),
    'spinner-1': cell(0, 165, [15, 10, 155, 165]),
    'spinner-2': cell(0, 165, [15, 10, 155, 187]),
    'spinner-3': cell(0, 165, [15, 10, 130, 187]),
  },
};
