import { expect, type Page } from '@playwright/test'

const ID = '[0-9a-f-]{36}'

/** Where each name in an address is found: a page that links to it, as whoever looks finds it. */
const FOUND_ON: Record<string, [page: string, link: string]> = {
  unit: ['/folk', `/enheter/(${ID})/folk`],
  town: ['/enheter?sok=Tønsberg', `/enheter/(${ID})"[^>]*>Tønsberg<`],
  school: ['/enheter?sok=Presterød', `/enheter/(${ID})"`],
  person: ['/enheter/{unit}/folk', `/folk/(${ID})`],
  cohort: ['/puljer', `/puljer/(${ID})"[^>]*>Pulje 1`],
  period: ['/puljer', `/puljer/(${ID})"[^>]*>Periode 1`],
  step: ['/puljer/{period}', `/arshjul/(${ID})`],
  gathering: ['/', `/samlinger/(${ID})`],
  mailing: ['/puljer/{period}/invitasjoner', `/utsendinger/(${ID})`],
}

/** What has been found for whoever looks, so that each page that links is asked for once. */
const known = new WeakMap<Page, Map<string, string>>()

/** An address, with everything found that stands in it as `{name}`. */
export async function addressOf(page: Page, pattern: string): Promise<string> {
  const found = known.get(page) ?? new Map<string, string>()
  known.set(page, found)
  let address = pattern
  for (const [all, name = ''] of pattern.matchAll(/\{(\w+)\}/g)) {
    const id = found.get(name) ?? (await find(page, name))
    found.set(name, id)
    address = address.replace(all, id)
  }
  return address
}

async function find(page: Page, name: string): Promise<string> {
  const [from, link] = FOUND_ON[name] ?? ['', '']
  const html = await (await page.request.get(await addressOf(page, from))).text()
  const id = new RegExp(link).exec(html)?.[1]
  if (id === undefined) throw new Error(`no ${name} on ${from}`)
  return id
}

/** The newest personal link of a kind that was sent to an address, out of the demo's mailbox, once it is there. */
export async function linkFor(page: Page, kind: 'invitasjon' | 'bli-medlem', email: string): Promise<string> {
  let link = ''
  await expect(async () => {
    const mailbox = await (await page.request.get('/demo/e-post')).text()
    const at = mailbox.indexOf(email)
    link = at < 0 ? '' : (new RegExp(`/${kind}/[\\w-]{43}`).exec(mailbox.slice(at))?.[0] ?? '')
    expect(link).not.toBe('')
  }).toPass()
  return link
}
