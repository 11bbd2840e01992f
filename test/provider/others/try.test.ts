import { it } from 'vitest';
import { judged } from './judged.js';
import { startNewestSwap, NEWEST_MISTAKES } from './newest-swap.js';
import { startOlderSwap, OLDER_MISTAKES } from './older-swap.js';
import { startOfframp, OFFRAMP_MISTAKES } from './offramp.js';
const base: Record<string,string[]> = {};
const show = (m: string|undefined, r: any) => { const k=r.url.length+r.product;
 if (!m) { base[r.product]=r.failed; console.log(r.product, r.evidence); return }
 console.log('##', m, '=>', r.exitCode, r.codes.join(' '), '\n', r.rules.filter((x: any) => x.result==='failed' && !base[r.product]!.includes(x.id)).map((x:any)=>`${x.id} (${x.severity}) ${x.evidence.slice(0,150)}`).join('\n  ')); };
it('newest', async () => { for (const m of [undefined, ...NEWEST_MISTAKES]) {const p = await startNewestSwap(m?{mistake:m}:{}); show(m, await judged('swap', p)); await p.close(); }}, 600000);
it('older', async () => {  for (const m of [undefined, ...OLDER_MISTAKES]) {const p = await startOlderSwap(m); show(m, await judged('swap', p)); await p.close(); }}, 600000);
it('sell', async () => {  for (const m of [undefined, ...OFFRAMP_MISTAKES]) {const p = await startOfframp(m?{mistake:m}:{}); show(m, await judged('sell', p)); await p.close(); }}, 600000);
it('card', async () => { const p = await startOfframp(); show(undefined, await judged('card', p)); await p.close(); }, 60000);
