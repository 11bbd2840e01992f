import { readdirSync, readFileSync, rmSync, mkdirSync } from 'node:fs';
import { serve, swap } from './bench-server.mjs';
rmSync('/tmp/prof',{recursive:true,force:true});mkdirSync('/tmp/prof');
const one=await serve([],['--cpu-prof','--cpu-prof-dir','/tmp/prof']);
for(let i=0;i<400;i++)await swap(one.port);
await one.stop();
const p=JSON.parse(readFileSync('/tmp/prof/'+readdirSync('/tmp/prof')[0]));
const byId=new Map(p.nodes.map(n=>[n.id,n]));const parent=new Map();p.nodes.forEach(n=>n.children?.forEach(c=>parent.set(c,n.id)));
const self=new Map();p.samples.forEach((s,i)=>self.set(s,(self.get(s)||0)+p.timeDeltas[i]));
const name=id=>{const n=byId.get(id).callFrame;return n.functionName+' '+n.url.split('/').slice(-1)[0]+':'+n.lineNumber+':'+n.columnNumber};
const agg={},tot={};for(const [id,t] of self){agg[name(id)]=(agg[name(id)]||0)+t;const seen=new Set();for(let i=id;i;i=parent.get(i)){const k=name(i);if(!seen.has(k)){seen.add(k);tot[k]=(tot[k]||0)+t}}}
const top=(o,n)=>Object.entries(o).sort((a,b)=>b[1]-a[1]).slice(0,n).forEach(([k,t])=>console.log((t/1000/400).toFixed(3),k));
console.log('self');top(agg,40);console.log('total');top(tot,70);process.exit()
