import { chromium } from '@playwright/test'
import fs from 'node:fs'
export const B='http://127.0.0.1:4140'
export const browser=await chromium.launch({args:['--no-sandbox'],executablePath:'/usr/bin/chromium'})
export async function who(email:string|null){ const f=`/tmp/wt/people-s-${email}.json`; const ctx=await browser.newContext({baseURL:B,locale:'nb-NO',viewport:{width:1440,height:900},...(email&&fs.existsSync(f)?{storageState:f}:{})}); const page=await ctx.newPage()
 if(email&&!fs.existsSync(f)){ await page.goto('/logg-inn'); await page.getByLabel('E-postadresse').fill(email); await page.getByRole('button',{name:'Send meg en kode'}).click(); await page.waitForURL(/kode/); let code=''; for(let i=0;i<40&&!code;i++){const m=(await (await page.request.get('/demo/e-post')).text()).replaceAll(/<[^>]+>/g,' '); code=new RegExp(`\\b(\\d{6})\\b[^@\\d]{1,60}${email}`).exec(m)?.[1]??''; if(!code) await page.waitForTimeout(300)} await page.getByLabel('Kode fra e-posten').fill(code); await page.getByRole('button',{name:'Logg inn'}).click(); await page.waitForURL(u=>!u.pathname.includes('logg-inn')); await ctx.storageState({path:f}) } return page }
