import { who, browser } from './probe.tmp.mts'
import { addressOf } from './tests/e2e/support/addresses'
import { AxeBuilder } from '@axe-core/playwright'
import fs from 'node:fs'
const jobs=JSON.parse(fs.readFileSync('/tmp/wt/people-jobs.json','utf8'))
for (const [email,pats] of jobs) { const p=await who(email); for(const [name,pat] of pats){ let u=''; try{u=await addressOf(p,pat)}catch(e){console.log('NOADDR',email,pat,String(e));continue}
 await p.setViewportSize({width:1440,height:900}); const r=await p.goto(u,{waitUntil:'networkidle'})
 const js=await p.evaluate(()=>[...new Set(performance.getEntriesByType('resource').map(e=>new URL(e.name).pathname).filter(n=>/^\/assets\/.*\.js$/.test(n)))]) as string[]
 const kb=js.reduce((s,n)=>s+fs.statSync('build/client'+n+(fs.existsSync('build/client'+n+'.br')?'.br':'')).size,0)
 const gz=js.reduce((s,n)=>s+fs.statSync('build/client'+n+(fs.existsSync('build/client'+n+'.gz')?'.gz':'')).size,0)
 const h1=await p.getByRole('heading',{level:1}).count()
 const out:string[]=[]
 for (const w of [1440,768,320]) { await p.setViewportSize({width:w,height:w===320?700:900}); const side=await p.evaluate(()=>document.documentElement.scrollWidth-window.innerWidth); const {violations}=w===768?{violations:[]}:await new AxeBuilder({page:p}).analyze(); if(side>0||violations.length) out.push(`${w}: side ${side} ${violations.map(v=>v.id+':'+v.nodes.map(n=>n.target.join(' ')).slice(0,3).join(',')).join(' ; ')}`); await p.screenshot({path:`/tmp/wt/people-shots/${name}-${w}.png`,fullPage:true}) }
 console.log(name,r?.status(),'br',Math.round(kb/1024),'gz',Math.round(gz/1024),'h1',h1,await p.title(),out.join(' | ')) } await p.context().close() }
await browser.close()
