import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'vitest';
import { deviceSetup } from '../src/capture/device-setup.js';
import { parseRecording } from '../src/capture/format.js';
import { replay } from '../src/capture/replay.js';
import { nodeVerifier } from '../src/simulator/node-verifier.js';
import { remembering } from '../src/simulator/verifier.js';
import { walletFromMnemonic } from '../src/simulator/wallet.js';
const G = new URL('./golden/', import.meta.url);
it('scratch', () => {
  const wallet = walletFromMnemonic(); const verifier = remembering(nodeVerifier, 4096);
  for (const d of readdirSync(G, { withFileTypes: true })) { if (!d.isDirectory() || d.name==='screens') continue;
    let n=0, ex=0, cmp=0, scr=0, ca=0, rnd=0, cas=0; const mm: any[]=[]; const t=performance.now();
    for (const f of readdirSync(new URL(d.name+'/', G))) { if(!f.endsWith('.apdu')) continue; n++;
      const rec = parseRecording(readFileSync(new URL(d.name+'/'+f, G),'utf8'), f);
      try { const r = replay(rec, { wallet, ...deviceSetup(rec, {}), verifier }, d.name+'/'+f);
      ex+=r.exchanges; cmp+=r.compared; scr+=r.screens; ca+=r.skipped.coinApp; rnd+=r.skipped.random; cas+=r.coinAppScreens; mm.push(...r.mismatches); } catch(e) { mm.push({file:f, why:String((e as any).stack).slice(0,300)}); }
    }
    console.log(d.name, {n, ex, cmp, scr, ca, rnd, cas, mismatches: mm.length, ms: Math.round(performance.now()-t)});
    const files = new Set(mm.map(m=>m.file)); console.log('files', files.size);
    for (const m of mm.slice(0, 12)) console.log(JSON.stringify(m).slice(0,600));
  }
});
