import { expectEach, FIRST_OF_ORDERS } from './matrix.js';

expectEach(({ number }) => number < FIRST_OF_ORDERS);
