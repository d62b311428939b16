import { startGenesys } from "../packages/sandbox/src/genesys";
import { MIXED_SEED, mixedCalls } from "./mixed-load";
async function main(){
 const g = await startGenesys({ seed: MIXED_SEED });
 const calls = await mixedCalls(g.url, g.deployer, g.credentials("lacking"));
 for (let round=0; round<6; round++){
  const t=Date.now(); let done=0; const pending=new Set<number>(); const all = Array.from({length:200},(_,i)=>{pending.add(i%calls.length*1000+i);return calls[i%calls.length]!().then(r=>{done++; pending.delete(i%calls.length*1000+i); return r})});
  for (const ms of [5,20,40,80]) { await new Promise(r=>setTimeout(r,ms)); (globalThis as any).gc(); (globalThis as any).gc(); }
  const res = await Promise.race([Promise.all(all), new Promise(r=>setTimeout(()=>r(null),8000))]);
  console.log(round, "done", done, Date.now()-t, res===null?"HANG "+[...pending].map(x=>Math.floor(x/1000)).join():(res as any[]).filter(Boolean).slice(0,2), "requests", g.requests.length);
 }
 process.exit(0);
}
main();
