import { it } from 'vitest';
import { expectTold, switchesOf } from './matrix.js';

it.each(switchesOf('buy'))('buy: %s is told', (code, rules) => expectTold('buy', code, rules));
