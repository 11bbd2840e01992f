import { it } from 'vitest';
import { expectTold, switchesOf } from './matrix.js';

it.each(switchesOf('sell'))('sell: %s is told', (code, rules) => expectTold('sell', code, rules));
