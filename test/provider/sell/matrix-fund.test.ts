import { it } from 'vitest';
import { expectTold, switchesOf } from './matrix.js';

it.each(switchesOf('fund'))('fund: %s is told', (code, rules) => expectTold('fund', code, rules));
