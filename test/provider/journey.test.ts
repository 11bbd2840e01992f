/** Journeys over the API of `provider backend`, against the reference provider. */
import { afterEach, expect, it } from 'vitest';
import { Journeys } from './support/journeys.js';

const open: Journeys[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function journeys(...options: Parameters<typeof Journeys.open>): Promise<Journeys> {
  const found = await Journeys.open(...options);
  open.push(found);
  return found;
}

it.each(['swap', 'sell', 'card', 'fund', 'buy'] as const)('%s, from quote to status', async (product) => {
  const { run } = await journeys({ product });
  const journey = await run({ product, user: 'approve' });
  console.log(JSON.stringify({...journey, steps: journey.steps.map((s:any)=>({...s, calls: s.calls.map((c:any)=>c.request.method+' '+c.request.url+' '+c.answer?.status+' '+(c.failure??'')), apdus: s.apdus.map((a:any)=>a.name+' '+a.status), screens: s.screens.length}))}, null, 1));
});
