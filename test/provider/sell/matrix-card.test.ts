import { it } from 'vitest';
import { expectTold, switchesOf } from './matrix.js';

it.each(switchesOf('card'))('card: %s is told', (code, rules) => expectTold('card', code, rules));
